package dev.yubin;

import static dev.yubin.MailPredicate.anyMail;
import static dev.yubin.MailPredicate.from;
import static dev.yubin.MailPredicate.matching;
import static dev.yubin.MailPredicate.subject;
import static dev.yubin.MailPredicate.subjectContaining;
import static dev.yubin.MailPredicate.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.store.Lease;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code server.received()} promises. */
class ReceivedMailsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private MailServer server = MailServer.builder().smtp(0).start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aMailIsThereWhenTheSendersCallReturns() {
        send("a@example.org", "bob@example.com", "one");
        assertThat(server.received().all()).hasSize(1);
        assertThat(server.received().count()).isEqualTo(1);
    }

    @Test
    void awaitSeesThePast() {
        send("a@example.org", "bob@example.com", "one");
        send("a@example.org", "bob@example.com", "two");
        assertThat(server.received().await(subject("one"), Duration.ZERO).subject())
                .contains("one");
    }

    @Test
    void awaitWaitsForTheFuture() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<ReceivedMail> found = CompletableFuture.supplyAsync(() -> server.received()
                .await(
                        matching("the third", mail -> {
                            waiting.countDown();
                            return mail.subject().orElse("").equals("three");
                        }),
                        SOON));
        send("a@example.org", "bob@example.com", "one");
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        send("a@example.org", "bob@example.com", "two");
        assertThat(found).isNotDone();
        send("a@example.org", "bob@example.com", "three");
        assertThat(found.get(20, TimeUnit.SECONDS).subject()).contains("three");
    }

    @Test
    void awaitFindsWhatComesAfterAReset() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        send("a@example.org", "bob@example.com", "before");
        CompletableFuture<ReceivedMail> found = CompletableFuture.supplyAsync(() -> server.received()
                .await(
                        matching("the one after", mail -> {
                            waiting.countDown();
                            return mail.subject().orElse("").equals("after");
                        }),
                        SOON));
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        server.reset();
        assertThat(server.received().count()).isZero();
        send("a@example.org", "bob@example.com", "after");
        assertThat(found.get(20, TimeUnit.SECONDS).subject()).contains("after");
        assertThat(server.received().count()).isEqualTo(1);
    }

    @Test
    void predicatesLookAtEnvelopeAndSubject() {
        send("Alice@Example.org", "Bob@example.com", "=?utf-8?q?Gr=C3=BC=C3=9Fe?= an Bob");
        ReceivedMail mail = server.received().await(anyMail(), SOON);
        assertThat(to("bob@EXAMPLE.com")).accepts(mail);
        assertThat(to("carol@example.com")).rejects(mail);
        assertThat(from("alice@example.org")).accepts(mail);
        assertThat(from("")).rejects(mail);
        assertThat(subject("Grüße an Bob")).accepts(mail);
        assertThat(subject("Grüße")).rejects(mail);
        assertThat(subjectContaining("Grüße")).accepts(mail);
        assertThat(to("bob@example.com").and(subject("x"))).rejects(mail);
        assertThat(to("bob@example.com").or(subject("x"))).accepts(mail);
        assertThat(to("bob@example.com").negate()).rejects(mail).hasToString("not (to bob@example.com)");
        assertThat(mail.from()).isEqualTo("Alice@Example.org");
        assertThat(mail.to()).containsExactly("Bob@example.com");
        assertThat(mail.helo()).isEqualTo("client.example");
        assertThat(mail.client().address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void aTimeoutTellsWhatDidArriveAndWhatWasSaid() {
        send("a@example.org", "bob@example.com", "the wrong one");
        assertThatExceptionOfType(NoSuchMailError.class)
                .isThrownBy(() -> server.received().await(to("bob@example.com").and(subject("the right one")), SHORT))
                .withMessageContaining(
                        "No mail came within PT0.05S that is to bob@example.com and subject \"the right one\"")
                .withMessageContaining("from <a@example.org> to bob@example.com, subject \"the wrong one\"")
                .withMessageContaining("smtp #1 from 127.0.0.1:")
                .withMessageContaining("C: MAIL FROM:<a@example.org>")
                .withMessageContaining("S: 250 2.1.0 Sender OK")
                .withMessageContaining("*: message text")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("the body"));
    }

    @Test
    void aTimeoutWithoutAnyMailSaysSo() {
        assertThatExceptionOfType(NoSuchMailError.class)
                .isThrownBy(() -> server.received().await(anyMail(), SHORT))
                .withMessageContaining("No mail was received at all.")
                .withMessageContaining("Nobody connected.");
    }

    @Test
    void refusedRecipientsAreInItWithTheirVerdict() {
        server.close();
        server = MailServer.builder().smtp(0).user("bob", "secret").start();
        Dialogue.with(server.smtp().port()).play("""
                S: 220 {...}
                C: HELO client.example
                S: 250 {...}
                C: MAIL FROM:<>
                S: 250 {...}
                C: RCPT TO:<nobody@example.com>
                S: 550 {...}
                C: RCPT TO:<bob@example.com>
                S: 250 {...}
                C: DATA
                S: 354 {...}
                C: .
                S: 250 {...}
                """);
        ReceivedMail mail = server.received().await(to("bob@example.com"), SOON);
        assertThat(mail.recipients())
                .extracting(Object::toString)
                .containsExactly("nobody@example.com (550 5.1.1 No such user here)", "bob@example.com");
        assertThat(mail.to()).containsExactly("bob@example.com");
        assertThat(mail.from()).isEmpty();
        assertThat(to("nobody@example.com")).rejects(mail);
        assertThat(from("")).accepts(mail);
    }

    @Test
    void theJournalIsBoundedByNumberAndByContent() {
        server.close();
        server = MailServer.builder().smtp(0).journal(3, 60).start();
        for (int i = 1; i <= 5; i++) {
            send("a@example.org", "bob@example.com", "mail " + i);
        }
        assertThat(server.received().count()).isEqualTo(5);
        assertThat(server.received().all())
                .extracting(mail -> mail.subject().orElseThrow())
                .containsExactly("mail 3", "mail 4", "mail 5");
        ReceivedMail oldest = server.received().all().get(0);
        assertThat(oldest.size()).isPositive();
        assertThatIllegalStateException().isThrownBy(oldest::bytes).withMessageContaining("journal");
        assertThat(server.received().all().get(2).bytes()).isNotEmpty();
    }

    @Test
    void listenersHearOfEachMailUntilTheyLeave() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Lease failing = server.received().listen(mail -> {
            throw new IllegalStateException("a listener's bug hurts nobody else");
        });
        Lease listening =
                server.received().listen(mail -> heard.add(mail.subject().orElseThrow()));
        send("a@example.org", "bob@example.com", "one");
        send("a@example.org", "bob@example.com", "two");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("two");
        listening.close();
        failing.close();
        send("a@example.org", "bob@example.com", "three");
        server.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void aMailTellsWhatItsEnvelopeAskedFor() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.smtp().port())) {
            socket.getOutputStream().write("""
                            EHLO client.example
                            MAIL FROM:<a@example.org> ENVID=QQ314159 RET=HDRS
                            RCPT TO:<bob@example.com> NOTIFY=NEVER
                            DATA
                            .
                            QUIT
                            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
        ReceivedMail mail = server.received().await(anyMail(), SOON);
        assertThat(mail.parameters().envelopeId()).hasValue("QQ314159");
        assertThat(mail.recipients().get(0).parameters()).hasToString("NOTIFY=NEVER");
    }

    private void send(String from, String to, String subject) {
        Sender.send(server, from, to, subject);
    }
}
