package dev.yubin.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What client and server said in one session, newest last, in at most {@value #MAX_CHARS} characters: older lines make
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

    private record Entry(char side, String text) {}

    private final String session;
    private final Deque<Entry> entries = new ArrayDeque<>(4);
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

    /** The client sent this line. What stands behind PASS, APOP and AUTH, right or wrong, is not shown. */
    public void client(String line) {
        String command = line.stripLeading();
        for (String verb : SECRET_VERBS) {
            int end = verb.length();
            boolean said = command.length() > end && command.regionMatches(true, 0, verb, 0, end);
            if (said && Character.isWhitespace(command.charAt(end))) {
                add('C', command.substring(0, end) + " ****");
                return;
            }
        }
        add('C', line);
    }

    /** The server sent this reply, of one or more lines. */
    public void server(String reply) {
        add('S', reply);
    }

    /** Something happened that is no line: message text went by, the connection was lost. */
    public void note(String what) {
        add('*', what);
    }

    private void add(char side, String text) {
        String line = printable(text);
        LOG.debug("{} {}: {}", session, side, line);
        synchronized (this) {
            entries.add(new Entry(side, line));
            chars += cost(line);
            while (chars > MAX_CHARS && entries.size() > 1) {
                chars -= cost(entries.remove().text);
                cut = true;
            }
        }
    }

    private static int cost(String text) {
        int cost = text.length() + OVERHEAD;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            cost += OVERHEAD;
        }
        return cost;
    }

    /** What a terminal can show: control characters but line ends become dots, and very long lines are cut. */
    private static String printable(String text) {
        // A reply of several lines has CRLF between them.
        String line = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        line = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "..." : line;
        for (int i = 0; i < line.length(); i++) {
            if (isHarmful(line.charAt(i))) {
                return masked(line);
            }
        }
        return line;
    }

    private static String masked(String line) {
        char[] chars = line.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = isHarmful(chars[i]) ? '.' : chars[i];
        }
        return new String(chars);
    }

    private static boolean isHarmful(int c) {
        return Character.isISOControl(c) && c != '\n';
    }

    /** The session and its lines, each with {@code C:} or {@code S:} in front. */
    @Override
    public synchronized String toString() {
        return session
                + "\n"
                + (cut ? "  (earlier lines are no longer kept)\n" : "")
                + entries.stream()
                        .flatMap(entry -> entry.text.lines().map(line -> "  " + entry.side + ": " + line))
                        .collect(Collectors.joining("\n"));
    }
}
