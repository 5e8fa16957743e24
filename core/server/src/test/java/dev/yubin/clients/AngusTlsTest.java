package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Angus Mail with TLS and with log-ins, OAuth's among them. It is always there, and so these run in every build. */
class AngusTlsTest {
    static Stream<Arguments> letters() {
        return TlsStart.with((Object[]) Letter.values());
    }

    static Stream<Arguments> mechanisms() {
        return TlsStart.with("PLAIN", "LOGIN");
    }

    @ParameterizedTest
    @MethodSource("letters")
    void eachMailComesAndGoesOctetForOctet(TlsStart start, Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            AngusSession.smtp(room, start).send(letter, BOB);
            room.got(letter.octets());
            assertThat(room.only().transcript().toString()).contains("TLSv1.");
            List<byte[]> fetched =
                    AngusSession.pop3(room, start).logIn("bob", "secret").fetch();
            assertThat(fetched).hasSize(1);
            Mailroom.same(fetched.get(0), letter.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void whoLogsInWithAPasswordIsTaken(TlsStart start, String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            AngusSession.smtp(room, start).logIn(mechanism, "bob", "secret").send(Letter.PLAIN, BOB);
            room.got(Letter.PLAIN.octets());
            assertThat(room.only().transcript().toString()).contains("AUTH " + mechanism);
            assertThat(AngusSession.pop3(room, start)
                            .logIn(mechanism, "bob", "secret")
                            .fetch())
                    .containsExactly(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aWrongPasswordIsNot(TlsStart start, String mechanism) {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            AngusSession smtp = AngusSession.smtp(room, start).logIn(mechanism, "bob", "Secret");
            assertThatThrownBy(() -> smtp.send(Letter.PLAIN, BOB))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("535 5.7.8 ");
            AngusSession pop3 = AngusSession.pop3(room, start).logIn(mechanism, "bob", "Secret");
            assertThatThrownBy(pop3::fetch)
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("[AUTH]");
            room.isEmpty();
        }
    }

    /** By the JDK's SASL, which has more mechanisms than Angus itself. */
    @ParameterizedTest
    @MethodSource("mechanismsOfTheJdk")
    void theSaslOfTheJdkIsServedToo(TlsStart start, String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            AngusSession.smtp(room, start)
                    .logIn("bob", "secret")
                    .set("sasl.enable", "true")
                    .set("sasl.mechanisms", mechanism)
                    .send(Letter.PLAIN, BOB);
            room.got(Letter.PLAIN.octets());
            assertThat(room.only().transcript().toString()).contains("AUTH " + mechanism);
        }
    }

    static Stream<Arguments> mechanismsOfTheJdk() {
        return TlsStart.with("PLAIN", "CRAM-MD5");
    }

    @ParameterizedTest
    @EnumSource
    void whoHasATokenIsTaken(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            AngusSession.smtp(room, start).logIn("XOAUTH2", "bob", TOKEN).send(Letter.PLAIN, BOB);
            room.got(Letter.PLAIN.octets());
            assertThat(room.only().transcript().toString())
                    .contains("AUTH XOAUTH2")
                    .doesNotContain(TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHasATokenGetsItsMail(boolean twoLines) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            AngusSession.smtp(room, TlsStart.AT_ONCE).send(Letter.PLAIN, BOB);
            for (TlsStart start : TlsStart.values()) {
                AngusSession pop3 = AngusSession.pop3(room, start)
                        .logIn("XOAUTH2", BOB, TOKEN)
                        .set("auth.xoauth2.two.line.authentication.format", twoLines);
                assertThat(pop3.fetch()).containsExactly(Letter.PLAIN.octets());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongTokenIsNot(TlsStart start) {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            AngusSession smtp = AngusSession.smtp(room, start).logIn("XOAUTH2", "bob", "guess");
            assertThatThrownBy(() -> smtp.send(Letter.PLAIN, BOB)).isInstanceOf(AuthenticationFailedException.class);
            // With POP3 Angus takes the challenge that tells the error for a yes, and goes on.
            for (boolean twoLines : new boolean[] {false, true}) {
                AngusSession pop3 = AngusSession.pop3(room, start)
                        .logIn("XOAUTH2", "bob", "guess")
                        .set("auth.xoauth2.two.line.authentication.format", twoLines);
                assertThatThrownBy(pop3::fetch).hasStackTraceContaining("[AUTH]");
            }
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void someoneElsesTokenIsNot(TlsStart start) {
        try (Mailroom room = Mailroom.of(Mailroom.withTls().user("carol", "secret"))) {
            AngusSession smtp = AngusSession.smtp(room, start).logIn("XOAUTH2", "carol", TOKEN);
            assertThatThrownBy(() -> smtp.send(Letter.PLAIN, BOB)).isInstanceOf(AuthenticationFailedException.class);
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateIsALogIn(TlsStart start) throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.withTls().tls(tls -> tls.clientCertificates(ClientCertificates.REQUIRED)))) {
            AngusSession without = AngusSession.smtp(room, start);
            assertThatThrownBy(() -> without.send(Letter.PLAIN, BOB)).isInstanceOf(MessagingException.class);
            room.isEmpty();
            AngusSession.smtp(room, start)
                    .trusting(room.server().tls().clientSslContext(BOB))
                    .logIn("bob", "")
                    .set("sasl.enable", "true")
                    .set("sasl.mechanisms", "EXTERNAL")
                    .send(Letter.PLAIN, BOB);
            room.got(Letter.PLAIN.octets());
            assertThat(room.only().transcript().toString()).contains("AUTH EXTERNAL");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) {
        try (Mailroom room = Mailroom.with(defect)) {
            for (TlsStart start : TlsStart.values()) {
                AngusSession smtp = AngusSession.smtp(room, start);
                assertThatThrownBy(() -> smtp.send(Letter.PLAIN, BOB)).satisfies(AngusTlsTest::isOfTheCertificate);
                AngusSession pop3 = AngusSession.pop3(room, start).logIn("bob", "secret");
                assertThatThrownBy(pop3::fetch).satisfies(AngusTlsTest::isOfTheCertificate);
            }
            room.isEmpty();
        }
    }

    @Test
    void theJvmsOwnAuthoritiesAreNotEnough() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            for (TlsStart start : TlsStart.values()) {
                AngusSession smtp = AngusSession.smtp(room, start).trusting(SSLContext.getDefault());
                assertThatThrownBy(() -> smtp.send(Letter.PLAIN, BOB)).satisfies(AngusTlsTest::isOfTheCertificate);
            }
            room.isEmpty();
        }
    }

    @Test
    void noMailGoesInTheClearWhereTlsIsAMust() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.builder()
                .smtp(0, smtp -> smtp.traceHeaders(false).requireTls(true))
                .pop3(0, pop3 -> pop3.requireTls(true)))) {
            AngusSession clear = AngusSession.of(room, room.server().smtp());
            assertThatThrownBy(() -> clear.send(Letter.PLAIN, BOB)).hasStackTraceContaining("530 5.7.0 ");
            room.isEmpty();
            AngusSession.smtp(room, TlsStart.ASKED_FOR).send(Letter.PLAIN, BOB);
            room.got(Letter.PLAIN.octets());
            AngusSession clearPop3 = AngusSession.of(room, room.server().pop3()).logIn(BOB, "any");
            assertThatThrownBy(clearPop3::fetch).isInstanceOf(MessagingException.class);
            assertThat(AngusSession.pop3(room, TlsStart.ASKED_FOR)
                            .logIn(BOB, "any")
                            .fetch())
                    .containsExactly(Letter.PLAIN.octets());
        }
    }

    private static void isOfTheCertificate(Throwable failure) {
        assertThat(failure).isInstanceOf(MessagingException.class);
        // What is wrong with a chain is a CertPathException, with a host's name a CertificateException.
        assertThat(Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
                .anyMatch(GeneralSecurityException.class::isInstance);
    }
}
