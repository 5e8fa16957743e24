package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link Mailbox} does for a store that leaves it to the API. */
class MailboxDefaultsTest {
    private static final NewMessage MESSAGE = NewMessage.of(MessageContent.of(new byte[] {1}), Instant.EPOCH);

    @Test
    void uidsAreThoseOfAScan() throws IOException {
        try (MailStore store = new MemoryMailStore()) {
            Mailbox mailbox = inbox(store);
            mailbox.append(List.of(MESSAGE, MESSAGE, MESSAGE));
            mailbox.expunge(UidSet.of(2), Expunge.ANY);
            assertThat(withDefaults(mailbox, mailbox.state()).uids()).isEqualTo(UidSet.of(1, 3));
        }
    }

    @Test
    void withoutHistoryOnlyWhoIsAtTheEndNeedsNoReset() throws IOException {
        try (MailStore store = new MemoryMailStore()) {
            MailboxState state = MailboxState.builder().highestModSeq(7).build();
            Mailbox mailbox = withDefaults(inbox(store), state);
            ChangePosition now = ChangePosition.afterCommit(7);
            ChangePage page = mailbox.changesSince(now, 10);
            assertThat(page.reset()).isFalse();
            assertThat(page.atEnd()).isTrue();
            assertThat(page.next()).isEqualTo(now);
            for (long other : new long[] {0, 6, 8}) {
                page = mailbox.changesSince(ChangePosition.afterCommit(other), 10);
                assertThat(page.reset()).isTrue();
                assertThat(page.next()).isEqualTo(now);
            }
            assertThat(mailbox.changesSince(ChangePosition.within(7, 1), 10).reset())
                    .isTrue();
        }
    }

    @Test
    void withoutModSeqEveryReaderIsReset() throws IOException {
        try (MailStore store = new MemoryMailStore()) {
            Mailbox mailbox = withDefaults(inbox(store), MailboxState.builder().build());
            ChangePosition start = ChangePosition.afterCommit(0);
            ChangePage page = mailbox.changesSince(start, 10);
            assertThat(page.reset()).isTrue();
            assertThat(page.next()).isEqualTo(start);
        }
    }

    private static Mailbox inbox(MailStore store) throws IOException {
        return store.create(AccountName.parse("a@example.com")).open(MailboxName.INBOX);
    }

    /** A mailbox that has that state and leaves to the API what it can. */
    private static Mailbox withDefaults(Mailbox mailbox, MailboxState state) {
        Set<String> left = Set.of("uids", "changesSince");
        return (Mailbox) Proxy.newProxyInstance(
                Mailbox.class.getClassLoader(), new Class<?>[] {Mailbox.class}, (proxy, method, arguments) -> {
                    if (left.contains(method.getName())) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    try {
                        return method.getName().equals("state") ? state : method.invoke(mailbox, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
