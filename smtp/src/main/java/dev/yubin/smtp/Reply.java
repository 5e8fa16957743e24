package dev.yubin.smtp;

import dev.yubin.protocol.spi.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A server's answer (RFC 5321 §4.2): a code, an enhanced status code where there is one (RFC 2034), one or more lines.
 * CR, LF and other control characters cannot get into one. Immutable.
 */
public final class Reply {
    private final int code;
    private final String status;
    private final List<String> lines;
    private final String text;
    private final byte[] octets;

    private Reply(int code, String status, List<String> lines, boolean utf8) {
        this.code = code;
        this.status = status;
        this.lines = List.copyOf(lines);
        this.text = encode(utf8);
        this.octets = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A reply with an enhanced status code.
     *
     * @throws IllegalArgumentException if a line holds anything but printable ASCII, or the codes contradict each other
     */
    public static Reply of(int code, String status, String... lines) {
        checkStatus(code, status);
        return new Reply(code, status, List.of(lines), false);
    }

    /**
     * A reply whose lines may hold more than ASCII, for a client that said it takes such a one (RFC 6531 §3.7.4.2).
     *
     * @throws IllegalArgumentException if a line holds control characters, or the codes contradict each other
     */
    static Reply utf8(int code, String status, List<String> lines) {
        checkStatus(code, status);
        return new Reply(code, status, lines, true);
    }

    private static void checkStatus(int code, String status) {
        boolean matches = isStatus(status) && status.charAt(0) - '0' == code / 100;
        if (!matches) {
            // RFC 2034 §4: the first digits must be the same.
            throw new IllegalArgumentException("Status " + status + " does not go with code " + code);
        }
    }

    /** RFC 3463 §2: a class of one digit, a subject and a detail of up to three. */
    private static boolean isStatus(String status) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < status.length(); i++) {
            char c = status.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
            } else if (Ascii.isDigit(c) && digits < (dots == 0 ? 1 : 3)) {
                digits++;
            } else {
                return false;
            }
        }
        return dots == 2 && digits > 0;
    }

    /** A reply without an enhanced status code: the greeting, HELO, EHLO and 354 (RFC 2034 §4). */
    static Reply plain(int code, List<String> lines) {
        return new Reply(code, "", lines, false);
    }

    /** The three-digit code. */
    public int code() {
        return code;
    }

    /** The enhanced status code, such as {@code 5.1.1}; empty if there is none. */
    public String status() {
        return status;
    }

    /** The lines without codes. */
    public List<String> lines() {
        return lines;
    }

    /** Whether it says yes: a code below 400. */
    public boolean isPositive() {
        return code < 400;
    }

    void writeTo(Output out) {
        writeTo(out, text);
    }

    /** Writes the reply; the transcript shows this instead. */
    void writeTo(Output out, String shown) {
        out.transcript().server(shown);
        out.write(octets);
    }

    private String encode(boolean utf8) {
        if (code < 200 || code > 559 || lines.isEmpty()) {
            throw new IllegalArgumentException("Not a reply: " + code + " " + lines);
        }
        StringBuilder reply = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.chars().allMatch(c -> c >= ' ' && c < 0x7f || utf8 && c >= 0xa0)) {
                throw new IllegalArgumentException("A reply is printable" + (utf8 ? "" : " ASCII"));
            }
            boolean last = i == lines.size() - 1;
            reply.append(code).append(last ? ' ' : '-');
            reply.append(status).append(status.isEmpty() ? "" : " ");
            reply.append(line).append(last ? "" : "\r\n");
        }
        return reply.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reply reply && text.equals(reply.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The reply as it goes over the wire, without the last CRLF. */
    @Override
    public String toString() {
        return text;
    }
}
