package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.Expunge;
import dev.yubin.store.UidSet;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One session has the maildrop to itself, as it was at the log-in; only its QUIT changes it. */
class Pop3MaildropTest {
    private static final String LOG_IN = """
            S: +OK {...}
            C: USER bob
            S: +OK {...}
            C: PASS x
            S: +OK {...}
            """;
    private static final String SECOND_LOG_IN = LOG_IN.replace("S:", "S2:").replace("C:", "C2:");
    private static final String SECOND_IS_REFUSED = """
            S2: +OK {...}
            C2: USER bob
            S2: +OK {...}
            C2: PASS x
            S2: -ERR [IN-USE] {...}
            """;
    private static final String SECOND_TRIES_AGAIN = """
            C2: USER bob
            S2: +OK {...}
            C2: PASS x
            """;

    private static Pop3TestServer server() throws Exception {
        return new Pop3TestServer().put("bob", "one\r\n", "two\r\n");
    }

    @Test
    void anotherUsersMaildropIsFree() throws Exception {
        Pop3Dialogue.play(Pop3MaildropTest::server, (dialogue, server) -> {}, LOG_IN + """
                S2: +OK {...}
                C2: USER alice
                S2: +OK {...}
                C2: PASS x
                S2: +OK maildrop has 0 messages
                """);
    }

    @Test
    void theMaildropIsFreeAfterQuit() throws Exception {
        Pop3Dialogue.play(
                Pop3MaildropTest::server,
                (dialogue, server) -> {},
                LOG_IN + SECOND_IS_REFUSED + """
                C: QUIT
                S: +OK bye
                """ + SECOND_TRIES_AGAIN + "S2: +OK maildrop has 2 messages");
    }

    @Test
    void aSessionThatIsRefusedDoesNotFreeTheMaildrop() throws Exception {
        Pop3Dialogue.play(
                Pop3MaildropTest::server,
                (dialogue, server) -> {},
                LOG_IN + SECOND_IS_REFUSED + """
                C2: QUIT
                S2: +OK bye
                S2: <closed>
                """ + SECOND_IS_REFUSED.replace("2:", "3:") + """
                C: STAT
                S: +OK 2 10
                """);
    }

    @Test
    void aDroppedConnectionFreesTheMaildropAndDeletesNothing() throws Exception {
        Pop3Dialogue.play(
                Pop3MaildropTest::server,
                (dialogue, server) -> dialogue.when("one connection is left", () -> server.awaitConnections(1)),
                LOG_IN + """
                C: DELE 1
                S: +OK {...}
                """ + SECOND_IS_REFUSED + """
                C-:
                T: one connection is left
                """ + SECOND_TRIES_AGAIN + "S2: +OK maildrop has 2 messages");
    }

    @Test
    void anIdleTimeOutFreesTheMaildropAndDeletesNothing() throws Exception {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        MemoryMailStore[] store = new MemoryMailStore[1];
        Pop3Dialogue.play(
                () -> {
                    store[0] = new MemoryMailStore();
                    return new Pop3TestServer(store[0], new OpenDirectory(store[0], List.of(), "mx.example.com"), clock)
                            .put("bob", "one\r\n", "two\r\n");
                },
                (dialogue, server) -> dialogue.when(
                                "almost too long",
                                () -> clock.advance(Duration.ofMinutes(10).minusNanos(1)))
                        // Again and again: the reply to NOOP comes before the idle time begins anew.
                        .when(
                                "too long",
                                () -> server.awaitConnections(0, () -> clock.advance(Duration.ofMinutes(10)))),
                LOG_IN + """
                C: DELE 1
                S: +OK {...}
                T: almost too long
                C: NOOP
                S: +OK {...}
                T: too long
                S: <closed>
                C-:
                """ + SECOND_LOG_IN + """
                C2: STAT
                S2: +OK 2 10
                """);
    }

    @Test
    void aClientThatStaysAfterItsIdleTimeOutIsDropped() throws Exception {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        MemoryMailStore store = new MemoryMailStore();
        try (Pop3TestServer server =
                        new Pop3TestServer(store, new OpenDirectory(store, List.of(), "mx.example.com"), clock);
                RawClient client = new RawClient(server)) {
            client.expect("+OK pop.example Yubin POP3 ready\r\n");
            clock.advance(Duration.ofMinutes(10));
            client.expectEnd();
            // The server's second of grace may begin after the client has seen the end.
            server.awaitConnections(0, () -> clock.advance(Duration.ofSeconds(1)));
        }
    }

