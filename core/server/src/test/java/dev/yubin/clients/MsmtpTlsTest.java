package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.TOKEN;

import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** msmtp with TLS, by GnuTLS, and with SASL, most of it by GNU SASL. */
@Needs(Program.MSMTP)
class MsmtpTlsTest {
    @TempDir
    Path directory;

    static Stream<Arguments> letters() {
        return TlsStart.with((Object[]) Letter.values());
    }

    static Stream<Arguments> mechanisms() {
        return TlsStart.with(
                "plain", "login", "cram-md5", "scram-sha-1", "scram-sha-256", "scram-sha-1-plus", "scram-sha-256-plus");
    }

    static Stream<Arguments> tokenMechanisms() {
        return TlsStart.with("xoauth2", "oauthbearer");
    }

    private Finished msmtp(Mailroom room, TlsStart start, Letter letter, String... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--host=" + room.host(), "--domain=msmtp.example", "-d"));
        all.addAll(List.of("--port=" + start.smtp(room).port(), "--timeout=20", "--from=" + ALICE, "--tls=on"));
        all.add("--tls-starttls=" + (start == TlsStart.ASKED_FOR ? "on" : "off"));
        all.add("--tls-trust-file=" + room.authority(directory));
        all.addAll(List.of(arguments));
        all.add(BOB);
        return Program.MSMTP.runWithInput(letter.withLineFeeds(), all.toArray());
    }

    private static void assumeItCan(String mechanism) {
        Program.MSMTP.assumeBuiltWith(mechanism);
        if (mechanism.endsWith("-plus")) {
            KeyExport.assumeIt();
        }
    }

    private static String[] logIn(String mechanism, String password) {
        return new String[] {"--auth=" + mechanism, "--user=bob", "--passwordeval=echo '" + password + "'"};
    }

    @ParameterizedTest
    @MethodSource("letters")
    void eachMailArrivesOctetForOctet(TlsStart start, Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            msmtp(room, start, letter).succeeded().printed("TLS certificate information", "--> EHLO msmtp.example");
            room.got(letter.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void whoLogsInWithAPasswordIsTaken(TlsStart start, String mechanism) throws Exception {
        assumeItCan(mechanism);
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            String command = "--> AUTH " + mechanism.toUpperCase(Locale.ROOT);
            msmtp(room, start, Letter.LEADING_DOTS, logIn(mechanism, "secret"))
                    .succeeded()
                    .printed(command, "<-- 235 2.7.0 ");
            room.got(Letter.LEADING_DOTS.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aWrongPasswordIsNot(TlsStart start, String mechanism) throws Exception {
        assumeItCan(mechanism);
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            msmtp(room, start, Letter.PLAIN, logIn(mechanism, "Secret"))
                    .failedWith("msmtp: authentication failed")
                    .printed("<-- 535 5.7.8 ");
            room.isEmpty();
        }
    }

    /** With {@code auth=on} it takes the best that the server offers and it knows. */
    @Test
    void itFindsAMechanismByItself() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            msmtp(room, TlsStart.AT_ONCE, Letter.PLAIN, logIn("on", "secret"))
                    .succeeded()
                    .printed("<-- 235 2.7.0 ");
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("tokenMechanisms")
    void whoHasATokenIsTaken(TlsStart start, String mechanism) throws Exception {
        assumeItCan(mechanism);
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            msmtp(room, start, Letter.PLAIN, logIn(mechanism, TOKEN))
                    .succeeded()
                    .printed("<-- 235 2.7.0 ");
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("tokenMechanisms")
    void aWrongTokenIsNot(TlsStart start, String mechanism) throws Exception {
        assumeItCan(mechanism);
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            msmtp(room, start, Letter.PLAIN, logIn(mechanism, "guess"))
                    .failedWith("msmtp: authentication failed")
                    .printed("<-- 334 ey", "<-- 535 5.7.8 ");
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Needs(Program.OPENSSL)
    void aCertificateIsALogIn(TlsStart start) throws Exception {
        ClientKey key = ClientKey.of(BOB, directory);
        try (Mailroom room = Mailroom.of(Mailroom.withTls()
                .tls(tls ->
                        tls.clientCertificates(ClientCertificates.OPTIONAL).clientAuthorities(key.certificate())))) {
            msmtp(room, start, Letter.PLAIN, "--auth=external", "--user=bob")
                    .failedWith("the server does not support authentication method EXTERNAL");
            room.isEmpty();
            msmtp(
                            room,
                            start,
                            Letter.PLAIN,
                            "--auth=external",
                            "--user=bob",
                            "--tls-cert-file=" + key.certificate(),
                            "--tls-key-file=" + key.key())
                    .succeeded()
                    .printed("--> AUTH EXTERNAL", "<-- 235 2.7.0 ");
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            for (TlsStart start : TlsStart.values()) {
                msmtp(room, start, Letter.PLAIN).failedWith("msmtp: TLS certificate verification failed");
            }
            room.isEmpty();
        }
    }
}
