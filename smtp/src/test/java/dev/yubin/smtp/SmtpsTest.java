package dev.yubin.smtp;

import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static dev.yubin.smtp.SmtpTestServer.hello;
import static dev.yubin.smtp.SmtpTestServer.playInEveryWay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.TlsOptions;
import dev.yubin.store.memory.MemoryMailStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listeners that begin with TLS, RFC 8314 §3.3. */
class SmtpsTest {
    private static final String LOG_INS = "AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2";
    private static final String MESSAGE = TRANSACTION + DATA + "C: text\n" + ACCEPTED;
    private static final String QUIT = "C: QUIT\nS: 221 2.0.0 Bye\nS: <closed>\n";
    private static final String BEGIN = "C: <tls>\n" + GREETING;

    private static SmtpTestSetup setup() {
        return SmtpTestServer.with()
                .tls()
                .openLogIns()
                .options(smtp -> smtp.startsWithTls(true).traceHeaders(true));
    }

    private static String stored(SmtpTestServer server) {
        return server.inbox("bob@example.com").get(0);
    }

    @Test
    void aWholeSessionIsTheSameOverTls() {
        playInEveryWay(() -> setup().start(), BEGIN + hello(LOG_INS) + MESSAGE + TRANSACTION + """
                        C!: BDAT 6 LAST\\r\\nmore\\r\\n
                        S: 250 2.0.0 Message accepted as {...}
                        C: VRFY nobody@example.com
                        S: 252 2.0.0 {...}
                        """ + QUIT, server -> {
            assertThat(server.inbox("bob@example.com")).hasSize(2);
            assertThat(stored(server)).contains(" with ESMTPS id ").endsWith("\r\ntext\r\n");
            assertThat(server.accepted().get(0).client().tls()).isPresent();
        });
    }

    @Test
    void startTlsIsNeitherOfferedNorDone() {
        playInEveryWay(() -> setup().start(), BEGIN + hello(LOG_INS) + """
                C: STARTTLS
                S: 503 5.5.1 The connection is encrypted already
                """ + MESSAGE);
    }

    @Test
    void requireTlsRefusesNothingThere() {
        playInEveryWay(
                () -> setup().options(smtp -> smtp.requireTls(true)).start(), BEGIN + hello(LOG_INS) + MESSAGE + QUIT);
    }

    /** RFC 3848. */
    @Test
    void theTraceTellsOfTlsAndOfTheLogIn() {
        String logIn = "C: AUTH PLAIN " + plain("bob", "x") + "\nS: 235 2.7.0 You are logged in\n";
        playInEveryWay(
                () -> setup().start(),
                BEGIN + hello(LOG_INS) + logIn + MESSAGE + QUIT,
                server -> assertThat(stored(server)).contains(" with ESMTPSA id "));
        playInEveryWay(
                () -> setup().start(),
                BEGIN + hello(LOG_INS) + logIn + MESSAGE.replace("<a@example.org>", "<a@example.org> SMTPUTF8") + QUIT,
                server -> assertThat(stored(server)).contains(" with UTF8SMTPSA id "));
        playInEveryWay(
                () -> setup().start(),
                BEGIN + "C: HELO client.example\nS: 250 mx.example.com\n" + MESSAGE + QUIT,
                server -> assertThat(stored(server)).contains(" with SMTP id "));
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLSv1.3, TLS_AES_128_GCM_SHA256"})
    void theClientIsKnownByVersionAndCipher(String version, String cipher) {
        try (SmtpTestServer server = setup().tls(
                        TlsOptions.generated().versions(version).ciphers(cipher))
                .start()) {
            server.play(BEGIN + hello(LOG_INS) + MESSAGE + QUIT);
            assertThat(server.accepted())
                    .hasSize(1)
                    .allSatisfy(mail -> assertThat(mail.client().tls()).hasValueSatisfying(tls -> {
                        assertThat(tls.version()).isEqualTo(version);
                        assertThat(tls.cipherSuite()).isEqualTo(cipher);
                        assertThat(tls.clientCertificate()).isEmpty();
                    }));
        }
    }

    @Test
    void plainTextThereIsClosedWithoutAWord() {
        playInEveryWay(() -> setup().start(), "C: EHLO client.example\nS: <closed>\n");
    }

    @Test
    void tlsOnAPlainPortIsClosedAndOthersAreServed() {
        try (SmtpTestServer server =
                SmtpTestServer.with().tls().store(new MemoryMailStore()).start()) {
            Dialogue.with(server.port()).play("S: 220 {...}\nC!: \\x16\\x03\\x01\\x02\\0\\x01\nS: <closed>\n");
            server.play(GREETING + hello("STARTTLS") + MESSAGE);
        }
    }

    @Test
    void lmtpMayBeginWithTlsToo() {
        playInEveryWay(
                () -> SmtpTestServer.with()
                        .lmtp()
                        .tls()
                        .options(lmtp -> lmtp.startsWithTls(true).traceHeaders(true))
                        .start(),
                (BEGIN + hello() + MESSAGE + QUIT).replace("ESMTP", "LMTP").replace("EHLO", "LHLO"),
                server -> assertThat(stored(server)).contains(" with LMTPS id "));
    }
}
