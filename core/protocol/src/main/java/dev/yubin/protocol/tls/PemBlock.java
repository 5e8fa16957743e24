package dev.yubin.protocol.tls;

/**
 * One thing in a PEM file. A class, because a record would print what may be a key.
 *
 * <p>Not every block is the octets of its label: {@link #hasHeaders()} says that old-style headers precede, which OpenSSL
 * writes for keys that it has encrypted in its own way.
 */
final class PemBlock {
    private final String label;
    private final boolean hasHeaders;
    private final byte[] octets;

    PemBlock(String label, boolean hasHeaders, byte[] octets) {
        this.label = label;
        this.hasHeaders = hasHeaders;
        this.octets = octets;
    }

    /** What it is: {@code CERTIFICATE}. */
    String label() {
        return label;
    }

    boolean hasHeaders() {
        return hasHeaders;
    }

    byte[] octets() {
        return octets;
    }

    @Override
    public String toString() {
        return label;
    }
}
