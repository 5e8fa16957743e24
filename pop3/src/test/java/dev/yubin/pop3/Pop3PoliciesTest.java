package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.memory.MemoryMailStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a listener can be told: LOGIN-DELAY (RFC 2449 §6.5), EXPIRE (§6.7), which mailbox is served. */
class Pop3PoliciesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String LOG_IN = """
            S: +OK pop.example Yubin POP3 ready
            C: USER bob
            S: +OK send PASS
            C: PASS x
            """;
    private static final String QUIT = """
            C: QUIT
            S: +OK bye
            S: <closed>
            """;

    private final VirtualClock clock = new VirtualClock(NOW);
    /** Messages are saved when their internal date says. */
    private final MemoryMailStore store = new MemoryMailStore(() -> Instant.EPOCH);

    private void play(UnaryOperator<Pop3Options> options, BiConsumer<Dialogue, Pop3TestServer> actions, String script) {
        try (Pop3TestServer server = Pop3TestServer.with()
                .store(store)
                .timers(clock)
                .options(options)
                .start()) {
            Dialogue dialogue = server.dialogue(Dialogue.Delivery.AS_WRITTEN);
            actions.accept(dialogue, server);
            dialogue.play(script);
        }
    }

    private void play(UnaryOperator<Pop3Options> options, String script) {
        play(options, (dialogue, server) -> {}, script);
    }

    private static String client(int number, String script) {
        return script.replace("C:", "C" + number + ":")
                .replace("S:", "S" + number + ":")
                .replace("S*:", "S" + number + "*:");
    }

    @Test
    void withinTheLoginDelayAnAccountCannotLogInAgain() {
        play(
                pop3 -> pop3.loginDelay(Duration.ofMinutes(15)),
                (dialogue, server) -> dialogue.when("14:59", () -> clock.advance(Duration.ofSeconds(899)))
                        .when("15:00", () -> clock.advance(Duration.ofSeconds(1))),
                LOG_IN + "S: +OK maildrop has 0 messages\nC: CAPA\nS: +OK {...}\n"
                        + "S*: TOP\nS*: USER\nS*: SASL {...}\nS*: RESP-CODES\nS*: AUTH-RESP-CODE\nS*: LOGIN-DELAY 900\n"
                        + "S*: PIPELINING\nS*: EXPIRE NEVER\nS*: UIDL\nS*: UTF8 USER\nS*: LANG\nS*: IMPLEMENTATION Yubin\n"
                        + "S: .\n" + QUIT
                        + "T: 14:59\n"
                        + client(2, LOG_IN)
                        + "S2: -ERR [LOGIN-DELAY] you have just logged in, wait before the next time\n"
                        + "T: 15:00\n"
                        + client(2, LOG_IN.substring(LOG_IN.indexOf('\n') + 1))
                        + "S2: +OK maildrop has 0 messages\n");
    }

    @Test
    void anotherAccountDoesNotWait() {
        play(
                pop3 -> pop3.loginDelay(Duration.ofMinutes(15)),
                LOG_IN + "S: +OK {...}\n" + QUIT + client(2, LOG_IN.replace("bob", "alice")) + "S2: +OK {...}\n");
    }

    /** RFC 2449 §6.5 counts from the +OK to a log-in. */
    @Test
    void onlyLogInsThatSucceedCount() {
        play(
                pop3 -> pop3.loginDelay(Duration.ofMinutes(5)),
                (dialogue, server) -> dialogue.when("5:00", () -> clock.advance(Duration.ofMinutes(5))),
                LOG_IN + "S: +OK {...}\nT: 5:00\n"
                        + "C: NOOP\nS: +OK {...}\n"
                        + client(2, LOG_IN)
                        + "S2: -ERR [IN-USE] {...}\n"
                        + QUIT
                        + client(2, LOG_IN.substring(LOG_IN.indexOf('\n') + 1))
                        + "S2: +OK {...}\n");
    }

    @Test
    void aSessionThatWasCutOffCountsToo() {
        play(
                pop3 -> pop3.loginDelay(Duration.ofMinutes(15)),
                (dialogue, server) -> dialogue.when("gone", () -> server.awaitConnections(0)),
                LOG_IN + "S: +OK {...}\nC-:\nT: gone\n" + client(2, LOG_IN) + "S2: -ERR [LOGIN-DELAY] {...}\n");
    }

    @Test
    void aLoginDelayIsInWholeSeconds() {
        for (Duration wrong : List.of(Duration.ofMillis(1500), Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> Pop3Options.defaults().loginDelay(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("whole seconds");
        }
        assertThat(Pop3Options.defaults().loginDelay()).isZero();
    }

    @Test
    void onlySoManyLogInsAreRemembered() {
        LogInTimes times = new LogInTimes();
        for (int i = 0; i <= LogInTimes.MAX_ACCOUNTS; i++) {
            times.add(AccountName.parse("user" + i), i);
        }
        assertThat(times.isTooSoon(AccountName.parse("user0"), 0, Duration.ofSeconds(1)))
                .isFalse();
        assertThat(times.isTooSoon(AccountName.parse("user1"), 0, Duration.ofSeconds(1)))
                .isTrue();
    }

    private void put(String text, int daysAgo) throws Exception {
        MessageContent content = MessageContent.of(text.getBytes(StandardCharsets.US_ASCII));
        store.create(AccountName.parse("bob"))
                .open(MailboxName.INBOX)
                .append(List.of(NewMessage.of(content, NOW.minus(Duration.ofDays(daysAgo)))));
    }

    @Test
    void mailThatIsOlderThanSoManyDaysExpiresAtQuit() throws Exception {
        put("old\r\n", 31);
        put("exactly\r\n", 30);
        put("new\r\n", 0);
        String all = LOG_IN + "S: +OK maildrop has 3 messages\n";
        play(
                pop3 -> pop3.expire(30),
                (dialogue, server) -> dialogue.when("gone", () -> server.awaitConnections(0)),
                all + "C-:\nT: gone\n" + client(2, all) + client(2, """
                        C: CAPA
                        S: +OK {...}
                        S*: TOP
                        S*: USER
                        S*: SASL {...}
                        S*: RESP-CODES
                        S*: AUTH-RESP-CODE
                        S*: PIPELINING
                        S*: EXPIRE 30
                        S*: UIDL
                        S*: UTF8 USER
                        S*: LANG
                        S*: IMPLEMENTATION Yubin
                        S: .
                        C: RETR 1
                        S: +OK 5 octets
                        S: old
                        S: .
                        C: RSET
                        S: +OK maildrop has 3 messages
                        """) + client(2, QUIT) + client(3, LOG_IN)
                        + client(3, """
                        S: +OK maildrop has 2 messages
                        C: RETR 1
                        S: +OK 9 octets
                        S: exactly
                        S: .
                        C: DELE 2
                        S: +OK {...}
                        """) + client(3, QUIT) + client(4, LOG_IN) + "S4: +OK maildrop has 1 messages\n");
    }

    /** Old mail may be put into a mailbox today, by IMAP's APPEND for one. */
    @Test
    void mailThatCameTodayIsNewWhateverItsDate() throws Exception {
        MemoryMailStore dated = new MemoryMailStore(clock::now);
        MessageContent content = MessageContent.of("old\r\n".getBytes(StandardCharsets.US_ASCII));
        dated.create(AccountName.parse("bob"))
                .open(MailboxName.INBOX)
                .append(List.of(NewMessage.of(content, NOW.minus(Duration.ofDays(400)))));
        try (Pop3TestServer server = Pop3TestServer.with()
                .store(dated)
                .timers(clock)
                .options(pop3 -> pop3.expire(30))
                .start()) {
            String session = LOG_IN + "S: +OK maildrop has 1 messages\n" + QUIT;
            server.play(session + client(2, session));
            clock.advance(Duration.ofDays(31));
            server.play(session + client(2, LOG_IN) + "S2: +OK maildrop has 0 messages\n");
        }
    }

    /** RFC 2449 §6.7: an implicit DELE of what was downloaded with RETR. */
    @Test
    void withExpire0OnlyWhatWasRetrievedIsRemoved() throws Exception {
        put("A: 1\r\n\r\none\r\n", 99);
        put("A: 2\r\n\r\ntwo\r\n", 99);
        put("A: 3\r\n\r\nthree\r\n", 99);
        String retr = """
                C: RETR 2
                S: +OK 13 octets
                S: A: 2
                S:
                S: two
                S: .
                C: RSET
                S: +OK maildrop has 3 messages
                """;
        play(
                pop3 -> pop3.expire(0),
                (dialogue, server) -> dialogue.when("gone", () -> server.awaitConnections(0)),
                LOG_IN + "S: +OK maildrop has 3 messages\n" + retr + "C-:\nT: gone\n"
                        + client(2, LOG_IN) + "S2: +OK maildrop has 3 messages\n" + client(2, """
                        C: TOP 1 0
                        S: +OK {...}
                        S: A: 1
                        S:
                        S: .
                        C: LIST 3
                        S: +OK 3 15
                        """) + client(2, retr)
                        + client(2, QUIT)
                        + client(3, LOG_IN) + "S3: +OK maildrop has 2 messages\n");
    }

    @Test
    void mailIsNotKeptForLessThanNoTime() {
        assertThatThrownBy(() -> Pop3Options.defaults().expire(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Pop3Options.defaults().expire(7).expireNever().expireDays()).isEmpty();
    }

    @Test
    void anotherMailboxThanInboxCanBeServed() throws Exception {
        put("in INBOX\r\n", 0);
        store.create(AccountName.parse("bob")).create(MailboxName.of("Archive/2026"));
        store.create(AccountName.parse("bob"))
                .open(MailboxName.of("Archive/2026"))
                .append(List.of(NewMessage.of(MessageContent.of("kept\r\n".getBytes(StandardCharsets.US_ASCII)), NOW)));
        play(pop3 -> pop3.mailbox("Archive/2026"), LOG_IN + """
                S: +OK maildrop has 1 messages
                C: RETR 1
                S: +OK 6 octets
                S: kept
                S: .
                """);
    }

    @Test
    void aMailboxThatIsNotThereIsMade() throws Exception {
        play(pop3 -> pop3.mailbox("Fetch"), LOG_IN + "S: +OK maildrop has 0 messages\n" + QUIT);
        assertThat(store.account(AccountName.parse("bob")).orElseThrow().mailboxes())
                .extracting(MailboxInfo::name)
                .containsExactlyInAnyOrder(MailboxName.INBOX, MailboxName.of("Fetch"));
    }

    @Test
    void aMailboxNeedsAName() {
        assertThatThrownBy(() -> Pop3Options.defaults().mailbox("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Pop3Options.defaults().mailbox("inbox").mailbox()).isEqualTo(MailboxName.INBOX);
    }
}
