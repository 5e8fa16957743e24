package dev.yubin;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.store.AccountName;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A maildrop is one session's (RFC 1939 §4), at whichever port and whichever server over the same store. */
class MaildropSharingTest {
    private static final String LOG_IN = """
            S: +OK {...}
            C: USER bob
            S: +OK {...}
            C: PASS x
            S: +OK {...}
            """;
    private static final String IN_USE = """
            S: +OK {...}
            C: USER bob
            S: +OK {...}
            C: PASS x
            S: -ERR [IN-USE] {...}
            """;
    private static final String DELETE_AND_QUIT = """
            C: DELE 1
            S: +OK {...}
            C: QUIT
            S: +OK {...}
            S: <closed>
            """;

    @TempDir
    private Path directory;

    private static <S extends MailStore> S withMail(S store) throws IOException {
        MessageContent content = MessageContent.of("one\r\n".getBytes(StandardCharsets.US_ASCII));
        store.create(AccountName.bare("bob"))
                .open(MailboxName.INBOX)
                .append(List.of(NewMessage.of(content, Instant.EPOCH)));
        return store;
    }

    /** Who is at the first port has the maildrop; who is at the second gets it behind. */
    private static void playInTurn(Endpoint first, Endpoint second) {
        Dialogue.with(first.port())
                .when("another tries", () -> Dialogue.with(second.port()).play(IN_USE))
                .play(LOG_IN + "T: another tries\n" + DELETE_AND_QUIT);
        Dialogue.with(second.port()).play(LOG_IN + "C: STAT\nS: +OK 0 0\n");
    }

    @Test
    void twoPortsOfOneServerShareTheLocksThatAStoreDoesNotHave() throws Exception {
        MailStore store = withMail(new ForwardingMailStore(new MemoryMailStore()) {
            @Override
            protected Mailbox wrap(Mailbox mailbox) {
                return new ForwardingMailbox(mailbox) {
                    @Override
                    public <T> Optional<T> feature(Class<T> type) {
                        return type == MaildropLock.class ? Optional.empty() : super.feature(type);
                    }
                };
            }
        });
        try (MailServer server =
                MailServer.builder().store(store).pop3(0).pop3(0).start()) {
            List<Endpoint> endpoints = server.endpoints();
            playInTurn(endpoints.get(0), endpoints.get(1));
        }
    }

    @Test
    void twoServersOverOneStoreOnTheHeap() throws Exception {
        MemoryMailStore store = withMail(new MemoryMailStore());
        try (MailServer first = MailServer.builder().store(store).pop3(0).start();
                MailServer second = MailServer.builder().store(store).pop3(0).start()) {
            playInTurn(first.pop3(), second.pop3());
        }
    }

    @Test
    void twoServersOverOneMaildir() throws Exception {
        withMail(MaildirMailStore.open(directory)).close();
        try (MailServer first = overMaildir();
                MailServer second = overMaildir()) {
            playInTurn(first.pop3(), second.pop3());
        }
    }

    private MailServer overMaildir() {
        return MailServer.builder()
                .store(() -> MaildirMailStore.builder(directory)
                        .sync(SyncPolicy.NEVER)
                        .open())
                .pop3(0)
                .start();
    }
}
