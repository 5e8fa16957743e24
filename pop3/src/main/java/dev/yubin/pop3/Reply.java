package dev.yubin.pop3;

import dev.yubin.protocol.spi.Output;
import java.nio.charset.StandardCharsets;

/**
 * A status line, RFC 1939 §3: {@code +OK} or {@code -ERR}, perhaps a response code (RFC 2449 §8), and a text. CR, LF and
 * other control characters cannot get into one.
 */
final class Reply {
    private final String line;
    private final byte[] octets;

    private Reply(String line) {
        if (!line.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A status line is printable ASCII");
        }
        this.line = line;
        this.octets = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static Reply ok(String text) {
        return new Reply("+OK " + text);
    }

    static Reply err(String text) {
        return new Reply("-ERR " + text);
    }

    /** An error with a response code, such as {@code IN-USE}. */
    static Reply err(String code, String text) {
        return new Reply("-ERR [" + code + "] " + text);
    }

    /** What a mechanism asks a client (RFC 5034 §4). */
    static Reply challenge(String base64) {
        return new Reply("+ " + base64);
    }

    /** Writes a reply that the transcript does not show. */
    void writeMaskedTo(Output out) {
        out.transcript().server("+ ****");
        out.write(octets);
    }

    void writeTo(Output out) {
        out.transcript().server(toString());
        out.write(octets);
    }

    @Override
    public String toString() {
        return line;
    }
}
