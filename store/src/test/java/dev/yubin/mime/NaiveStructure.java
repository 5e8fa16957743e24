package dev.yubin.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of a message, found from the outside to the inside: a multipart's body is cut at its delimiter lines, then each
 * piece is looked at alone. Slow, recursive and simple: what the scanner is compared with. It cannot tell whose a delimiter
 * line is if two multiparts have the same boundary: such a message is {@linkplain #ambiguous() ambiguous}.
 */
final class NaiveStructure {
    private final String text;

    private NaiveStructure(String text) {
        this.text = text;
    }

    static NaiveStructure of(byte[] message) {
        return new NaiveStructure(new String(message, ISO_8859_1));
    }

    boolean ambiguous() {
        // A boundary that goes on in the next line is more than is understood here.
        boolean folded =
                Pattern.compile("boundary=[a-z\"]+\r?\n[ \t]").matcher(text).find();
        return folded
                || Stream.of("a", "b", "c", "\"ab\"")
                        .map(boundary -> "boundary=" + boundary + "\r?\n")
                        .anyMatch(written -> text.split(written, -1).length > 2);
    }

    String dump() {
        return entity(0, text.length(), 0, "text/plain", false).dump;
    }

    /** The same text of a tree the scanner has found. */
    static String dump(MimePart part) {
        StringBuilder text = new StringBuilder("(" + part.contentType().mediaType() + " " + part.offset() + " "
                + part.headerLength() + " " + part.bodyLength() + " " + part.lines());
        part.embedded().ifPresent(embedded -> text.append(dump(embedded)));
        part.parts().forEach(inner -> text.append(dump(inner)));
        return text.append(")").toString();
    }

    /** Something read: what to show of it, and where it ends. */
    private record Read(String dump, int end) {}

    /** What is between two places; a line end of so many octets in front of the second belongs to what follows. */
    private Read entity(int from, int to, int lineEnd, String defaultType, boolean phantom) {
        int body = from;
        boolean empty = false;
        while (body < to && !empty) {
            int next = lineEnd(body, to);
            empty = line(body, next).isEmpty();
            body = next;
        }
        if (!empty) {
            // The header has no end of its own.
            body = from == to ? to : Math.max(from, to - lineEnd);
        }
        String header = text.substring(from, body).replaceAll("\r?\n[ \t]", " ");
        String type = field(header, "content-type", defaultType);
        String media = type.replaceAll("[; ].*", "");
        boolean encoded = field(header, "content-transfer-encoding", "").startsWith("base64");
        int end = empty && body < to ? to - lineEnd : body;
        String inner = "";
        if (empty && !phantom) {
            Read read = null;
            if (media.equals("message/external-body")) {
                read = entity(body, to, lineEnd, "text/plain", true);
            } else if (media.matches("message/(rfc822|global)") && !encoded) {
                read = entity(body, to, lineEnd, "text/plain", false);
            } else if (media.startsWith("multipart/")) {
                read = multipart(body, to, lineEnd, type);
            }
            inner = read == null ? "" : read.dump;
            end = read == null ? end : read.end;
        }
        long lines = text.substring(body, end).chars().filter(c -> c == '\n').count();
        String own = media + " " + from + " " + (body - from) + " " + (end - body) + " " + lines;
        return new Read("(" + own + inner + ")", end);
    }

    private Read multipart(int from, int to, int lineEnd, String type) {
        String boundary = type.replaceAll(".*boundary=\"?([a-z]+).*", "$1");
        String inner = type.startsWith("multipart/digest") ? "message/rfc822" : "text/plain";
        StringBuilder parts = new StringBuilder();
        int start = -1;
        boolean closed = false;
        for (int at = from; at < to && !closed; at = lineEnd(at, to)) {
            String line = line(at, lineEnd(at, to)).replaceAll("[ \t\r]+$", "");
            closed = line.equals("--" + boundary + "--");
            if (closed || line.equals("--" + boundary)) {
                if (start >= 0) {
                    parts.append(entity(start, at, text.startsWith("\r\n", at - 2) ? 2 : 1, inner, false).dump);
                }
                start = lineEnd(at, to);
            }
        }
        int end = from == to ? to : to - lineEnd;
        if (start >= 0 && !closed) {
            Read last = entity(start, to, lineEnd, inner, false);
            parts.append(last.dump);
            end = last.end;
        }
        return new Read(parts.toString(), end);
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
