package dev.yubin;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.memory.MemoryMailStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What POP3 listeners can be told through the builder. */
class MaildropOptionsTest {
    private static final String LOG_IN = """
            S: +OK {...}
            C: USER bob
            S: +OK send PASS
            C: PASS x
            """;

    private static void play(Endpoint endpoint, String script) {
        Dialogue.with(endpoint.port()).play(script);
    }

    @Test
    void aResetEndsTheLoginDelay() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (MailServer server = MailServer.builder()
                .clock(clock)
                .pop3(0, pop3 -> pop3.loginDelay(Duration.ofHours(1)))
                .start()) {
            play(server.pop3(), LOG_IN + "S: +OK maildrop has 0 messages\nC: QUIT\nS: +OK bye\nS: <closed>\n");
            play(server.pop3(), LOG_IN + "S: -ERR [LOGIN-DELAY] {...}\nC: QUIT\nS: +OK bye\nS: <closed>\n");
            server.reset();
            play(server.pop3(), LOG_IN + "S: +OK maildrop has 0 messages\n");
        }
    }

    @Test
    void listenersServeMailboxesOfTheirOwn() throws Exception {
        MemoryMailStore store = new MemoryMailStore();
        MessageContent content = MessageContent.of("a\r\n".getBytes(StandardCharsets.US_ASCII));
        store.create(AccountName.parse("bob")).create(MailboxName.of("Junk"));
        store.create(AccountName.parse("bob"))
                .open(MailboxName.of("Junk"))
                .append(List.of(NewMessage.of(content, Instant.EPOCH)));
        try (MailServer server = MailServer.builder()
                .store(store)
                .pop3(0)
                .pop3s(0, pop3 -> pop3.mailbox("Junk"))
                .start()) {
            Dialogue.with(server.pop3().port())
                    .when(
                            "both at once",
                            () -> Dialogue.with(server.pop3s().port())
                                    .trusting(server.tls().clientSslContext())
                                    .play("C: <tls>\n" + LOG_IN + "S: +OK maildrop has 1 messages\n"))
                    .play(LOG_IN + "S: +OK maildrop has 0 messages\nT: both at once\n");
        }
    }
}
