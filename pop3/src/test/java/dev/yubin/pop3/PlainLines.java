package dev.yubin.pop3;

/** Cuts what a client sends into lines, in the plainest way. Text has one character per octet. */
final class PlainLines {
    /**
     * A line.
     *
     * @param text without its CRLF; null if the line cannot be taken
     */
    record Line(String text) {
        private static final Line BROKEN = new Line(null);

        boolean isBroken() {
            return text == null;
        }
    }

    private final String octets;
    private int at;

    PlainLines(String octets) {
        this.octets = octets;
    }

    /** The next line, if it is no longer than that; null if no other is whole. */
    Line next(int longest) {
        int end = at;
        while (end < octets.length() && end - at <= longest && "\r\n".indexOf(octets.charAt(end)) < 0) {
            end++;
        }
        int start = at;
        if (end - at > longest) {
            return passed(at) ? Line.BROKEN : null;
        }
        if (octets.startsWith("\r\n", end)) {
            at = end + 2;
            return new Line(octets.substring(start, end));
        }
        if (end == octets.length() || end == octets.length() - 1 && octets.charAt(end) == '\r') {
            return null;
        }
        // A bare CR or LF is told at once, and the rest of the line is passed over.
        passed(end + 1);
        return Line.BROKEN;
    }

    /** Goes behind the next CRLF, if there is one. */
    private boolean passed(int from) {
        int end = octets.indexOf("\r\n", from);
        at = end < 0 ? octets.length() : end + 2;
        return end >= 0;
    }
}
