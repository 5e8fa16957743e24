package dev.yubin.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What client and server said in one session, newest last, in at most {@value #MAX_CHARS} octets: older lines make
 * room. Message text is left out and secrets are masked. Each line also goes to the logger {@code dev.yubin.transcript}
 * at DEBUG. Thread-safe; never blocks for long.
 */
public final class Transcript {
    /** How much is kept. */
    public static final int MAX_CHARS = 4096;

    private static final int MAX_LINE = 500;
    /** What a line costs besides its characters: what is put in front of it. */
    private static final int OVERHEAD = 8;

    private static final Logger LOG = LoggerFactory.getLogger("dev.yubin.transcript");

    private static final List<String> SECRET_VERBS = List.of("PASS", "APOP", "AUTH");

    private final String session;
    private final TranscriptLines lines = new TranscriptLines();
    private int chars;
    private boolean cut;

    /**
     * An empty transcript.
     *
     * @param session what it is of, for people: {@code smtp #3 from 127.0.0.1:50123}
     */
    public Transcript(String session) {
        this.session = session;
    }

    /** What it is of, for people. */
    public String session() {
        return session;
    }

    /**
     * The client sent this line, one character per octet. What stands behind PASS and APOP, and behind AUTH and its
     * mechanism, right or wrong, is not shown.
     */
    public void client(String line) {
        String shown = masked(line.stripLeading());
        add('C', (shown == null ? line : shown).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A line with its secret covered, or null if it has none. */
    private static String masked(String command) {
        for (String verb : SECRET_VERBS) {
            int end = verb.length();
            boolean said = command.length() > end && command.regionMatches(true, 0, verb, 0, end);
            if (said && Character.isWhitespace(command.charAt(end))) {
                int mechanism = verb.equals("AUTH") ? endOfMechanism(command, end + 1) : end;
                return mechanism == command.length() ? null : command.substring(0, mechanism) + " ****";
            }
        }
        return null;
    }

    /** The end of a mechanism's name (RFC 4422 §3.1), or, if something else stands there, what is in front of it. */
    private static int endOfMechanism(String command, int start) {
        int end = start;
        while (end < command.length() && isOfMechanism(command.charAt(end))) {
            end++;
        }
        boolean isName = end > start && end - start <= 20 && (end == command.length() || command.charAt(end) == ' ');
        return isName ? end : start - 1;
    }

    private static boolean isOfMechanism(char c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** The server sent this reply, of one or more lines. */
    public void server(String reply) {
        add('S', reply.getBytes(StandardCharsets.UTF_8));
    }

    /** Something happened that is no line: message text went by, the connection was lost. */
    public void note(String what) {
        add('*', what.getBytes(StandardCharsets.UTF_8));
    }

    private void add(char side, byte[] line) {
        byte[] octets = line.length <= MAX_LINE ? line : cut(line);
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} {}: {}", session, side, printable(new String(octets, StandardCharsets.UTF_8)));
        }
        synchronized (this) {
            lines.add(side, octets);
            chars += cost(octets);
            while (chars > MAX_CHARS) {
                chars -= cost(lines.remove());
                cut = true;
            }
        }
    }

    private static byte[] cut(byte[] line) {
        byte[] octets = Arrays.copyOf(line, MAX_LINE + 3);
        Arrays.fill(octets, MAX_LINE, MAX_LINE + 3, (byte) '.');
        return octets;
    }

    /** A reply of several lines costs more than its octets, too: what is put in front of each. */
    private static int cost(byte[] line) {
        int cost = line.length + OVERHEAD;
        for (byte octet : line) {
            cost += octet == '\n' ? OVERHEAD : 0;
        }
        return cost;
    }

    /** What a terminal can show: control characters but line ends become dots. */
    private static String printable(String text) {
        // A reply of several lines has CRLF between them.
        String line = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        for (int i = 0; i < line.length(); i++) {
            if (isHarmful(line.charAt(i))) {
                return covered(line);
            }
        }
        return line;
    }

    private static String covered(String line) {
        char[] chars = line.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = isHarmful(chars[i]) ? '.' : chars[i];
        }
        return new String(chars);
    }

    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The session and its lines, each with {@code C:} or {@code S:} in front. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder(session);
        if (cut) {
            text.append("\n  (earlier lines are no longer kept)");
        } else if (lines.isEmpty()) {
            text.append('\n');
        }
        lines.forEach((side, said) -> printable(said)
                .lines()
                .forEach(line -> text.append("\n  ").append(side).append(": ").append(line)));
        return text.toString();
    }
}
