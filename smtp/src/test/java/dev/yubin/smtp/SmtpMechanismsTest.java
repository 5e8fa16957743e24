package dev.yubin.smtp;

import static dev.yubin.fixtures.SaslMessages.base64;
import static dev.yubin.fixtures.SaslMessages.cramMd5;
import static dev.yubin.fixtures.SaslMessages.oauthBearer;
import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.fixtures.SaslMessages.xoauth2;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static dev.yubin.smtp.SmtpTestServer.hello;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.fixtures.ScramClient;
import dev.yubin.protocol.ClientCertificates;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.TlsOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each SASL mechanism as SMTP carries it, RFC 4954 §4. */
class SmtpMechanismsTest {
    private static final String LOGGED_IN = "S: 235 2.7.0 You are logged in\n";
    private static final String REFUSED = "S: 535 5.7.8 {...}\n";
    private static final String CANCELLED = "S: 501 5.7.0 The log-in was given up\n";
    private static final String MALFORMED = "S: 501 5.5.2 {...}\n";
    private static final String BOB = TRANSACTION + "C!: BDAT 2 LAST\\r\\n\\r\\n\nS: 250 {...}\n";

    private static final String OFFERED =
            "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN OAUTHBEARER XOAUTH2" + " ANONYMOUS";
    private static final String OFFERED_WITH_TLS = "AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1"
            + " CRAM-MD5 PLAIN LOGIN OAUTHBEARER XOAUTH2 ANONYMOUS";
    private static final String OFFERED_WITH_CERTIFICATE = OFFERED_WITH_TLS.replace("XOAUTH2", "XOAUTH2 EXTERNAL");

    private static final String EHLO = GREETING + hello("STARTTLS", OFFERED);
    private static final String START = EHLO + "C: STARTTLS\nS: 220 2.0.0 Begin TLS now\nC: <tls>\n";
    private static final String EHLO_TLS = START + hello(OFFERED_WITH_TLS);

    /** Serves every mechanism; one for all tests, since its keys take time. */
    private static final ClosedDirectory USERS = new ClosedDirectory(List.of("example.com"), "mx.example.com");

    static {
        USERS.add("bob", "pencil");
        USERS.add("user", "pencil");
        USERS.tokens(token -> token.value().equals("good") ? Optional.of("bob") : Optional.empty());
        USERS.guest("guest");
    }

    private static SmtpTestServer start() {
        return SmtpTestServer.with()
                .directory(USERS)
                .authenticator(USERS)
                .tls(TlsOptions.generated().clientCertificates(ClientCertificates.OPTIONAL))
                .options(smtp -> smtp.requireAuth(true))
                .start();
    }

