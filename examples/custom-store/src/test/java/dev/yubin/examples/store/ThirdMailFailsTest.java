package dev.yubin.examples.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.yubin.MailServer;
import dev.yubin.store.Appended;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;

/** A store with trouble, to see what the application makes of it. */
class ThirdMailFailsTest {
    @Test
    void theThirdMailIsRefusedForNowAndTheFourthTaken() throws Exception {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .store(ThirdMailFailsTest::failingStore)
                .start()) {
            Client.send(server, "One", "bob@example.com");
            Client.send(server, "Two", "bob@example.com");
            SMTPSendFailedException told = catchThrowableOfType(
                    SMTPSendFailedException.class, () -> Client.send(server, "Three", "bob@example.com"));
            Client.send(server, "Four", "bob@example.com");

            assertThat(told).hasMessage("451 4.3.0 The mail store has trouble, try again later\n");
            assertThat(Client.subjects(server, "bob@example.com", false)).containsExactly("One", "Two", "Four");
            assertThat(server.received().count()).isEqualTo(3);
        }
    }

    /** In memory, but the third append fails. */
    private static MailStore failingStore() {
        AtomicInteger appends = new AtomicInteger();
        return new ForwardingMailStore(new MemoryMailStore()) {
            @Override
            protected Mailbox wrap(Mailbox mailbox) {
                return new ForwardingMailbox(mailbox) {
                    @Override
                    public Appended append(List<NewMessage> batch) throws IOException {
                        if (appends.incrementAndGet() == 3) {
                            throw new StoreException(Kind.TEMPORARY, "The third append fails");
                        }
                        return super.append(batch);
                    }
                };
            }
        };
    }
}
