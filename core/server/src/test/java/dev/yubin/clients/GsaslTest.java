package dev.yubin.clients;

import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * gsasl, which only logs in: GNU SASL with channel bindings, which most of its users leave out. It says STARTTLS before
 * EHLO.
 */
@Needs(Program.GSASL)
class GsaslTest {
    @TempDir
    Path directory;

    private Finished gsasl(Mailroom room, String... arguments) throws Exception {
        // By a name: that is what it wants in certificates.
        List<Object> all = new ArrayList<>(List.of("--smtp", "--verbose"));
        all.add("--connect=localhost:" + room.server().smtp().port());
        all.addAll(List.of("--x509-ca-file=" + room.authority(directory), "--authentication-id=bob"));
        all.addAll(List.of(arguments));
        return Program.GSASL.run(all.toArray());
    }

    /** It does no SCRAM without a binding if it could have one, unless it is told to have none. */
    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"})
    void whoLogsInWithAPasswordIsTaken(String mechanism) throws Exception {
        String[] how = {"--starttls", "--no-cb", "--mechanism=" + mechanism};
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            gsasl(room, how[0], how[1], how[2], "--password=secret")
                    .succeeded()
                    .printed("220 2.0.0 ", "AUTH " + mechanism, "235 2.7.0 ", "server trusted");
            gsasl(room, how[0], how[1], how[2], "--password=Secret").failedWith("535 5.7.8 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"})
    void scramIsBoundToTheConnection(String mechanism) throws Exception {
        KeyExport.assumeIt();
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            gsasl(room, "--starttls", "--mechanism=" + mechanism, "--password=secret")
                    .succeeded()
                    .printed("AUTH " + mechanism, "235 2.7.0 ", "server trusted");
            gsasl(room, "--starttls", "--mechanism=" + mechanism, "--password=Secret")
                    .failedWith("535 5.7.8 ");
        }
    }

    /** It takes the best that the server offers and it knows. */
    @Test
    void itFindsAMechanismByItself() throws Exception {
        KeyExport.assumeIt();
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            gsasl(room, "--starttls", "--password=secret").succeeded().printed("AUTH SCRAM-SHA-256-PLUS", "235 2.7.0 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256", "CRAM-MD5"})
    void passwordsThatAreNotShownNeedNoTls(String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            gsasl(room, "--no-starttls", "--mechanism=" + mechanism, "--password=secret")
                    .succeeded()
                    .printed("AUTH " + mechanism, "235 2.7.0 ");
        }
    }

    @Test
    void guestsAreTakenWhereTheyAreWelcome() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls().anonymous("bob"))) {
            gsasl(room, "--starttls", "--mechanism=ANONYMOUS", "--anonymous-token=someone")
                    .succeeded()
                    .printed("AUTH ANONYMOUS", "235 2.7.0 ");
        }
    }

    @Test
    @Needs(Program.OPENSSL)
    void aCertificateIsALogIn() throws Exception {
        ClientKey key = ClientKey.of(Mailroom.BOB, directory);
        try (Mailroom room = Mailroom.of(Mailroom.withTls()
                .tls(tls ->
                        tls.clientCertificates(ClientCertificates.OPTIONAL).clientAuthorities(key.certificate())))) {
            gsasl(
                            room,
                            "--starttls",
                            "--mechanism=EXTERNAL",
                            "--x509-cert-file=" + key.certificate(),
                            "--x509-key-file=" + key.key())
                    .succeeded()
                    .printed("AUTH EXTERNAL", "235 2.7.0 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            gsasl(room, "--starttls", "--mechanism=PLAIN", "--password=secret").failedWith("NOT trusted");
        }
    }
}
