package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** curl with TLS, which it verifies by default, and with SASL. */
@Needs(Program.CURL)
class CurlTlsTest {
    @TempDir
    Path directory;

    static Stream<Arguments> letters() {
        return TlsStart.with((Object[]) Letter.values());
    }

    /** Those of SCRAM only if curl was built with GNU SASL. */
    static Stream<Arguments> mechanisms() {
        return TlsStart.with("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256");
    }

    private Finished curl(Mailroom room, String url, Object... arguments) throws Exception {
        List<Object> all =
                new ArrayList<>(List.of("-q", "-s", "-S", "-v", "-w", "last reply %{response_code}", "-m", "30"));
        all.addAll(List.of("--cacert", room.authority(directory), "--ssl-reqd"));
        all.addAll(List.of(arguments));
        all.add(url);
        return Program.CURL.run(all.toArray());
    }

    private Finished send(Mailroom room, TlsStart start, Letter letter, Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--mail-from", ALICE, "--mail-rcpt", BOB));
        all.addAll(List.of("-T", letter.file(directory)));
        all.addAll(List.of(arguments));
        String scheme = start == TlsStart.AT_ONCE ? "smtps://" : "smtp://";
        return curl(room, scheme + start.smtp(room).authority() + "/curl.example", all.toArray());
    }

    private Finished fetch(Mailroom room, TlsStart start, Object... arguments) throws Exception {
        List<Object> all = new ArrayList<>(List.of("-o", fetched()));
        all.addAll(List.of(arguments));
        String scheme = start == TlsStart.AT_ONCE ? "pop3s://" : "pop3://";
        return curl(room, scheme + start.pop3(room).authority() + "/1", all.toArray());
    }

    private Path fetched() {
        return directory.resolve("fetched");
    }

    @ParameterizedTest
    @MethodSource("letters")
    void eachMailComesAndGoesOctetForOctet(TlsStart start, Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, letter).succeeded().printed("SSL certificate verify ok");
            room.got(letter.octets());
            assertThat(room.only().helo()).isEqualTo("curl.example");
            fetch(room, start, "-u", "bob:secret").succeeded().printed("SSL certificate verify ok");
            Mailroom.same(Files.readAllBytes(fetched()), letter.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void whoLogsInWithAPasswordIsTaken(TlsStart start, String mechanism) throws Exception {
        if (mechanism.startsWith("SCRAM")) {
            Program.CURL.assumeBuiltWith("gsasl");
        }
        Object[] logIn = {"-u", "bob:secret", "--login-options", "AUTH=" + mechanism};
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, Letter.LEADING_DOTS, logIn)
                    .succeeded()
                    .printed("> AUTH " + mechanism, "< 235 2.7.0 ", "< 250 2.0.0 ");
            room.got(Letter.LEADING_DOTS.octets());
            fetch(room, start, logIn).succeeded().printed("> AUTH " + mechanism, "< +OK ", "> RETR 1");
            Mailroom.same(Files.readAllBytes(fetched()), Letter.LEADING_DOTS.octets());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aWrongPasswordIsNot(TlsStart start, String mechanism) throws Exception {
        if (mechanism.startsWith("SCRAM")) {
            Program.CURL.assumeBuiltWith("gsasl");
        }
        Object[] logIn = {"-u", "bob:Secret", "--login-options", "AUTH=" + mechanism};
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, Letter.PLAIN, logIn).failedWith("< 535 5.7.8 ").printed("Login denied");
            fetch(room, start, logIn).failedWith("< -ERR [AUTH] ").printed("Login denied");
            room.isEmpty();
        }
    }

    /** It says OAUTHBEARER wherever that is offered, whatever its login options say. */
    @ParameterizedTest
    @EnumSource
    void whoHasATokenIsTaken(TlsStart start) throws Exception {
        Object[] logIn = {"-u", "bob:", "--oauth2-bearer", TOKEN};
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, Letter.PLAIN, logIn).succeeded().printed("> AUTH OAUTHBEARER", "< 235 2.7.0 ");
            room.got(Letter.PLAIN.octets());
            fetch(room, start, logIn).succeeded();
            Mailroom.same(Files.readAllBytes(fetched()), Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongTokenIsNot(TlsStart start) throws Exception {
        Object[] logIn = {"-u", "bob:", "--oauth2-bearer", "guess"};
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            send(room, start, Letter.PLAIN, logIn).failedWith("Login denied").printed("< 334 ey", "< 535 5.7.8 ");
            fetch(room, start, logIn).failedWith("Login denied").printed("< + ey", "< -ERR [AUTH] ");
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Needs(Program.OPENSSL)
    void aCertificateIsALogIn(TlsStart start) throws Exception {
        ClientKey key = ClientKey.of(BOB, directory);
        Object[] logIn = {
            "--cert", key.certificate(), "--key", key.key(), "-u", "bob:", "--login-options", "AUTH=EXTERNAL"
        };
        try (Mailroom room = Mailroom.of(Mailroom.withTls()
                .tls(tls ->
                        tls.clientCertificates(ClientCertificates.REQUIRED).clientAuthorities(key.certificate())))) {
            send(room, start, Letter.PLAIN).failedWith("curl: (");
            room.isEmpty();
            send(room, start, Letter.PLAIN, logIn).succeeded().printed("> AUTH EXTERNAL", "< 235 2.7.0 ");
            room.got(Letter.PLAIN.octets());
            fetch(room, start, logIn).succeeded().printed("> AUTH EXTERNAL");
            Mailroom.same(Files.readAllBytes(fetched()), Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            for (TlsStart start : TlsStart.values()) {
                send(room, start, Letter.PLAIN).failedWith("curl: (60) SSL");
                fetch(room, start, "-u", "bob:secret").failedWith("curl: (60) SSL");
            }
            room.isEmpty();
        }
    }
}