    /** Plays a script in each way; behind it, a client is logged in as an account, or nobody is. */
    private static void play(Function<Dialogue, Dialogue> client, String account, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = start()) {
                client.apply(server.dialogue(delivery)).play(script + (account == null ? "" : BOB));
                assertThat(server.accepted().stream().flatMap(mail -> mail.client().login().stream()))
                        .isEqualTo(account == null ? List.of() : List.of(account));
            }
        }
    }

    private static void play(String account, String script) {
        play(dialogue -> dialogue, account, EHLO + script);
    }

    @Test
    void plain4616() {
        play("bob@example.com", "C: AUTH PLAIN " + plain("bob", "pencil") + "\n" + LOGGED_IN);
        play("bob@example.com", "C: AUTH PLAIN\nS: 334 {...}\nC: " + plain("bob", "pencil") + "\n" + LOGGED_IN);
        play("bob@example.com", "C: AUTH PLAIN " + plain("bob@example.com", "bob", "pencil") + "\n" + LOGGED_IN);
        play(null, "C: AUTH PLAIN " + plain("user", "bob", "pencil") + "\n" + REFUSED);
        play(null, "C: AUTH PLAIN " + plain("bob", "Pencil") + "\n" + REFUSED);
        play(null, "C: AUTH PLAIN\nS: 334 {...}\nC: *\n" + CANCELLED);
        play(null, "C: AUTH PLAIN " + base64("bob\0pencil") + "\n" + MALFORMED);
    }

    @Test
    void login() {
        String user = base64("bob");
        String password = base64("pencil");
        play(
                "bob@example.com",
                "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: " + user + "\nS: 334 UGFzc3dvcmQ6\nC: " + password + "\n"
                        + LOGGED_IN);
        play("bob@example.com", "C: AUTH LOGIN " + user + "\nS: 334 UGFzc3dvcmQ6\nC: " + password + "\n" + LOGGED_IN);
        play(null, "C: AUTH LOGIN " + user + "\nS: 334 UGFzc3dvcmQ6\nC: " + user + "\n" + REFUSED);
        play(null, "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\n" + CANCELLED);
        play(null, "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: " + user + "\nS: 334 UGFzc3dvcmQ6\nC: *\n" + CANCELLED);
        play(null, "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: " + user + "\nS: 334 UGFzc3dvcmQ6\nC: !\n" + MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"bob, pencil, 235 2.7.0 You are logged in", "bob, pen, 535 5.7.8 {...}", "eve, pencil, 535 5.7.8 {...}"
    })
    void cramMd5Rfc2195(String user, String password, String reply) {
        play(
                dialogue -> dialogue.answering("digest", said -> cramMd5(user, password, said.get("challenge"))),
                reply.startsWith("235") ? "bob@example.com" : null,
                EHLO + "C: AUTH CRAM-MD5\nS: 334 {challenge}\nC: {digest}\nS: " + reply + "\n");
    }

    @Test
    void cramMd5CanBeGivenUp() {
        play(null, "C: AUTH CRAM-MD5\nS: 334 {...}\nC: *\n" + CANCELLED);
        play(null, "C: AUTH CRAM-MD5 =\n" + MALFORMED);
        play(null, "C: AUTH CRAM-MD5\nS: 334 {...}\nC: " + base64("bob 0123") + "\n" + MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"})
    void scramProvesBothSides(String mechanism) {
        String before = mechanism.endsWith("-PLUS") ? EHLO_TLS : EHLO;
        String rest = "S: 334 {challenge}\nC: {proof}\nS: 334 {verifier}\nC:\n" + LOGGED_IN;
        play(
                dialogue -> new ScramClient(mechanism, "bob", "pencil").in(dialogue),
                "bob@example.com",
                before + "C: AUTH " + mechanism + " {first}\n" + rest);
        play(
                dialogue -> new ScramClient(mechanism, "bob", "pencil").in(dialogue),
                "bob@example.com",
                before + "C: AUTH " + mechanism + "\nS: 334 {...}\nC: {first}\n" + rest);
    }

    @ParameterizedTest
    @CsvSource({
        "SCRAM-SHA-256, bob, pen",
        "SCRAM-SHA-256, nobody, pencil",
        "SCRAM-SHA-1, bob, pen",
        "SCRAM-SHA-1, nobody, pencil",
        "SCRAM-SHA-256-PLUS, bob, pen",
    })
    void scramShowsNothingToWhoGuesses(String mechanism, String user, String password) {
        play(
                dialogue -> new ScramClient(mechanism, user, password).in(dialogue),
                null,
                (mechanism.endsWith("-PLUS") ? EHLO_TLS : EHLO) + "C: AUTH " + mechanism
                        + " {first}\nS: 334 {challenge}\nC: {proof}\n" + REFUSED);
    }

    @Test
    void scramCanBeGivenUpAtEachStep() {
        String begin = EHLO + "C: AUTH SCRAM-SHA-256 {first}\nS: 334 {challenge}\n";
        Function<Dialogue, Dialogue> client =
                dialogue -> new ScramClient("SCRAM-SHA-256", "bob", "pencil").in(dialogue);
        play(null, "C: AUTH SCRAM-SHA-256\nS: 334 {...}\nC: *\n" + CANCELLED);
        play(client, null, begin + "C: *\n" + CANCELLED);
        play(client, null, begin + "C: {proof}\nS: 334 {verifier}\nC: *\n" + CANCELLED);
        play(client, null, begin + "C: {first}\n" + MALFORMED);
        play(client, null, begin + "C:\n" + MALFORMED);
    }

    /** RFC 5802 §6: who could have been bound and says that the server cannot has been deceived. */
    @Test
    void aClientWhoseListOfMechanismsWasCutIsRefused() {
        play(
                dialogue -> new ScramClient("SCRAM-SHA-256", "bob", "pencil")
                        .flag("y")
                        .in(dialogue),
                null,
                EHLO_TLS + "C: AUTH SCRAM-SHA-256 {first}\n" + REFUSED);
        play(
                dialogue -> new ScramClient("SCRAM-SHA-256", "bob", "pencil")
                        .flag("y")
                        .in(dialogue),
                "bob@example.com",
                EHLO + "C: AUTH SCRAM-SHA-256 {first}\nS: 334 {challenge}\nC: {proof}\nS: 334 {verifier}\nC:\n"
                        + LOGGED_IN);
    }

    /** RFC 7628 §3.2.3: the error is a challenge, which the client answers before it hears of the refusal. */
    @Test
    void bearerTokens() {
        for (String mechanism : List.of("XOAUTH2", "OAUTHBEARER")) {
            boolean google = mechanism.equals("XOAUTH2");
            String good = google ? xoauth2("bob", "good") : oauthBearer("bob", "good");
            String bad = google ? xoauth2("bob", "bad") : oauthBearer("bob", "bad");
            String others = google ? xoauth2("user", "good") : oauthBearer("user", "good");
            String auth = "C: AUTH " + mechanism;
            play("bob@example.com", auth + " " + good + "\n" + LOGGED_IN);
            play("bob@example.com", auth + "\nS: 334 {...}\nC: " + good + "\n" + LOGGED_IN);
            String error = "S: 334 "
                    + base64(google ? "{\"status\":\"401\",\"schemes\":\"bearer\"}" : "{\"status\":\"invalid_token\"}")
                    + "\n";
            play(null, auth + " " + bad + "\n" + error + "C: AQ==\n" + REFUSED);
            play(null, auth + " " + others + "\n" + error + "C:\n" + REFUSED);
            play(null, auth + " " + bad + "\n" + error + "C: *\n" + REFUSED);
            play(null, auth + "\nS: 334 {...}\nC: *\n" + CANCELLED);
            play(null, auth + " " + base64("user=bob") + "\n" + MALFORMED);
        }
    }

    @Test
    void externalIsWhoTheCertificateSays() {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            for (String response : List.of(" =", "\nS: 334 {...}\nC:", " " + base64("bob@example.com"))) {
                try (SmtpTestServer server = start()) {
                    server.dialogue(delivery)
                            .trusting(server.tls().clientSslContext("bob@example.com"))
                            .play(START + hello(OFFERED_WITH_CERTIFICATE) + "C: AUTH EXTERNAL" + response + "\n"
                                    + LOGGED_IN + BOB);
                    assertThat(server.accepted().get(0).client().login()).contains("bob@example.com");
                    assertThat(server.accepted()
                                    .get(0)
                                    .client()
                                    .tls()
                                    .orElseThrow()
                                    .clientCertificate())
                            .isPresent();
                }
            }
        }
    }

    @Test
    void externalIsNobodyElse() {
        try (SmtpTestServer server = start()) {
            Dialogue dialogue = Dialogue.with(server.port());
            dialogue.trusting(server.tls().clientSslContext("bob@example.com"))
                    .play(START + hello(OFFERED_WITH_CERTIFICATE) + "C: AUTH EXTERNAL " + base64("user") + "\n"
                            + REFUSED + "C: AUTH EXTERNAL\nS: 334 {...}\nC: *\n" + CANCELLED);
            dialogue.trusting(server.tls().clientSslContext("eve@example.com"))
                    .play(START + hello(OFFERED_WITH_CERTIFICATE) + "C: AUTH EXTERNAL =\n" + REFUSED);
        }
        play(dialogue -> dialogue, null, EHLO_TLS + "C: AUTH EXTERNAL =\nS: 504 5.5.4 {...}\n");
        play(null, "C: AUTH EXTERNAL =\nS: 504 5.5.4 {...}\n");
    }

    @Test
    void guestsShareOneAccount() {
        play("guest@example.com", "C: AUTH ANONYMOUS " + base64("sirhc") + "\n" + LOGGED_IN);
        play("guest@example.com", "C: AUTH ANONYMOUS =\n" + LOGGED_IN);
        play("guest@example.com", "C: AUTH ANONYMOUS\nS: 334 {...}\nC:\n" + LOGGED_IN);
        play(null, "C: AUTH ANONYMOUS\nS: 334 {...}\nC: *\n" + CANCELLED);
        play(null, "C: AUTH ANONYMOUS " + base64("x\u0001y") + "\n" + MALFORMED);
    }
}
