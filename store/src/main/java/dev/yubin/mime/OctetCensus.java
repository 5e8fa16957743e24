package dev.yubin.mime;

/**
 * What octets there are, and so how they may be sent (RFC 2045 §2.7 to §2.9).
 *
 * @param eightBit whether there are any beyond US-ASCII
 * @param binary whether there is a NUL, a CR or LF alone, or a line of more than 998 octets
 * @param escaped how many quoted-printable would not write as they are
 * @param size how many there are
 */
record OctetCensus(boolean eightBit, boolean binary, int escaped, int size) {
    private static final int LONGEST_LINE = 998;

    static OctetCensus of(byte[] octets) {
        boolean eightBit = false;
        boolean binary = false;
        int escaped = 0;
        int line = 0;
        for (int i = 0; i < octets.length; i++) {
            byte octet = octets[i];
            if (octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
                i++;
                line = 0;
                continue;
            }
            eightBit |= octet < 0;
            binary |= octet == 0 || octet == '\r' || octet == '\n' || ++line > LONGEST_LINE;
            escaped += octet < ' ' && octet != '\t' || octet == '=' || octet == 0x7F ? 1 : 0;
        }
        return new OctetCensus(eightBit, binary, escaped, octets.length);
    }

    /** What they are as they stand. */
    TransferEncoding asTheyAre() {
        return binary ? TransferEncoding.BINARY : eightBit ? TransferEncoding.EIGHT_BIT : TransferEncoding.SEVEN_BIT;
    }

    /** The encoding that makes them 7bit and shorter. */
    TransferEncoding encoding() {
        // Three characters for one octet, against four for three.
        return escaped <= size / 6 ? TransferEncoding.QUOTED_PRINTABLE : TransferEncoding.BASE64;
    }
}
