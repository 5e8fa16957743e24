package dev.yubin.pop3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Multi-line responses as RFC 1939 has them, in the plainest way: text has one character per octet. */
final class MultiLine {
    private MultiLine() {}

    /**
     * What a client makes of a multi-line response, RFC 1939 §3. As many do, it takes a bare LF for the end of a line too; one
     * that does not must find the same end.
     */
    static String unstuffed(String response) {
        int strictEnd = ("\r\n" + response).indexOf("\r\n.\r\n");
        if (strictEnd != response.length() - 3) {
            throw new AssertionError("For who ends lines in CRLF only, the response ends at octet " + strictEnd);
        }
        StringBuilder message = new StringBuilder();
        int at = 0;
        while (true) {
            int end = response.indexOf('\n', at) + 1;
            if (end == 0) {
                throw new AssertionError("No end of line after octet " + at);
            }
            String line = response.substring(at, end);
            at = end;
            if (line.equals(".\r\n") || line.equals(".\n")) {
                if (at < response.length()) {
                    throw new AssertionError("The response goes on behind its end at octet " + at);
                }
                return message.toString();
            }
            message.append(line.startsWith(".") ? line.substring(1) : line);
        }
    }

    /** A message, with CRLF at its end in any case. */
    static String whole(String message) {
        return message.isEmpty() || message.endsWith("\r\n") ? message : message + "\r\n";
    }

    /** RFC 1939 §7: the header, the empty line behind it, and the first lines of the body. */
    static String top(String message, long lines) {
        List<String> all = new ArrayList<>(List.of(message.split("\r\n", -1)));
        if (all.get(all.size() - 1).isEmpty()) {
            all.remove(all.size() - 1);
        }
        int empty = all.indexOf("");
        long count = empty < 0 ? all.size() : Math.min(all.size(), empty + 1 + lines);
        StringBuilder top = new StringBuilder();
        all.subList(0, (int) count).forEach(line -> top.append(line).append("\r\n"));
        return top.toString();
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
