package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no command gets an error of its own, and the session goes on. */
class Pop3BadInputTest {
    private static final String LOG_IN = """
            S: +OK {...}
            C: USER bob
            S: +OK {...}
            C: PASS x
            S: +OK {...}
            """;

    private static final UnaryOperator<Limits> LINES_OF_2000 =
            limits -> limits.lineLength(2000).lineLengthAfterLogin(2000);

    private static void play(String script) {
        Dialogue.playInEveryWay(() -> new Pop3TestServer().put("bob", "one\r\n"), Pop3TestServer::port, script);
    }

    @ParameterizedTest
    @CsvSource({
        "RETR 0, a number is wrong: message numbers count from 1",
        "RETR -1, a number is wrong: message numbers count from 1",
        "RETR +1, a number is wrong: message numbers count from 1",
        "RETR one, a number is wrong: message numbers count from 1",
        "RETR 1 1, a number is wrong: message numbers count from 1",
        "RETR 99999999999, no such message",
        "RETR 4294967297, no such message",
        "RETR 2, no such message",
        "RETR, an argument is missing",
        "DELE 0, a number is wrong: message numbers count from 1",
        "DELE, an argument is missing",
        "LIST 0, a number is wrong: message numbers count from 1",
        "LIST 18446744073709551617, no such message",
        "LIST all, a number is wrong: message numbers count from 1",
        "UIDL 0, a number is wrong: message numbers count from 1",
        "UIDL x, a number is wrong: message numbers count from 1",
        "TOP, an argument is missing",
        "TOP 1, an argument is missing",
        "TOP 1 -1, a number is wrong: message numbers count from 1",
        "TOP 0 1, a number is wrong: message numbers count from 1",
        "TOP x 1, a number is wrong: message numbers count from 1",
        "TOP 1 1 1, a number is wrong: message numbers count from 1",
        "TOP 2 1, no such message",
        "STAT 1, this command takes no argument",
        "NOOP now, this command takes no argument",
        "RSET 1, this command takes no argument",
        "CAPA all, this command takes no argument",
        "QUIT now, this command takes no argument",
        "XYZZY, unknown command",
        "RETR1, unknown command",
        "'', unknown command",
    })
    void aWrongCommandIsAnsweredAndTheSessionGoesOn(String command, String error) {
        play(LOG_IN + """
                C: %s
                S: -ERR %s
                C: STAT
                S: +OK 1 5
                """.formatted(command, error));
    }

