package dev.yubin.mime;

import java.util.Arrays;

/** Goes through the fields of a header (RFC 5322 §2.2). What is no field is passed over. */
final class HeaderCursor {
    private final byte[] octets;
    private final int length;
    private int start;
    private int colon;
    private int nameEnd;
    private int end;

    /** A cursor in front of the first field of {@code octets[0, length)}. */
    HeaderCursor(byte[] octets, int length) {
        this.octets = octets;
        this.length = length;
    }

    /** Moves on to the next field, if there is one. */
    boolean next() {
        while (end < length) {
            start = end;
            end = lineEnd(start);
            boolean field = isField();
            // RFC 5322 §2.2.3: a line that begins with white space goes on with the one before it.
            while (end < length && isBlank(octets[end])) {
                end = lineEnd(end);
            }
            if (field) {
                return true;
            }
        }
        return false;
    }

    /** Where the field begins. */
    int start() {
        return start;
    }

    /** Where the next line begins that does not belong to it. */
    int end() {
        return end;
    }

    /** The field's name, as it was written. */
    String name() {
        return HeaderText.of(octets, start, nameEnd);
    }

    /** Whether the name begins so; give it in lower case. */
    boolean nameBegins(String prefix) {
        if (nameEnd - start < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            byte octet = octets[start + i];
            if ((octet >= 'A' && octet <= 'Z' ? octet + 32 : octet) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The field's body without line ends (RFC 5322 §2.2.3) and without white space around it. */
    byte[] body() {
        byte[] body = new byte[end - colon - 1];
        int used = 0;
        for (int i = colon + 1; i < end; i++) {
            boolean lineEnd = octets[i] == '\n' || octets[i] == '\r' && i + 1 < end && octets[i + 1] == '\n';
            if (!lineEnd && (used > 0 || !isBlank(octets[i]))) {
                body[used++] = octets[i];
            }
        }
        while (used > 0 && (isBlank(body[used - 1]) || body[used - 1] == '\r')) {
            used--;
        }
        return used == body.length ? body : Arrays.copyOf(body, used);
    }

    private int lineEnd(int from) {
        int lineFeed = LineFeeds.indexOf(octets, from, length);
        return lineFeed < 0 ? length : lineFeed + 1;
    }

    /** RFC 5322 §3.6.8: a name is of printable US-ASCII. §4.5: obsolete syntax has white space before the colon. */
    private boolean isField() {
        int i = start;
        while (i < end && octets[i] > ' ' && octets[i] < 0x7F && octets[i] != ':') {
            i++;
        }
        nameEnd = i;
        while (i < end && isBlank(octets[i])) {
            i++;
        }
        colon = i;
        return nameEnd > start && i < end && octets[i] == ':';
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
