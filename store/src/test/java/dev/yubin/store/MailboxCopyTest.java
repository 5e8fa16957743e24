package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The default methods of {@link Mailbox}. */
class MailboxCopyTest {
    @Test
    void aMessageExpungedBetweenScanAndCopyIsPassedOver() throws IOException {
        try (MailStore store = new MemoryMailStore()) {
            Mailbox source = store.create(AccountName.parse("a@example.com")).open(MailboxName.INBOX);
            Mailbox target = store.create(AccountName.parse("b@example.com")).open(MailboxName.INBOX);
            NewMessage message = NewMessage.of(MessageContent.of(new byte[] {1}), Instant.EPOCH);
            source.append(List.of(message, message, message));
            UidMapping mapping = expungesOnRead(source).copy(UidSet.ALL, target);
            assertThat(mapping.sources()).isEqualTo(UidSet.of(1, 3));
            assertThat(mapping.targets()).isEqualTo(UidSet.of(1, 2));
        }
    }

    /** A mailbox in which message 2 vanishes as soon as any content is read. */
    private static Mailbox expungesOnRead(Mailbox mailbox) {
        return (Mailbox) Proxy.newProxyInstance(
                Mailbox.class.getClassLoader(), new Class<?>[] {Mailbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("copy")) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    if (method.getName().equals("content")) {
                        mailbox.expunge(UidSet.of(2), Expunge.ANY);
                    }
                    try {
                        return method.invoke(mailbox, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
