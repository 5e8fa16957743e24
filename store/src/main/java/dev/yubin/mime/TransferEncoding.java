package dev.yubin.mime;

import dev.yubin.mime.transfer.Base64Decoder;
import dev.yubin.mime.transfer.QuotedPrintableDecoder;
import dev.yubin.mime.transfer.QuotedPrintableEncoder;
import dev.yubin.mime.transfer.UuDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** How the octets of a body are written, the content transfer encodings (RFC 2045 §6). */
public enum TransferEncoding {
    SEVEN_BIT("7bit"),
    EIGHT_BIT("8bit"),
    BINARY("binary"),
    QUOTED_PRINTABLE("quoted-printable"),
    BASE64("base64"),

    /** No standard, but in old mail. */
    UUENCODE("x-uuencode"),

    /** One nobody knows: such octets are not decoded. */
    UNKNOWN("x-unknown");

    /** Names without hyphens, underscores and white space, which senders add and leave out. */
    private static final Map<String, TransferEncoding> NAMES = Map.ofEntries(
            Map.entry("7bit", SEVEN_BIT),
            Map.entry("7bits", SEVEN_BIT),
            Map.entry("8bit", EIGHT_BIT),
            Map.entry("8bits", EIGHT_BIT),
            Map.entry("binary", BINARY),
            Map.entry("quotedprintable", QUOTED_PRINTABLE),
            Map.entry("base64", BASE64),
            Map.entry("uuencode", UUENCODE),
            Map.entry("uuencoded", UUENCODE),
            Map.entry("uue", UUENCODE),
            Map.entry("xuuencode", UUENCODE),
            Map.entry("xuuencoded", UUENCODE),
            Map.entry("xuue", UUENCODE));

    private static final int LONGEST_NAME = 20;
    private static final byte[] CRLF = {'\r', '\n'};

    /** RFC 2045 §6.8: 76 characters a line. */
    private static final int BASE64_LINE = 57;

    private static final int UU_LINE = 45;

    private final String token;

    TransferEncoding(String token) {
        this.token = token;
    }

    /** The name as it is written in a Content-Transfer-Encoding field. */
    public String token() {
        return token;
    }

    /**
     * The encoding that a Content-Transfer-Encoding field names. Case, comments, quotes and misplaced hyphens or spaces
     * do not matter, nor does what follows the name. A field with nothing in it means {@link #SEVEN_BIT}, as no field
     * does (RFC 2045 §6.1).
     */
    public static TransferEncoding of(String fieldBody) {
        StringBuilder name = new StringBuilder(LONGEST_NAME);
        int i = 0;
        while (i < fieldBody.length() && name.length() < LONGEST_NAME) {
            char c = fieldBody.charAt(i);
            boolean between = c == '(' || c <= ' ';
            if (c == ';' || c == ',' || between && NAMES.containsKey(name.toString())) {
                break;
            }
            if (!between && c != '-' && c != '_' && c != '"') {
                name.append(Character.toLowerCase(c));
            }
            i = c == '(' ? FieldLexer.commentEnd(fieldBody, i) : i + 1;
        }
        return name.isEmpty() ? SEVEN_BIT : NAMES.getOrDefault(name.toString(), UNKNOWN);
    }

    /** Whether octets of a body have to be decoded to be read; those of an {@link #UNKNOWN} encoding cannot be. */
    public boolean isEncoded() {
        return this == QUOTED_PRINTABLE || this == BASE64 || this == UUENCODE;
    }

    /**
     * Decodes while it is read, with memory that does not grow. Input that is not what the encoding promises gives the
     * octets that can be made of it; the only exceptions are those of the source. Closing the stream closes the source.
     *
     * @return the source itself for encodings that change nothing, and for {@link #UNKNOWN}
     */
    public InputStream decode(InputStream encoded) {
        return switch (this) {
            case QUOTED_PRINTABLE -> new QuotedPrintableDecoder(encoded);
            case BASE64 -> new Base64Decoder(encoded);
            case UUENCODE -> new UuDecoder(encoded);
            default -> encoded;
        };
    }

    /**
     * Encodes to the end of the input; neither stream is closed. Base64 has no line end behind its last line. Octets
     * that are not 7bit or 8bit text are not made so: who asks for these encodings has looked.
     *
     * @throws UnsupportedOperationException for {@link #UNKNOWN}
     */
    public void encode(InputStream plain, OutputStream out) throws IOException {
        switch (this) {
            case UNKNOWN -> throw new UnsupportedOperationException("An encoding nobody knows");
            case QUOTED_PRINTABLE -> new QuotedPrintableEncoder(out).encode(plain);
            case BASE64 -> encodeBase64(plain, out);
            case UUENCODE -> encodeUu(plain, out);
            default -> plain.transferTo(out);
        }
    }

    private static void encodeBase64(InputStream plain, OutputStream out) throws IOException {
        Base64.Encoder encoder = Base64.getMimeEncoder();
        byte[] block = new byte[BASE64_LINE * 128];
        boolean first = true;
        for (int n = plain.readNBytes(block, 0, block.length); n > 0; n = plain.readNBytes(block, 0, block.length)) {
            if (!first) {
                out.write(CRLF);
            }
            first = false;
            out.write(encoder.encode(n == block.length ? block : Arrays.copyOf(block, n)));
        }
    }

    private static void encodeUu(InputStream plain, OutputStream out) throws IOException {
        out.write("begin 644 file\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] octets = new byte[UU_LINE + 2];
        byte[] line = new byte[1 + UU_LINE / 3 * 4 + 2];
        for (int n = plain.readNBytes(octets, 0, UU_LINE); n > 0; n = plain.readNBytes(octets, 0, UU_LINE)) {
            Arrays.fill(octets, n, octets.length, (byte) 0);
            line[0] = uu(n);
            int end = 1;
            for (int i = 0; i < n; i += 3) {
                int bits = (octets[i] & 0xFF) << 16 | (octets[i + 1] & 0xFF) << 8 | octets[i + 2] & 0xFF;
                for (int shift = 18; shift >= 0; shift -= 6) {
                    line[end++] = uu(bits >> shift & 63);
                }
            }
            line[end] = '\r';
            line[end + 1] = '\n';
            out.write(line, 0, end + 2);
        }
        out.write("`\r\nend\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The grave accent for zero, since spaces get lost at the end of lines. */
    private static byte uu(int value) {
        return (byte) (value == 0 ? '`' : value + ' ');
    }
}
