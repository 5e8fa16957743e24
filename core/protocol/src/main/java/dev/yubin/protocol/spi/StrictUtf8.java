package dev.yubin.protocol.spi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a client sent as UTF-8: {@link Frame.Line} has octets. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    /** The text of UTF-8 octets, or null if they are not well-formed (RFC 3629 §4). */
    public static String decode(byte[] octets) {
        try {
            // A decoder of its own reports what the constructor of String would replace.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The same of a part of a line, which has one character per octet (ISO 8859-1). */
    public static String decode(String octets) {
        return decode(octets.getBytes(StandardCharsets.ISO_8859_1));
    }
}
