package dev.yubin.mime;

/** Looks for line feeds. */
final class LineFeeds {
    private LineFeeds() {}

    /** Where the first one is in {@code octets[from, to)}, or -1. */
    static int indexOf(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
