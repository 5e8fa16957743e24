package dev.yubin.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryMailStoreTest {
    private static final AccountName BOB = AccountName.parse("bob@example.com");
    private static final AccountName CAROL = AccountName.parse("carol@example.com");
    private static final MessageContent CONTENT = MessageContent.of(new byte[] {'x', '\r', '\n'});

    @Test
    void noTwoStoresGiveOutTheSameUidValidity() throws IOException {
        Set<Long> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(given.add(inbox(new MemoryMailStore()).state().uidValidity()))
                    .isTrue();
        }
    }

    @Test
    void aWatcherThatFailsConcernsNeitherTheWriterNorOthers() throws IOException {
        Mailbox inbox = inbox(new MemoryMailStore());
        boolean[] told = {false};
        inbox.watch(() -> {
            throw new IllegalStateException("a bug");
        });
        inbox.watch(() -> told[0] = true);
        assertThat(inbox.append(List.of(NewMessage.of(CONTENT, Instant.EPOCH))).uids())
                .hasToString("1");
        assertThat(told[0]).isTrue();
    }

    @Test
    void aBugThatHitsOneRecipientIsThatRecipientsVerdict() throws IOException {
        MemoryMailStore memory = new MemoryMailStore();
        // Delivers one by one, as the API's default does.
        MailStore troubled = new ForwardingMailStore(memory) {
            @Override
            public Optional<MailAccount> account(AccountName name) throws IOException {
                if (name.equals(CAROL)) {
                    throw new IllegalStateException("a bug");
                }
                return super.account(name);
            }
        };
        List<Verdict> verdicts = troubled.deliver(
                List.of(Delivery.toInbox(CAROL, Instant.EPOCH), Delivery.toInbox(BOB, Instant.EPOCH)), CONTENT);
        assertThat(verdicts).extracting(Verdict::isDelivered).containsExactly(false, true);
        assertThat(inbox(memory).state().messages()).isEqualTo(1);
    }

    private static Mailbox inbox(MailStore store) throws IOException {
        return store.create(BOB).open(MailboxName.INBOX);
    }
}
