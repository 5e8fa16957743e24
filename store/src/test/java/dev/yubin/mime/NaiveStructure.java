package dev.yubin.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The parts of a message, found from the outside to the inside: a multipart's body is cut at its delimiter lines, then each
 * piece is looked at alone. Slow, recursive and simple: what the scanner is compared with. It cannot tell whose a delimiter
 * line is if two multiparts have the same boundary: such a message is {@linkplain #ambiguous() ambiguous}.
 */
final class NaiveStructure {
    private final String text;
    private final StringBuilder dump = new StringBuilder();

    private NaiveStructure(String text) {
        this.text = text;
        entity(0, text.length(), "text/plain", false);
    }

    static NaiveStructure of(byte[] message) {
        return new NaiveStructure(new String(message, ISO_8859_1));
    }

    boolean ambiguous() {
        return Stream.of("a", "b", "c", "\"ab\"")
                .map(boundary -> "boundary=" + boundary + "\r?\n")
                .anyMatch(written -> text.split(written, -1).length > 2);
    }

    String dump() {
        return dump.toString();
    }

    /** The same text of a tree the scanner has found. */
    static String dump(MimePart part) {
        StringBuilder text = new StringBuilder("(" + part.contentType().mediaType() + " " + part.offset() + " "
                + part.headerLength() + " " + part.bodyLength() + " " + part.lines());
        part.embedded().ifPresent(embedded -> text.append(dump(embedded)));
        part.parts().forEach(inner -> text.append(dump(inner)));
        return text.append(")").toString();
    }

    private void entity(int start, int to, String defaultType, boolean phantom) {
        int from = Math.min(start, to);
        int body = from;
        boolean empty = false;
        while (body < to && !empty) {
            int next = lineEnd(body, to);
            empty = next <= to && line(body, next).isEmpty();
            body = next;
        }
        // The empty line may be the line end that belongs to the delimiter line.
        boolean atLine = start == to || start < to && text.charAt(to - 1) == '\n';
        empty |= body == to && atLine && text.startsWith("\n", text.startsWith("\r", to) ? to + 1 : to);
        String header = text.substring(from, body).replaceAll("\r?\n[ \t]", " ");
        String type = field(header, "content-type", defaultType);
        String media = type.replaceAll("[; ].*", "");
        long lines = text.substring(body, to).chars().filter(c -> c == '\n').count();
        dump.append("(" + media + " " + from + " " + (body - from) + " " + (to - body) + " " + lines);
        boolean encoded = field(header, "content-transfer-encoding", "").startsWith("base64");
        if (empty && !phantom) {
            if (media.equals("message/external-body")) {
                entity(body, to, "text/plain", true);
            } else if (media.matches("message/(rfc822|global)") && !encoded) {
                entity(body, to, "text/plain", false);
            } else if (media.startsWith("multipart/")) {
                multipart(body, to, type);
            }
        }
        dump.append(")");
    }

    private void multipart(int from, int to, String type) {
        String boundary = type.replaceAll(".*boundary=(?:\"([a-z]+)\".*|(.*))", "$1$2");
        String inner = type.startsWith("multipart/digest") ? "message/rfc822" : "text/plain";
        List<int[]> parts = new ArrayList<>();
        int start = -1;
        boolean closed = false;
        for (int at = from; at < to && !closed; at = lineEnd(at, to)) {
            String line = line(at, lineEnd(at, to)).replaceAll("[ \t\r]+$", "");
            closed = line.equals("--" + boundary + "--");
            if (closed || line.equals("--" + boundary)) {
                if (start >= 0) {
                    parts.add(new int[] {start, Math.max(start, at - (text.startsWith("\r\n", at - 2) ? 2 : 1))});
                }
                start = lineEnd(at, text.length());
            }
        }
        if (start >= 0 && !closed) {
            // What ends this part is the end of the multipart: that line end is taken away already.
            parts.add(new int[] {start, to});
        }
        for (int[] part : parts) {
            entity(part[0], part[1], inner, false);
        }
    }

    private int lineEnd(int from, int to) {
        int lineFeed = text.indexOf('\n', from);
        return lineFeed < 0 || lineFeed >= to ? to : lineFeed + 1;
    }

    private String line(int from, int end) {
        return text.substring(from, end).equals("")
                ? "none"
                : text.substring(from, end).replaceAll("\r?\n$", "");
    }

    private static String field(String header, String name, String otherwise) {
        for (String line : header.split("\r?\n")) {
            String[] nameAndBody = line.split(":", 2);
            if (nameAndBody.length == 2
                    && nameAndBody[0].toLowerCase(Locale.ROOT).equals(name)) {
                return nameAndBody[1].trim();
            }
        }
        return otherwise;
    }
}
