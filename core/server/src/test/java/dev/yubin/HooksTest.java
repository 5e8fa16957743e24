package dev.yubin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.smtp.Decision;
import dev.yubin.smtp.Envelope;
import dev.yubin.smtp.Recipient;
import dev.yubin.smtp.SmtpClient;
import dev.yubin.smtp.SmtpHooks;
import dev.yubin.smtp.SmtpTransaction;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hooks in a whole server: on threads of their own, so that they may use the server they decide for. */
@Timeout(60)
class HooksTest {
    /** More than there are threads for the store, and event loops. */
    private static final int CLIENTS = 34;

    /** Hooks that send a mail to their own server, for each recipient and each message, down to a depth. */
    private static final class Nesting implements SmtpHooks {
        private final int depth;
        private volatile MailServer server;

        Nesting(int depth) {
            this.depth = depth;
        }

        private Decision sendOn(String sender, String moment) {
            int level = Integer.parseInt(sender.substring("level".length(), sender.indexOf('@')));
            if (level < depth) {
                send(server, "level" + (level + 1) + "@example.org", moment + "@example.com");
            }
            return Decision.accept();
        }

        @Override
        public Decision rcpt(SmtpClient client, Envelope envelope, Recipient recipient) {
            return sendOn(envelope.reversePath().orElseThrow().toString(), "rcpt");
        }

        @Override
        public Decision data(SmtpTransaction transaction) {
            return sendOn(transaction.reversePath().orElseThrow().toString(), "data");
        }
    }

    /** A store whose calls run on the store executor. */
    private static final class BlockingStore extends ForwardingMailStore {
        BlockingStore() {
            super(new MemoryMailStore());
        }

        @Override
        public boolean blocking() {
            return true;
        }
    }

    private static void send(MailServer server, String sender, String recipient) {
        Sender.send(server, sender, recipient, "nested");
    }

    @Test
    void aHookMaySendMailToItsOwnServer() {
        Nesting hooks = new Nesting(4);
        try (MailServer server =
                MailServer.builder().smtp(0, smtp -> smtp.hooks(hooks)).start()) {
            hooks.server = server;
            send(server, "level0@example.org", "bob@example.com");
            // Each message has two of the next level: one sent at RCPT, one at the end of data.
            assertThat(server.received().count()).isEqualTo(1 + 2 + 4 + 8 + 16);
        }
    }

    @Test
    void manyHooksMayDoSoAtOnceEvenIfTheStoreBlocks() {
        Nesting hooks = new Nesting(1);
        try (MailServer server = MailServer.builder()
                .store(BlockingStore::new)
                .smtp(0, smtp -> smtp.hooks(hooks))
                .start()) {
            hooks.server = server;
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            CountDownLatch ready = new CountDownLatch(CLIENTS);
            for (int i = 0; i < CLIENTS; i++) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                clients.add(done);
                Thread client = new Thread(() -> {
                    try {
                        ready.countDown();
                        ready.await();
                        send(server, "level0@example.org", "bob@example.com");
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                });
                client.setDaemon(true);
                client.start();
            }
            clients.forEach(CompletableFuture::join);
            assertThat(server.received().count()).isEqualTo(CLIENTS * (1 + 2));
        }
    }

    @Test
    void anExecutorOfTheUsersRunsThem() {
        List<String> ran = new ArrayList<>();
        SmtpHooks hooks = new SmtpHooks() {
            @Override
            public Decision connected(SmtpClient client) {
                ran.add(Thread.currentThread().getName());
                return Decision.refuse(554, "5.7.1", "Not you");
            }
        };
        try (MailServer server = MailServer.builder()
                .hookExecutor(task -> new Thread(task, "mine").start())
                .smtp(0, smtp -> smtp.hooks(hooks))
                .start()) {
            Dialogue.with(server.smtp().port()).play("S: 554 5.7.1 Not you\nC: QUIT\nS: 221 {...}\n");
            assertThat(ran).containsExactly("mine");
        }
    }

    @Test
    void whatAHookRefusedIsAmongTheReceivedMailsVerdicts() {
        SmtpHooks hooks = new SmtpHooks() {
            @Override
            public Decision rcpt(SmtpClient client, Envelope envelope, Recipient recipient) {
                return recipient.toString().startsWith("no")
                        ? Decision.refuse(550, "5.7.1", "Not her")
                        : Decision.accept();
            }
        };
        try (MailServer server =
                MailServer.builder().smtp(0, smtp -> smtp.hooks(hooks)).start()) {
            Dialogue.with(server.smtp().port()).play("""
                    S: 220 {...}
                    C: HELO client.example
                    S: 250 {...}
                    C: MAIL FROM:<a@example.org>
                    S: 250 {...}
                    C: RCPT TO:<nora@example.com>
                    S: 550 5.7.1 Not her
                    C: RCPT TO:<bob@example.com>
                    S: 250 {...}
                    C: DATA
                    S: 354 {...}
                    C: .
                    S: 250 {...}
                    """);
            ReceivedMail mail = server.received().all().get(0);
            assertThat(mail.to()).containsExactly("bob@example.com");
            assertThat(mail.recipients())
                    .extracting(Object::toString)
                    .containsExactly("nora@example.com (550 5.7.1 Not her)", "bob@example.com");
        }
    }

    @Test
    void closingWaitsForAHookThatEnds() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SmtpHooks hooks = new SmtpHooks() {
            @Override
            public Decision data(SmtpTransaction transaction) {
                running.countDown();
                try {
                    go.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Decision.accept();
            }
        };
        MailServer server =
                MailServer.builder().smtp(0, smtp -> smtp.hooks(hooks)).start();
        CompletableFuture<Void> client =
                CompletableFuture.runAsync(() -> Dialogue.with(server.smtp().port())
                        .patience(Duration.ofSeconds(15))
                        .play("""
                                S: 220 {...}
                                C: HELO client.example
                                S: 250 {...}
                                C: MAIL FROM:<a@example.org>
                                S: 250 {...}
                                C: RCPT TO:<bob@example.com>
                                S: 250 {...}
                                C: DATA
                                S: 354 {...}
                                C: .
                                S: 250 {...}
                                S: 421 4.3.2 {...}
                                S: <closed>
                                """));
        running.await();
        // Not in the common pool, which may have one thread only, and the client has it.
        Thread closing = new Thread(server::close);
        closing.start();
        go.countDown();
        client.join();
        closing.join();
        assertThat(server.received().count()).isEqualTo(1);
    }
}
