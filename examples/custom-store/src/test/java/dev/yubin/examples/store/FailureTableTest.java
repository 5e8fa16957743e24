package dev.yubin.examples.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.fixtures.Dialogue;
import dev.yubin.store.Appended;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients are told what the table of docs/store.md says. IMAP's column is checked where IMAP is. */
class FailureTableTest {
    private static final Path TABLE = Path.of("../../docs/store.md");

    private static final String SEND = """
            S: 220 {...}
            C: HELO client.example
            S: 250 {...}
            C: MAIL FROM:<alice@example.org>
            S: 250 {...}
            C: RCPT TO:<bob@example.com>
            S: 250 {...}
            C: DATA
            S: 354 {...}
            C: Subject: hello
            C: .
            S: %s{...}
            """;

    private static final String READ = """
            S: +OK {...}
            C: USER bob@example.com
            S: +OK {...}
            C: PASS any
            S: +OK maildrop has 1 messages
            C: RETR 1
            S: %s{...}
            """;

    @ParameterizedTest
    @EnumSource
    void eachKindIsToldAsTheTableSays(Kind kind) throws Exception {
        assertTold("`" + kind + "`", new StoreException(kind, "for the log"));
    }

    @Test
    void aBugIsToldAsTheTableSays() throws Exception {
        assertTold("an unchecked exception: a bug", new IllegalStateException("for the log"));
    }

    private static void assertTold(String kind, Exception failure) throws Exception {
        Matcher row = Pattern.compile("\\| " + Pattern.quote(kind) + " \\| `([^`]+)` \\| `([^`]+)` \\|")
                .matcher(Files.readString(TABLE));
        assertThat(row.find()).as("%s has a row", kind).isTrue();

        Failing store = new Failing();
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).store(store).start()) {
            Client.send(server, "Before there was trouble", "bob@example.com");
            store.failure = failure;
            Dialogue.with(server.smtp().port()).play(SEND.formatted(row.group(1)));
            Dialogue.with(server.pop3().port()).play(READ.formatted(row.group(2)));
        }
    }

    /** A store that neither takes nor shows messages once it has a failure. */
    private static final class Failing extends ForwardingMailStore {
        private volatile Exception failure;

        Failing() {
            super(new MapMailStore());
        }

        @Override
        protected Mailbox wrap(Mailbox mailbox) {
            return new ForwardingMailbox(mailbox) {
                @Override
                public Appended append(List<NewMessage> batch) throws IOException {
                    fail();
                    return super.append(batch);
                }

                @Override
                public MessageContent content(long uid) throws IOException {
                    fail();
                    return super.content(uid);
                }
            };
        }

        private void fail() throws IOException {
            if (failure instanceof IOException trouble) {
                throw trouble;
            }
            if (failure instanceof RuntimeException bug) {
                throw bug;
            }
        }
    }
}