    /** Only the least time can be told. */
    @Test
    void badCommandsCostTimeBehindTheFirstOnes() {
        try (Pop3TestServer server = Pop3TestServer.with()
                .options(pop3 ->
                        pop3.limits(limits -> limits.slowBadCommands(1).badCommandDelay(Duration.ofMillis(150))))
                .start()) {
            long begin = System.nanoTime();
            server.play("""
                    S: +OK {...}
                    C: NONSENSE
                    S: -ERR unknown command
                    C: NONSENSE
                    S: -ERR unknown command
                    C: RETR x
                    S: -ERR a number is wrong: message numbers count from 1
                    """);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void onlyAsciiLettersMakeAVerb() {
        // In upper case, a sharp s is SS.
        play("""
                S: +OK {...}
                C: USER bob
                S: +OK {...}
                C!: PA\\xDF x\\r\\n
                S: -ERR unknown command
                C: STAT
                S: -ERR log in first
                """);
    }

    private static void play(UnaryOperator<Limits> limits, String script) {
        Dialogue.playInEveryWay(
                () -> new Pop3TestServer((Timers) null, Pop3Options.defaults().limits(limits)).put("bob", "one\r\n"),
                Pop3TestServer::port,
                script);
    }

    @Test
    void anOverLongLineIsRefusedOnceAndReadPast() {
        play(LINES_OF_2000, LOG_IN + """
                C: NOOP %s
                S: -ERR line is too long
                C: STAT
                S: +OK 1 5
                """.formatted("x".repeat(3000)));
    }

    @Test
    void anOverLongLineDoesNotHideACommandInItsEnd() {
        play(LINES_OF_2000, LOG_IN + """
                C: %sDELE 1
                S: -ERR line is too long
                C: STAT
                S: +OK 1 5
                """.formatted("x".repeat(2000)));
    }

    @Test
    void linesMayBeLongerOnceSomebodyIsLoggedIn() {
        String medium = "C: NOOP " + "x".repeat(596) + "\n";
        String large = "C: NOOP " + "x".repeat(996) + "\n";
        String taken = "S: -ERR this command takes no argument\n";
        String tooLong = "S: -ERR line is too long\n";
        play(
                limits -> limits.lineLength(600).lineLengthAfterLogin(1000),
                "S: +OK {...}\n" + medium.replace("x\n", "\n") + taken + medium + tooLong
                        + LOG_IN.substring("S: +OK {...}\n".length()) + medium + taken + large.replace("x\n", "\n")
                        + taken
                        + large + tooLong);
    }

    @Test
    void aWrongPasswordMakesLinesNoLonger() {
        String medium = "C: NOOP " + "x".repeat(596) + "\n";
        try (Pop3TestServer server = new Pop3TestServer(
                who -> new Login.Refused("no"), Pop3Options.defaults().limits(limits -> limits.lineLength(600)))) {
            Dialogue.with(server.port()).play("""
                    S: +OK {...}
                    C: USER bob
                    S: +OK {...}
                    C: PASS x
                    S: -ERR [AUTH] no
                    """ + medium + "S: -ERR line is too long\n");
        }
    }

    @Test
    void oneCommandTooManyEndsTheSessionAndDeletesNothing() throws Exception {
        Pop3Dialogue.play(
                () -> new Pop3TestServer((Timers) null, Pop3Options.defaults().limits(limits -> limits.commands(4)))
                        .put("bob", "one\r\n"),
                (dialogue, server) -> dialogue.when("it is there", () -> {
                    server.awaitConnections(0);
                    assertThat(server.inbox("bob").uids().count()).isEqualTo(1);
                }),
                LOG_IN + """
                C: DELE 1
                S: +OK {...}
                C: RETR
                S: -ERR {...}
                C: QUIT
                S: -ERR [SYS/TEMP] too many commands in one session, nothing was deleted
                S: <closed>
                C-:
                T: it is there
                """);
    }

    /** The transcript and the log say it; the client would not understand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03QUIT\\r\\n",
                "GET / HTTP/1.1\\r\\nHost: pop.example\\r\\n\\r\\n",
                "OPTIONS * HTTP/1.1\\r\\n\\r\\nQUIT\\r\\n"
            })
    void whoSpeaksTlsOrHttpIsClosedWithoutAWord(String octets) {
        play("""
                S: +OK {...}
                C!: %s
                S: <closed>
                """.formatted(octets));
    }

    @Test
    void requestsAreUnknownCommandsBehindTheFirstCommand() {
        play(LOG_IN + """
                C: GET / HTTP/1.1
                S: -ERR unknown command
                C!: \\x16\\x03\\x01\\r\\n
                S: -ERR unknown command
                """);
    }

    @Test
    void aBareLfEndsNoCommand() {
        play(LOG_IN + """
                C!: NOOP\\nDELE 1\\r\\n
                S: -ERR LF without CR: lines end in CRLF
                C: STAT
                S: +OK 1 5
                """);
    }

    @Test
    void aBareCrEndsNoCommand() {
        play(LOG_IN + """
                C!: NOOP\\rDELE 1\\r\\n
                S: -ERR CR without LF: lines end in CRLF
                C!: NOOP\\r\\r\\n
                S: -ERR CR without LF: lines end in CRLF
                C: STAT
                S: +OK 1 5
                """);
    }

    @Test
    void octetsThatAreNoTextAreAnUnknownCommand() {
        play(LOG_IN + """
                C!: \\0\\x01\\xFF\\xFE\\r\\n
                S: -ERR unknown command
                C!: RETR \\xB9\\r\\n
                S: -ERR a number is wrong: message numbers count from 1
                C: STAT
                S: +OK 1 5
                """);
    }

    @Test
    void theTwentiethBadCommandCloses() {
        play("S: +OK {...}\n" + "C: XYZZY\nS: -ERR unknown command\n".repeat(19) + """
                C: XYZZY
                S: -ERR too many errors, closing
                S: <closed>
                """);
    }

    @Test
    void brokenLinesCountAsBadCommands() {
        play("S: +OK {...}\n" + """
                C!: NOOP\\nx\\r\\n
                S: -ERR LF without CR: lines end in CRLF
                """.repeat(19) + """
                C: RETR
                S: -ERR too many errors, closing
                S: <closed>
                """);
    }

    @Test
    void goodCommandsDoNotCountAsBadOnes() {
        play(LOG_IN + "C: NOOP\nS: +OK {...}\n".repeat(50) + "C: RETR 9\nS: -ERR no such message\n".repeat(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER", "RETR 1", "TOP 1 9"})
    void aCommandThatNeverEndsIsNotExecuted(String command) throws Exception {
        try (Pop3TestServer server = new Pop3TestServer().put("bob", "one\r\n");
                RawClient client = new RawClient(server)) {
            client.send("USER bob\r\nPASS x\r\n" + command).endOutput();
            client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 1 messages\r\n");
            client.expectEnd();
        }
    }

    @Test
    void oneConnectionTooManyIsToldToTryAgainLater() {
        Dialogue.playInEveryWay(
                () -> new Pop3TestServer((Timers) null, Pop3Options.defaults().limits(limits -> limits.connections(1))),
                Pop3TestServer::port,
                """
                S1: +OK {...}
                S2: -ERR [SYS/TEMP] too many connections, try again later
                S2: <closed>
                C1: NOOP
                S1: -ERR log in first
                """);
    }

    @Test
    void aSessionThatLastsTooLongIsEndedHoweverBusyItIs() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        Pop3Options options = Pop3Options.defaults().limits(limits -> limits.session(Duration.ofMinutes(10)));
        try (Pop3TestServer server = new Pop3TestServer(clock, options)) {
            Dialogue.with(server.port())
                    .when("time goes by", () -> clock.advance(Duration.ofMinutes(5)))
                    .play(LOG_IN + """
                            T: time goes by
                            C: NOOP
                            S: +OK {...}
                            T: time goes by
                            S: -ERR [SYS/TEMP] the session has lasted for too long, nothing was deleted
                            S: <closed>
                            """);
        }
    }

    @Test
    void behindAProxyTheHeaderComesBeforeTheGreeting() {
        Dialogue.playInEveryWay(
                () -> new Pop3TestServer((Timers) null, Pop3Options.defaults().proxyProtocolFrom("127.0.0.0/8", "::1")),
                Pop3TestServer::port,
                "C: PROXY TCP6 2001:db8::1 2001:db8::2 50123 110\n" + LOG_IN);
    }
}
