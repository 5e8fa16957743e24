package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.TOKEN;

import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** mpop, the POP3 client beside msmtp, with TLS and with SASL. It pipelines where it is offered. */
@Needs(Program.MPOP)
class MpopTest {
    @TempDir
    Path directory;

    @BeforeEach
    void makeMaildir() throws IOException {
        for (String folder : List.of("new", "cur", "tmp")) {
            Files.createDirectories(directory.resolve("maildir").resolve(folder));
        }
    }

    static Stream<Arguments> letters() {
        return TlsStart.with((Object[]) Letter.values());
    }

    static Stream<Arguments> mechanisms() {
        return TlsStart.with(
                "user", "apop", "plain", "login", "cram-md5", "scram-sha-1", "scram-sha-256", "xoauth2", "oauthbearer");
    }

    private Finished mpop(Mailroom room, TlsStart start, String mechanism, String password) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--host=" + room.host(), "-d", "--timeout=20", "--tls=on"));
        all.add("--port=" + start.pop3(room).port());
        all.add("--tls-starttls=" + (start == TlsStart.ASKED_FOR ? "on" : "off"));
        all.add("--tls-trust-file=" + room.authority(directory));
        all.addAll(List.of("--auth=" + mechanism, "--user=bob", "--passwordeval=echo '" + password + "'"));
        all.addAll(List.of("--uidls-file=" + directory.resolve("uidls"), "--received-header=off"));
        all.add("--delivery=maildir," + directory.resolve("maildir"));
        return Program.MPOP.run(all.toArray());
    }

    /** Puts a mail into Bob's maildrop. */
    private static void give(Mailroom room, Letter letter) throws Exception {
        AngusSession.of(room, room.server().smtp()).send(letter, BOB);
        room.got(letter.octets());
    }

    /** What has come from the maildrop. */
    private byte[] fetched() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("maildir/new"))) {
            return Files.readAllBytes(files.findFirst().orElseThrow());
        }
    }

    @ParameterizedTest
    @MethodSource("letters")
    void eachMailIsFetchedOctetForOctet(TlsStart start, Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            give(room, letter);
            mpop(room, start, "user", "secret").succeeded().printed("TLS certificate information", "<-- +OK ");
            Mailroom.same(fetched(), letter.withLineFeeds());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void whoLogsInIsTaken(TlsStart start, String mechanism) throws Exception {
        Program.MPOP.assumeBuiltWith(mechanism);
        String password = mechanism.contains("oauth") ? TOKEN : "secret";
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            give(room, Letter.LEADING_DOTS);
            mpop(room, start, mechanism, password).succeeded().printed(command(mechanism), "<-- +OK ");
            Mailroom.same(fetched(), Letter.LEADING_DOTS.withLineFeeds());
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aWrongPasswordIsNot(TlsStart start, String mechanism) throws Exception {
        Program.MPOP.assumeBuiltWith(mechanism);
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            mpop(room, start, mechanism, "guess")
                    .failedWith("mpop: authentication failed")
                    .printed(command(mechanism), "<-- -ERR [AUTH] ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            for (TlsStart start : TlsStart.values()) {
                mpop(room, start, "plain", "secret").failedWith("mpop: TLS certificate verification failed");
            }
        }
    }

    private static String command(String mechanism) {
        return switch (mechanism) {
            case "user" -> "--> USER bob";
            case "apop" -> "--> APOP bob ";
            default -> "--> AUTH " + mechanism.toUpperCase(Locale.ROOT);
        };
    }
}