    @Test
    void mailThatArrivesDoesNotShowUntilTheNextSession() throws Exception {
        Pop3Dialogue.play(
                Pop3MaildropTest::server,
                (dialogue, server) -> dialogue.when("mail arrives", () -> server.put("bob", "three\r\n")),
                LOG_IN + """
                T: mail arrives
                C: STAT
                S: +OK 2 10
                C: RETR 3
                S: -ERR no such message
                C: LIST
                S: +OK 2 messages
                S: 1 5
                S: 2 5
                S: .
                C: QUIT
                S: +OK bye
                """ + SECOND_LOG_IN + """
                C2: RETR 3
                S2: +OK 7 octets
                S2: three
                S2: .
                """);
    }

    @Test
    void aMessageThatVanishedIsAnErrorAndTheSessionGoesOn() throws Exception {
        Pop3Dialogue.play(
                Pop3MaildropTest::server,
                (dialogue, server) -> dialogue.when(
                        "another client expunges 1", () -> server.inbox("bob").expunge(UidSet.of(1), Expunge.ANY)),
                LOG_IN + """
                T: another client expunges 1
                C: STAT
                S: +OK 2 10
                C: RETR 1
                S: -ERR another session has removed that message
                C: TOP 1 0
                S: -ERR another session has removed that message
                C: RETR 2
                S: +OK 5 octets
                S: two
                S: .
                C: DELE 1
                S: +OK {...}
                C: DELE 2
                S: +OK {...}
                C: QUIT
                S: +OK bye
                """ + SECOND_LOG_IN + """
                C2: STAT
                S2: +OK 0 0
                """);
    }

    @Test
    void uniqueIdsAreTheSameInTheNextSession() throws Exception {
        Pop3Dialogue.play(
                Pop3MaildropTest::server,
                (dialogue, server) -> dialogue.when("mail arrives", () -> server.put("bob", "three\r\n")),
                LOG_IN + """
                C: UIDL
                S: +OK 2 messages
                S: 1 {one}
                S: 2 {two}
                S: .
                C: DELE 1
                S: +OK {...}
                T: mail arrives
                C: QUIT
                S: +OK bye
                """ + SECOND_LOG_IN + """
                C2: UIDL 1
                S2: +OK 1 {two}
                C2: UIDL 2
                S2: +OK 2 {three}
                C2: QUIT
                S2: +OK bye
                """);
    }

    @Test
    void rsetBeforeQuitDeletesNothing() throws Exception {
        Pop3Dialogue.play(Pop3MaildropTest::server, (dialogue, server) -> {}, LOG_IN + """
                C: DELE 1
                S: +OK {...}
                C: RSET
                S: +OK {...}
                C: QUIT
                S: +OK bye
                """ + SECOND_LOG_IN + """
                C2: STAT
                S2: +OK 2 10
                """);
    }

    @Test
    void aServerThatShutsDownSaysSoAndDeletesNothing() throws Exception {
        Pop3Dialogue.play(
                Pop3MaildropTest::server,
                (dialogue, server) -> dialogue.when("the server begins to shut down", server::shutDown)
                        .when("the server is down", () -> {
                            server.shutDown().get(10, TimeUnit.SECONDS);
                            assertThat(server.inbox("bob").uids()).isEqualTo(UidSet.of(1, 2));
                        }),
                LOG_IN + """
                C: DELE 1
                S: +OK {...}
                T: the server begins to shut down
                S: -ERR [SYS/TEMP] {...}
                S: <closed>
                C-:
                T: the server is down
                """);
    }

    @Test
    void aClientThatClosesItsHalfWithoutQuitDeletesNothing() throws Exception {
        try (Pop3TestServer server = server();
                RawClient client = new RawClient(server)) {
            client.send("USER bob\r\nPASS x\r\nDELE 1\r\n").endOutput();
            client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 2 messages\r\n"
                    + "+OK message 1 will be deleted\r\n");
            client.expectEnd();
            server.awaitConnections(0);
            assertThat(server.inbox("bob").uids()).isEqualTo(UidSet.of(1, 2));
        }
    }
}
