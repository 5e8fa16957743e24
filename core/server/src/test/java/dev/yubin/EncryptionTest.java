package dev.yubin;

import static dev.yubin.fixtures.SaslMessages.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import dev.yubin.protocol.TlsOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS works on the first line of the builder, and can be changed while the server runs. */
class EncryptionTest {
    private static final String MESSAGE = """
            C: MAIL FROM:<alice@example.org>
            S: 250 {...}
            C: RCPT TO:<bob@example.com>
            S: 250 {...}
            C: DATA
            S: 354 {...}
            C: Subject: x
            C:
            C: .
            S: 250 {...}
            C: QUIT
            S: 221 {...}
            """;
    private static final String POP3 = """
            C: USER bob@example.com
            S: +OK {...}
            C: PASS x
            S: +OK maildrop has {n} messages
            C: QUIT
            S: +OK {...}
            """;

    private static void play(MailServer server, Endpoint endpoint, String script) {
        Dialogue.with(endpoint.port()).trusting(server.tls().clientSslContext()).play(script);
    }

    /** EHLO and its reply, of which only the last keyword is looked at. */
    private static String ehlo(List<String> more) {
        return "C: EHLO client.example\n"
                + List.of(
                                "{host}",
                                "PIPELINING",
                                "SIZE {...}",
                                "VRFY",
                                "EXPN",
                                "8BITMIME",
                                "SMTPUTF8",
                                "ENHANCEDSTATUSCODES",
                                "CHUNKING",
                                "BINARYMIME",
                                "LIMITS {...}",
                                "HELP")
                        .stream()
                        .map(keyword -> "S: 250-" + keyword + "\n")
                        .collect(Collectors.joining())
                + more.stream().map(keyword -> "S: 250" + keyword + "\n").collect(Collectors.joining());
    }

    private static final String SECURE = ehlo(List.of(" AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2"));
    private static final String PLAIN = ehlo(List.of("-STARTTLS", " AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2"));
    private static final String START = "C: STARTTLS\nS: 220 {...}\nC: <tls>\n";

    @Test
    void eachProtocolHasItsPortThatBeginsWithTls() {
        try (MailServer server =
                MailServer.builder().smtps(0).submissions(0).pop3s(0).start()) {
            assertThat(server.endpoints())
                    .extracting(Endpoint::protocol)
                    .containsExactly("smtps", "submissions", "pop3s");
            assertThat(server.smtps()).isSameAs(server.endpoint("smtps"));
            assertThatIllegalStateException().isThrownBy(server::smtp);
            play(server, server.smtps(), "C: <tls>\nS: 220 {...}\n" + SECURE + MESSAGE);
            play(server, server.submissions(), "C: <tls>\nS: 220 {...}\n" + SECURE + MESSAGE);
            play(server, server.pop3s(), "C: <tls>\nS: +OK {...}\n" + POP3.replace("{n}", "2"));
            assertThat(server.received().all()).hasSize(2).allSatisfy(mail -> {
                assertThat(mail.client().isEncrypted()).isTrue();
                assertThat(mail.client().tls()).hasValueSatisfying(tls -> {
                    assertThat(tls.version()).isEqualTo("TLSv1.3");
                    assertThat(tls.cipherSuite()).startsWith("TLS_");
                });
            });
        }
    }

    @Test
    void thePlainPortsHaveTheirCommandForIt() {
        try (MailServer server =
                MailServer.builder().smtp(0).submission(0).lmtp(0).pop3(0).start()) {
            play(server, server.smtp(), "S: 220 {...}\n" + PLAIN + START + SECURE + MESSAGE);
            play(server, server.submission(), "S: 220 {...}\n" + PLAIN + START + SECURE + MESSAGE);
            play(server, server.lmtp(), ("S: 220 {...}\n" + PLAIN + START + SECURE + MESSAGE).replace("EHLO", "LHLO"));
            play(server, server.pop3(), "S: +OK {...}\nC: STLS\nS: +OK {...}\nC: <tls>\n" + POP3.replace("{n}", "3"));
            assertThat(server.received().all())
                    .hasSize(3)
                    .allSatisfy(mail -> assertThat(mail.client().tls()).isPresent());
        }
    }

