package dev.yubin.mime;

/**
 * One encoded word as it is written (RFC 2047 §2), which may name a language behind the charset (RFC 2231 §5).
 *
 * @param start where it begins in the text
 * @param end where it ends
 * @param text what stands between the last two question marks
 */
record EncodedWord(int start, int end, String charset, boolean base64, String text) {
    /** The word that begins at a {@code =?}, or null. It reads no further than to the fourth question mark from there. */
    static EncodedWord parse(String text, int start) {
        int charset = start + 2;
        int charsetEnd = text.indexOf('?', charset);
        if (charsetEnd < 0 || charsetEnd + 2 >= text.length() || text.charAt(charsetEnd + 2) != '?') {
            return null;
        }
        char encoding = text.charAt(charsetEnd + 1);
        boolean base64 = encoding == 'B' || encoding == 'b';
        int content = charsetEnd + 3;
        int contentEnd = text.indexOf('?', content);
        if (contentEnd < 0
                || !text.startsWith("?=", contentEnd)
                || !base64 && encoding != 'Q' && encoding != 'q'
                || !isText(text, content, contentEnd)) {
            return null;
        }
        int nameEnd = nameEnd(text, charset, charsetEnd);
        return nameEnd == charset
                ? null
                : new EncodedWord(
                        start,
                        contentEnd + 2,
                        text.substring(charset, nameEnd),
                        base64,
                        text.substring(content, contentEnd));
    }

    /** Where the name of the charset ends; where it begins if it is none. */
    private static int nameEnd(String text, int from, int to) {
        int end = to;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~') {
                return from;
            }
            end = c == '*' && end == to ? i : end;
        }
        return end;
    }

    /** ASCII without control characters; RFC 2047 allows no spaces, but broken senders have them in Q words. */
    private static boolean isText(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }
}
