package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whatever a client says, each line is answered in its place and in the form that the RFCs have for it, and nothing is
 * thrown. A seed can be given with {@code -Dyubin.seed}, a number of sessions with {@code -Dyubin.sessions}.
 */
class AnyPop3SessionTest {
    private static final int LINE = 512;
    private static final int SESSIONS = Integer.getInteger("yubin.sessions", 100);

    private static final List<String> WORDS = List.of(
            "USER",
            "PASS",
            "APOP",
            "AUTH",
            "STLS",
            "STAT",
            "LIST",
            "RETR",
            "DELE",
            "NOOP",
            "RSET",
            "TOP",
            "UIDL",
            "CAPA",
            "UTF8",
            "LANG",
            "retr",
            "Top",
            "XYZZY",
            "GET",
            "\u00ff",
            "",
            "=",
            "*",
            "PLAIN",
            "LOGIN",
            "SCRAM-SHA-256",
            "AGJvYgB4",
            "Ym9i",
            "ja",
            "en",
            "bob",
            "bob@example.com",
            "ren\u00c3\u00a9",
            "0",
            "1",
            "2",
            "3",
            "4",
            "-1",
            "99999999999",
            "\0",
            "\t",
            "x".repeat(300));

    private static final List<String> COMMANDS = List.of(
            "STAT",
            "LIST",
            "LIST 2",
            "RETR 1",
            "RETR 2",
            "RETR 3",
            "TOP 1 0",
            "TOP 2 1",
            "TOP 3 9",
            "DELE 3",
            "RSET",
            "UIDL",
            "UIDL 1",
            "CAPA",
            "AUTH",
            "AUTH PLAIN",
            "AUTH LOGIN",
            "USER bob",
            "PASS x",
            "UTF8",
            "LANG",
            "LANG ja",
            "LANG *",
            "STLS",
            "NOOP",
            "APOP bob c4c9334bac560ecc979e58001b3e22fb");

    private static final List<String> ENDS = List.of("\n", "\r", "\r\r\n", " \r\n", "", "\n\r\n");

    private static final List<String> LOG_INS = List.of(
            "USER bob\r\nPASS x\r\n",
            "AUTH PLAIN AGJvYgB4\r\n",
            "AUTH PLAIN\r\nAGJvYgB4\r\n",
            "AUTH LOGIN\r\nYm9i\r\neA==\r\n");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Random random;

    @Test
    void everyLineIsAnsweredAsItMustBe() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try (Pop3TestServer server = Pop3TestServer.with()
                .options(pop3 -> pop3.limits(limits -> limits.badCommands(60)
                        .lineLength(LINE)
                        .lineLengthAfterLogin(LINE)
                        .logins(logins -> logins.quick(1_000_000).failedPerAddress(1_000_000))))
                .start()) {
            server.put("bob", "Subject: 1\r\n\r\none\r\n", ".\r\n..\r\n\r\n.", "");
            long first = Long.getLong("yubin.seed", System.nanoTime());
            for (long seed = first; seed < first + SESSIONS; seed++) {
                random = new Random(seed);
                play(server, said(), seed);
                server.awaitConnections(0);
            }
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private void play(Pop3TestServer server, String said, long seed) throws IOException {
        List<String> dialogue = new ArrayList<>();
        try (Pop3Client client = new Pop3Client(server)) {
            assertThat(client.status()).startsWith("+OK ");
            for (int at = 0; at < said.length(); ) {
                int next = Math.min(said.length(), at + 1 + random.nextInt(400));
                client.send(said.substring(at, next));
                at = next;
            }
            client.endOutput();
            check(client, new PlainLines(said), dialogue);
        } catch (AssertionError | IOException e) {
            throw new AssertionError(
                    "-Dyubin.seed=" + seed + ": " + e.getMessage() + "\n" + String.join("\n", dialogue), e);
        }
    }

    private static void check(Pop3Client client, PlainLines lines, List<String> dialogue) throws IOException {
        boolean answers = false;
        boolean ended = false;
        for (PlainLines.Line line = lines.next(LINE); line != null && !ended; line = lines.next(LINE)) {
            dialogue.add("C: " + (line.isBroken() ? "(a broken line)" : line.text()));
            String reply = client.status();
            dialogue.add("S: " + reply);
            boolean challenge = reply.startsWith("+ ");
            boolean mayChallenge = answers
                    || !line.isBroken() && line.text().toUpperCase(Locale.ROOT).startsWith("AUTH ");
            if (!reply.startsWith("+OK") && !reply.startsWith("-ERR ") && !(challenge && mayChallenge)) {
                fail("That is no reply here: " + reply);
            }
            assertThat(reply).isNotIn(inEachLanguage(Replies.BUG));
            if (!answers && reply.startsWith("+OK") && isMultiLine(line.text())) {
                dialogue.add("S: " + client.rest());
            }
            answers = challenge;
            // What comes behind is not answered.
            ended = inEachLanguage(Replies.TOO_MANY_ERRORS).contains(reply)
                    || inEachLanguage(Replies.TOO_MANY_LOG_INS_CLOSING).contains(reply)
                    || reply.startsWith("+OK")
                            && !line.isBroken()
                            && line.text().strip().equalsIgnoreCase("QUIT");
        }
        assertThat(client.isAtEnd()).as("the end of the connection").isTrue();
    }

    /** As a client reads it that takes each octet for a character. */
    private static List<String> inEachLanguage(Reply reply) {
        return Stream.of(Language.values())
                .map(language -> MultiLine.text(reply.in(language).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** RFC 1939 §5 and §7, RFC 2449 §5, RFC 6856 §3; and AUTH alone lists mechanisms. */
    private static boolean isMultiLine(String line) {
        String[] words = line.strip().toUpperCase(Locale.ROOT).split(" +");
        return switch (words[0]) {
            case "RETR", "TOP", "CAPA" -> true;
            case "LIST", "UIDL", "LANG", "AUTH" -> words.length == 1;
            default -> false;
        };
    }

    // --- what clients say ---------------------------------------------------------------------------------------

    private String said() {
        StringBuilder said = new StringBuilder("NOOP\r\n").append(random.nextInt(3) == 0 ? "" : one(LOG_INS));
        for (int count = random.nextInt(60); count > 0; count--) {
            switch (random.nextInt(24)) {
                case 0 -> said.append(one(LOG_INS));
                case 1 -> said.append(words(6)).append(one(ENDS));
                case 2 -> said.append(junk());
                case 3 ->
                    said.append(one(WORDS))
                            .append(" ")
                            .append("x".repeat(LINE - random.nextInt(30)))
                            .append("\r\n");
                case 4 -> said.append(random.nextInt(4) == 0 ? "QUIT\r\n" : "RSET\r\n");
                case 5, 6, 7 -> said.append(words(3)).append("\r\n");
                default -> said.append(one(COMMANDS)).append("\r\n");
            }
        }
        return said.toString();
    }

    private String words(int most) {
        StringBuilder line = new StringBuilder(one(WORDS));
        for (int count = random.nextInt(most); count > 0; count--) {
            line.append(' ').append(one(WORDS));
        }
        return line.toString();
    }

    private String junk() {
        byte[] octets = new byte[random.nextInt(100)];
        random.nextBytes(octets);
        return MultiLine.text(octets) + (random.nextBoolean() ? "\r\n" : "");
    }

    private String one(List<String> strings) {
        return strings.get(random.nextInt(strings.size()));
    }
}