    @Test
    void whoLoggedInIsToldWithTheMail() throws Exception {
        try (MailServer server = MailServer.builder()
                .submissions(0, submission -> submission.requireAuth(true))
                .pop3(0)
                .user("bob@example.com", "secret")
                .start()) {
            String offered = " AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN";
            play(
                    server,
                    server.submissions(),
                    "C: <tls>\nS: 220 {...}\n" + ehlo(List.of(offered)) + "C: AUTH PLAIN "
                            + plain("bob@example.com", "secret") + "\nS: 235 {...}\n" + MESSAGE);
            ReceivedMail mail = server.received().all().get(0);
            assertThat(mail.client().login()).contains("bob@example.com");
            assertThat(mail.transcript().toString())
                    .contains("C: AUTH PLAIN ****")
                    .contains("TLSv1.3")
                    .doesNotContain(plain("bob@example.com", "secret"));
            play(
                    server,
                    server.pop3(),
                    "S: +OK {...}\nC: USER bob@example.com\nS: +OK {...}\nC: PASS secret\nS: +OK {...}\n"
                            + "C: TOP 1 0\nS: +OK {...}\nS: Return-Path: {...}\nS: Received: {...}\n"
                            + "S: \t{...} with ESMTPSA id {...}\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerCanShowAWrongCertificateForAWhile(CertificateDefect defect) {
        try (MailServer server = MailServer.builder().smtp(0).smtps(0).start()) {
            SSLContext client = server.tls().clientSslContext();
            TlsOptions right = TlsOptions.generated();
            server.tls().use(right.defect(defect));
            for (String script : List.of("S: 220 {...}\n" + PLAIN + START, "C: <tls>\n")) {
                Endpoint endpoint = script.startsWith("S") ? server.smtp() : server.smtps();
                Dialogue dialogue = Dialogue.with(endpoint.port()).trusting(client);
                assertThatThrownBy(() -> dialogue.play(script))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("SSL");
            }
            server.tls().use(right);
            play(server, server.smtp(), "S: 220 {...}\n" + PLAIN + START + SECURE + MESSAGE);
        }
    }

    @Test
    void resetMakesTheCertificateRightAgain() {
        try (MailServer server = MailServer.builder().smtps(0).start()) {
            server.tls().use(TlsOptions.generated().defect(CertificateDefect.EXPIRED));
            server.reset();
            play(server, server.smtps(), "C: <tls>\nS: 220 {...}\n" + SECURE + MESSAGE);
        }
    }

    @Test
    void clientsMayHaveToShowACertificate() {
        try (MailServer server = MailServer.builder()
                .smtps(0)
                .tls(tls -> tls.clientCertificates(ClientCertificates.REQUIRED).versions("TLSv1.2"))
                .start()) {
            Dialogue dialogue = Dialogue.with(server.smtps().port());
            dialogue.trusting(server.tls().clientSslContext());
            assertThatThrownBy(() -> dialogue.play("C: <tls>\n")).isInstanceOf(AssertionError.class);
            dialogue.trusting(server.tls().clientSslContext("bob@example.com"))
                    .play("C: <tls>\nS: 220 {...}\n" + ehlo(List.of(" AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2 EXTERNAL"))
                            + "C: AUTH EXTERNAL =\nS: 235 {...}\n" + MESSAGE);
            ReceivedMail mail = server.received().all().get(0);
            assertThat(mail.client().login()).contains("bob@example.com");
            assertThat(mail.client().tls().orElseThrow().version()).isEqualTo("TLSv1.2");
            assertThat(mail.client().tls().orElseThrow().clientCertificate()).isPresent();
        }
    }

    @Test
    void theAuthorityCanBeHandedToOtherPrograms() {
        try (MailServer server = MailServer.builder().smtps(0).start()) {
            assertThat(server.tls().caCertificatePem().getBytes(StandardCharsets.US_ASCII))
                    .asString()
                    .startsWith("-----BEGIN CERTIFICATE-----");
        }
    }
}
