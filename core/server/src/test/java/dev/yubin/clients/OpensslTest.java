package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.Endpoint;
import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
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
import org.junit.jupiter.params.provider.ValueSource;

/** openssl s_client, with which people look at a server's TLS. What it sends comes all at once. */
@Needs(Program.OPENSSL)
class OpensslTest {
    @TempDir
    Path directory;

    static Stream<Arguments> letters() {
        return TlsStart.with((Object[]) Letter.values());
    }

    static Stream<Arguments> versions() {
        return TlsStart.with("-tls1_2", "-tls1_3");
    }

    /** The arguments for a place; the certificate is checked, as strictly as it can be. */
    private List<Object> connect(Mailroom room, Endpoint place, Object... more) throws Exception {
        List<Object> all = new ArrayList<>(List.of("s_client", "-connect", place.authority()));
        all.addAll(List.of("-CAfile", room.authority(directory), "-verify_return_error", "-x509_strict"));
        all.addAll(List.of("-purpose", "sslserver", "-verify_ip", place.host()));
        if (place.protocol().equals("smtp") || place.protocol().equals("pop3")) {
            all.addAll(List.of("-starttls", place.protocol()));
        }
        all.addAll(List.of(more));
        return all;
    }

    /** A session of these lines; what is printed is mostly what the server said. */
    private Finished say(Mailroom room, Endpoint place, String lines, Object... more) throws Exception {
        List<Object> all = connect(room, place, more);
        all.add("-quiet");
        return Program.OPENSSL.runWithInput(lines.replace("\n", "\r\n").getBytes(US_ASCII), all.toArray());
    }

