package dev.yubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.yubin.fixtures.Dialogue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** SMTP, submission and LMTP side by side. */
class RolesTest {
    private static final String MESSAGE = """
            S*: 250-{...}
            S*: 250-PIPELINING
            S*: 250-SIZE {...}
            S*: 250-VRFY
            S*: 250-EXPN
            S*: 250-8BITMIME
            S*: 250-SMTPUTF8
            S*: 250-ENHANCEDSTATUSCODES
            S*: 250-CHUNKING
            S*: 250-BINARYMIME
            S*: 250-LIMITS {...}
            S*: 250-HELP
            S*: 250-STARTTLS
            S: 250 AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2
            C: MAIL FROM:<a@example.org>
            S: 250 {...}
            C: RCPT TO:<%s@example.com>
            S: 250 {...}
            C: DATA
            S: 354 {...}
            C: Subject: x
            C:
            C: text
            C: .
            S: 250 2.0.0 Message accepted as {...}
            C: QUIT
            S: 221 {...}
            """;

    @Test
    void eachRoleHasItsEndpointAndItsRules() throws Exception {
        try (MailServer server =
                MailServer.builder().smtp(0).submission(0).lmtp(0).pop3(0).start()) {
            assertThat(server.endpoints())
                    .extracting(Endpoint::protocol)
                    .containsExactly("smtp", "submission", "lmtp", "pop3");
            assertThat(server.submission()).isSameAs(server.endpoint("submission"));
            assertThat(server.lmtp()).isSameAs(server.endpoint("lmtp"));
            assertThat(server.submission().port()).isNotEqualTo(server.smtp().port());

            send(server.smtp(), "ESMTP", "EHLO", "alice");
            send(server.submission(), "ESMTP", "EHLO", "bob");
            send(server.lmtp(), "LMTP", "LHLO", "carol");

            assertThat(stored(server, "alice"))
                    .contains(" with ESMTP id ")
                    .doesNotContain("Date: ")
                    .doesNotContain("Message-ID: ");
            assertThat(stored(server, "bob"))
                    .contains(" with ESMTP id ")
                    .contains("\r\nDate: ")
                    .contains("\r\nMessage-ID: <");
            assertThat(stored(server, "carol")).contains(" with LMTP id ").doesNotContain("Date: ");
            // What was sent is told as it was sent.
            assertThat(server.received().all())
                    .hasSize(3)
                    .allSatisfy(mail -> assertThat(mail.bytes()).asString().isEqualTo("Subject: x\r\n\r\ntext\r\n"));
        }
    }

    private static void send(Endpoint endpoint, String protocol, String hello, String recipient) {
        Dialogue.with(endpoint.port())
                .play("S: 220 {...} " + protocol + " Yubin\nC: " + hello + " client.example\n"
                        + MESSAGE.formatted(recipient));
    }

    private static String stored(MailServer server, String user) throws Exception {
        return new String(Angus.fetch(server.pop3(), user, false).get(0), StandardCharsets.US_ASCII);
    }

    @Test
    void aRoleThatNobodyAskedForIsMissed() {
        try (MailServer server = MailServer.builder().submission(0).start()) {
            assertThatIllegalStateException().isThrownBy(server::smtp).withMessageContaining("smtp");
            assertThatIllegalStateException().isThrownBy(server::lmtp).withMessageContaining("lmtp");
        }
    }

    @Test
    void aRoleTakesOptions() {
        try (MailServer server = MailServer.builder()
                .submission(0, submission -> submission.requireAuth(true))
                .lmtp(0, lmtp -> lmtp.maxMessageSize(100_000))
                .start()) {
            Dialogue.with(server.submission().port()).play("""
                    S: 220 {...}
                    C: HELO client.example
                    S: 250 {...}
                    C: MAIL FROM:<>
                    S: 530 5.7.0 Authentication is required here
                    """);
            Dialogue.with(server.lmtp().port()).play("""
                    S: 220 {...}
                    C: LHLO client.example
                    S: 250-localhost
                    S: 250-PIPELINING
                    S: 250-SIZE 100000
                    """);
        }
    }
}
