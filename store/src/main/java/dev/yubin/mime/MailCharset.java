package dev.yubin.mime;

import dev.yubin.mime.charset.CharsetNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Charsets under the names that mail uses, for reading it. What is read is what senders mean: ISO-8859-1 is read as
 * windows-1252, which has letters where the former has control characters nobody sends, and likewise Shift_JIS,
 * EUC-JP, GB2312, EUC-KR, Big5 and TIS-620 as the larger sets that are sent under their names.
 *
 * <p>Text of no name, of a name nobody knows, and US-ASCII text with other octets in it is UTF-8 where it is valid
 * UTF-8, and windows-1252 else. Octets that are no character become U+FFFD. No name and no octets are refused.
 */
public final class MailCharset {
    /** How much of a stream is looked at to see whether it is UTF-8. */
    private static final int LOOK_AHEAD = 8192;

    private MailCharset() {}

    /**
     * The charset to read text with that is said to be of the named one. Case, hyphens, underscores, quotes and white
     * space around it do not matter. To write text, use the charset of exactly that name.
     *
     * @return empty for names nobody knows, and for those that mean that nobody knows, as {@code unknown-8bit}
     */
    public static Optional<Charset> named(String name) {
        return Optional.ofNullable(CharsetNames.lookup(name));
    }

    /**
     * Decodes text that is all there.
     *
     * @throws IndexOutOfBoundsException if there are no such octets in the array
     */
    public static String decode(byte[] octets, int offset, int length, String charsetName) {
        Charset charset = CharsetNames.lookup(charsetName);
        if (isGuessed(charset)) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets, offset, length))
                        .toString();
            } catch (CharacterCodingException e) {
                charset = CharsetNames.windows1252();
            }
        }
        return new String(octets, offset, length, charset);
    }

    /**
     * Decodes text while it is read, with memory that does not grow; whether text of an unknown charset is UTF-8 is
     * seen from its first {@value #LOOK_AHEAD} octets, which are read at once. Closing the reader closes the stream.
     */
    public static Reader reader(InputStream octets, String charsetName) throws IOException {
        Charset charset = CharsetNames.lookup(charsetName);
        if (!isGuessed(charset)) {
            return new InputStreamReader(octets, charset);
        }
        byte[] first = octets.readNBytes(LOOK_AHEAD);
        PushbackInputStream all = new PushbackInputStream(octets, LOOK_AHEAD);
        all.unread(first);
        return new InputStreamReader(all, beginsAsUtf8(first) ? StandardCharsets.UTF_8 : CharsetNames.windows1252());
    }

    private static boolean isGuessed(Charset charset) {
        return charset == null || charset.equals(StandardCharsets.US_ASCII);
    }

    private static boolean beginsAsUtf8(byte[] octets) {
        // If there is more, the last character may be cut off; if there is not, all of it must be UTF-8.
        boolean all = octets.length < LOOK_AHEAD;
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(octets), CharBuffer.allocate(octets.length), all)
                .isError();
    }
}
