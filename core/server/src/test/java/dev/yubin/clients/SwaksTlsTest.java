package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Swaks.swaks;

import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** swaks with TLS, by OpenSSL, and with SASL. It looks who has signed a certificate, not whom it is for. */
@Needs(Program.SWAKS)
class SwaksTlsTest {
    @TempDir
    Path directory;

    static Stream<Arguments> letters() {
        return TlsStart.with((Object[]) Letter.values());
    }

    static Stream<Arguments> mechanisms() {
        return TlsStart.with("PLAIN", "LOGIN", "CRAM-MD5");
    }

    private Finished send(Mailroom room, TlsStart start, Letter letter, Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of(Swaks.exactly(letter.stuffedFile(directory))));
        all.addAll(List.of("--server", start.smtp(room).authority()));
        all.add(start == TlsStart.ASKED_FOR ? "--tls" : "--tls-on-connect");
        all.addAll(List.of("--tls-verify", "--tls-ca-path", room.authority(directory)));
        all.addAll(List.of(arguments));
        return swaks(room, all.toArray());
    }

    private static Object[] logIn(String mechanism, String password) {
        return new Object[] {"--auth", mechanism, "--auth-user", "bob", "--auth-password", password};
    }

    @ParameterizedTest
    @MethodSource("letters")
    void eachMailArrivesOctetForOctet(TlsStart start, Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, letter).succeeded().printed("=== TLS started with cipher TLSv1.3:", " ~> EHLO ");
            room.got(letter.octets());
        }
    }

    @ParameterizedTest
    @EnumSource
    void itPipelinesBehindTls(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, Letter.LEADING_DOTS, "--pipeline", "--tls-protocol", "tlsv1_2")
                    .succeeded()
                    .printed(
                            "=== TLS started with cipher TLSv1.2:",
                            " ~> RCPT TO:<" + BOB + ">",
                            " ~> DATA",
                            "<~  250 ");
            room.got(Letter.LEADING_DOTS.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void whoLogsInWithAPasswordIsTaken(TlsStart start, String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, Letter.PLAIN, logIn(mechanism, "secret"))
                    .succeeded()
                    .printed(" ~> AUTH " + mechanism, "<~  235 2.7.0 ");
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aWrongPasswordIsNot(TlsStart start, String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, Letter.PLAIN, logIn(mechanism, "Secret"))
                    .failedWith("<~* 535 5.7.8 ")
                    .printed("*** No authentication type succeeded");
            room.isEmpty();
        }
    }

    /** What Postfix and Exim say, word for word in what counts, where a log-in needs TLS or a mail needs a log-in. */
    @Test
    void clearTextIsRefusedWhereItIsNotWanted() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.builder()
                .smtp(0, smtp -> smtp.traceHeaders(false).clearTextLogIn(false).requireAuth(true))
                .smtps(0, smtp -> smtp.traceHeaders(false))
                .domains("example.com")
                .user("bob", "secret"))) {
            Path data = Letter.PLAIN.stuffedFile(directory);
            swaks(room, Swaks.exactly(data)).failedWith("<** 530 5.7.0 ");
            swaks(room, Swaks.exactly(data, logIn("PLAIN", "secret"))).failedWith("*** ");
            room.isEmpty();
            send(room, TlsStart.ASKED_FOR, Letter.PLAIN, logIn("PLAIN", "secret"))
                    .succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Needs(Program.OPENSSL)
    void aCertificateOfTheClientIsAMust(TlsStart start) throws Exception {
        ClientKey key = ClientKey.of(BOB, directory);
        try (Mailroom room = Mailroom.of(Mailroom.withTls()
                .tls(tls ->
                        tls.clientCertificates(ClientCertificates.REQUIRED).clientAuthorities(key.certificate())))) {
            send(room, start, Letter.PLAIN).failedWith("***");
            room.isEmpty();
            send(room, start, Letter.PLAIN, "--tls-cert", key.certificate(), "--tls-key", key.key())
                    .succeeded()
                    .printed("=== TLS local DN=\"/CN=A client\"");
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WRONG_HOST")
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            for (TlsStart start : TlsStart.values()) {
                send(room, start, Letter.PLAIN).failedWith("certificate verify failed");
            }
            room.isEmpty();
        }
    }
}
