package dev.yubin.protocol.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Octets of messages as text, and the other way round. */
public final class Text {
    private Text() {}

    /** The octets of canonical base64 (RFC 4648 §3.5, §4), or null if it is none. */
    public static byte[] fromBase64(String base64) {
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            // The JDK's decoder does not miss missing padding, and drops bits behind the end.
            return base64(octets).equals(base64) ? octets : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Base64 without line breaks. */
    public static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** UTF-8, strictly. NUL is in no text of any mechanism. */
    static String utf8(byte[] octets, int from, int to) throws BadMessage {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadMessage("Not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadMessage("A NUL within a text");
        }
        return text;
    }

    static String utf8(byte[] octets) throws BadMessage {
        return utf8(octets, 0, octets.length);
    }

    /** As {@link #utf8}; must not be empty. */
    static String name(byte[] octets, int from, int to) throws BadMessage {
        if (from == to) {
            throw new BadMessage("Something is empty that must not be");
        }
        return utf8(octets, from, to);
    }

    /** Where an octet is, or the end if it is not there. */
    static int find(byte[] octets, char wanted, int from) {
        int at = from;
        while (at < octets.length && octets[at] != wanted) {
            at++;
        }
        return at;
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