    @ParameterizedTest
    @MethodSource("letters")
    void eachMailComesAndGoesOctetForOctet(TlsStart start, Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            input.writeBytes(("EHLO openssl.example\r\nMAIL FROM:<" + ALICE + ">\r\nRCPT TO:<" + BOB + ">\r\nBDAT "
                            + letter.octets().length + " LAST\r\n")
                    .getBytes(US_ASCII));
            input.writeBytes(letter.octets());
            input.writeBytes("QUIT\r\n".getBytes(US_ASCII));
            List<Object> arguments = connect(room, start.smtp(room), "-quiet");
            Program.OPENSSL
                    .runWithInput(input.toByteArray(), arguments.toArray())
                    .succeeded()
                    .printed("250 2.1.5 ", "250 2.0.0 ", "221 2.0.0 ");
            room.got(letter.octets());
            String stuffed = new String(letter.octets(), UTF_8).replace("\r\n.", "\r\n..");
            say(room, start.pop3(room), "USER bob\nPASS secret\nRETR 1\nQUIT\n")
                    .succeeded()
                    .printed("\r\n" + stuffed + ".\r\n+OK bye");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void bothVersionsOfTlsAreSpoken(TlsStart start, String version) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            say(room, start.smtp(room), "EHLO openssl.example\nQUIT\n", version)
                    .succeeded()
                    .printed("verify return:1", "250-mx.example.com", "221 2.0.0 ");
            say(room, start.pop3(room), "CAPA\nQUIT\n", version).succeeded().printed("\nSASL ", "+OK bye");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oldVersionsAreNot(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            Object[] old = {"-tls1_1", "-cipher", "ALL:@SECLEVEL=0"};
            say(room, start.smtp(room), "QUIT\n", old).failedWith("alert protocol version");
            say(room, start.pop3(room), "QUIT\n", old).failedWith("alert protocol version");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "mx.example.com"})
    void theCertificateIsForTheNamesOfTheHost(String name) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            Object[] named = {"-servername", name, "-verify_hostname", name};
            say(room, room.server().smtps(), "QUIT\n", named).succeeded().printed("221 2.0.0 ");
            say(room, room.server().smtps(), "QUIT\n", "-verify_hostname", "example.org")
                    .failedWith("hostname mismatch");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatWantsToRenegotiateIsClosed(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            // It ends when the server has closed.
            Object[] arguments = connect(room, start.smtp(room), "-tls1_2").toArray();
            Finished refused = Program.OPENSSL.runWithoutEndOfInput("R\n", arguments);
            assertThat(refused.output()).containsOnlyOnce("depth=0").contains("RENEGOTIATING");
            say(room, start.smtp(room), "QUIT\n").succeeded().printed("221 2.0.0 ");
        }
    }

    /** By a ticket, or by a session's number if that is what the server gives. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void itComesBackToASession(String version) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            Path ticket = directory.resolve("session.pem");
            say(room, room.server().smtps(), "NOOP\nQUIT\n", version, "-sess_out", ticket)
                    .succeeded();
            say(room, room.server().smtps(), "NOOP\nQUIT\n", version, "-sess_in", ticket)
                    .succeeded()
                    .printed("250 2.0.0 ", "221 2.0.0 ");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aCertificateIsALogIn(TlsStart start, String version) throws Exception {
        ClientKey key = ClientKey.of(BOB, directory);
        Object[] shown = {version, "-cert", key.certificate(), "-key", key.key()};
        try (Mailroom room = Mailroom.of(Mailroom.withTls()
                .tls(tls ->
                        tls.clientCertificates(ClientCertificates.OPTIONAL).clientAuthorities(key.certificate())))) {
            say(room, start.smtp(room), "EHLO openssl.example\nAUTH EXTERNAL =\nQUIT\n", shown)
                    .succeeded()
                    .printed(" EXTERNAL", "235 2.7.0 ", "221 2.0.0 ");
            say(room, start.smtp(room), "EHLO openssl.example\nAUTH EXTERNAL\n\nQUIT\n", shown)
                    .succeeded()
                    .printed("334 ", "235 2.7.0 ", "221 2.0.0 ");
            say(room, start.pop3(room), "AUTH EXTERNAL =\nSTAT\nQUIT\n", shown)
                    .succeeded()
                    .printed("+OK maildrop", "+OK 0 0", "+OK bye");
            Finished without = say(room, start.smtp(room), "EHLO openssl.example\nAUTH EXTERNAL =\nQUIT\n", version);
            assertThat(without.succeeded().output()).doesNotContain("235 ").contains("\n504 ");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aCertificateOfTheClientIsAMust(TlsStart start, String version) throws Exception {
        ClientKey key = ClientKey.of(BOB, directory);
        ClientKey stranger = ClientKey.of(BOB, Files.createDirectory(directory.resolve("stranger")));
        try (Mailroom room = Mailroom.of(Mailroom.withTls()
                .tls(tls ->
                        tls.clientCertificates(ClientCertificates.REQUIRED).clientAuthorities(key.certificate())))) {
            say(room, start.smtp(room), "NOOP\nQUIT\n", version).failedWith(" alert ");
            say(
                            room,
                            start.smtp(room),
                            "NOOP\nQUIT\n",
                            version,
                            "-cert",
                            stranger.certificate(),
                            "-key",
                            stranger.key())
                    .failedWith(" alert ");
            say(room, start.smtp(room), "NOOP\nQUIT\n", version, "-cert", key.certificate(), "-key", key.key())
                    .succeeded()
                    .printed("250 2.0.0 ", "221 2.0.0 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            for (TlsStart start : TlsStart.values()) {
                say(room, start.smtp(room), "QUIT\n").failedWith("certificate verify failed");
                say(room, start.pop3(room), "QUIT\n").failedWith("certificate verify failed");
            }
            room.isEmpty();
        }
    }

    @Test
    void theSessionIsANewOneBehindStartTls() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            // s_client has said EHLO before STARTTLS, and that is forgotten.
            say(room, room.server().smtp(), "MAIL FROM:<alice@example.org>\nQUIT\n")
                    .succeeded()
                    .printed("503 5.5.1 ", "221 2.0.0 ");
            room.isEmpty();
        }
    }
}
