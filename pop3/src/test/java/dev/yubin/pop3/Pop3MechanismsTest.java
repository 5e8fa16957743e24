package dev.yubin.pop3;

import static dev.yubin.fixtures.SaslMessages.base64;
import static dev.yubin.fixtures.SaslMessages.cramMd5;
import static dev.yubin.fixtures.SaslMessages.oauthBearer;
import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.fixtures.SaslMessages.xoauth2;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.fixtures.ScramClient;
import dev.yubin.protocol.ClientCertificates;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.TlsOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each SASL mechanism as POP3 carries it, RFC 5034 §4. Whose maildrop is opened shows in how many messages it has. */
class Pop3MechanismsTest {
    private static final String GREETING = "S: +OK pop.example Yubin POP3 ready{...}\n";
    private static final String START = GREETING + "C: STLS\nS: +OK begin TLS now\nC: <tls>\n";
    private static final String BOB = "S: +OK maildrop has 1 messages\n";
    private static final String GUEST = "S: +OK maildrop has 2 messages\n";
    private static final String ASKED = "S: + {...}\n";
    private static final String REFUSED = "S: -ERR [AUTH] {...}\nC: NOOP\nS: -ERR log in first\n";
    private static final String CANCELLED = "S: -ERR the log-in was given up\nC: NOOP\nS: -ERR log in first\n";
    private static final String MALFORMED = "S: -ERR that is no base64, or not what the mechanism asks for\n";
    private static final String NOT_OFFERED = "S: -ERR that way to log in is not offered here\n";

    /** One for all tests, since its keys take time. */
    private static final ClosedDirectory USERS = new ClosedDirectory(List.of("example.com"), "pop.example");

    static {
        USERS.add("bob", "pencil");
        USERS.add("user", "pencil");
        USERS.tokens(token -> token.value().equals("good") ? Optional.of("bob") : Optional.empty());
        USERS.guest("guest");
    }

    private static Pop3TestServer start() {
        try {
            return Pop3TestServer.with()
                    .authenticator(USERS)
                    .tls(TlsOptions.generated().clientCertificates(ClientCertificates.OPTIONAL))
                    .start()
                    .put("bob@example.com", "a")
                    .put("guest@example.com", "b", "c");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void play(UnaryOperator<Dialogue> client, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server = start()) {
                client.apply(server.dialogue(delivery)).play(script);
            }
        }
    }

    private static void play(String script) {
        play(dialogue -> dialogue, GREETING + script);
    }

    private static String capabilities(String mechanisms, String more) {
        return "C: CAPA\nS: +OK capabilities follow\nS*: TOP\nS*: RESP-CODES\nS*: PIPELINING\nS*: UIDL\nS*: EXPIRE NEVER\nS*: UTF8 USER\nS*: LANG\n"
                + "S*: IMPLEMENTATION Yubin\nS*: AUTH-RESP-CODE\nS*: USER\nS*: SASL " + mechanisms + "\n" + more
                + "S: .\n";
    }

    @Test
    void theOnesThatCanBeServedAreOffered() {
        String plain = "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN OAUTHBEARER XOAUTH2 ANONYMOUS";
        String bound = "SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN OAUTHBEARER"
                + " XOAUTH2 ANONYMOUS";
        play(capabilities(plain, "S*: STLS\n") + "C: AUTH\nS: +OK mechanisms follow\nS: " + plain.replace(" ", "\nS: ")
                + "\nS: .\n");
        play(dialogue -> dialogue, START + capabilities(bound, ""));
    }

    /** RFC 5034 §7 has this example; its line is a continuation of one character. */
    @Test
    void plain4616() {
        play("C: AUTH PLAIN\n" + ASKED + "C: " + plain("bob", "pencil") + "\n" + BOB);
        play("C: AUTH PLAIN " + plain("bob", "pencil") + "\n" + BOB);
        play("C: auth plain " + plain("bob@example.com", "bob", "pencil") + "\n" + BOB);
        play("C: AUTH PLAIN " + plain("user", "bob", "pencil") + "\n" + REFUSED);
        play("C: AUTH PLAIN " + plain("bob", "Pencil") + "\n" + REFUSED);
        play("C: AUTH PLAIN\n" + ASKED + "C: *\n" + CANCELLED);
        play("C: AUTH PLAIN =\n" + MALFORMED);
        play("C: AUTH PLAIN ***\n" + MALFORMED + "C: AUTH PLAIN a b\n" + MALFORMED);
    }

    @Test
    void login() {
        String user = base64("bob");
        String askPassword = "S: + UGFzc3dvcmQ6\n";
        String rest = "C: " + user + "\n" + askPassword + "C: " + base64("pencil") + "\n" + BOB;
        play("C: AUTH LOGIN\nS: + VXNlcm5hbWU6\n" + rest);
        play("C: AUTH LOGIN " + user + "\n" + askPassword + "C: " + base64("pen") + "\n" + REFUSED);
        play("C: AUTH LOGIN " + user + "\n" + askPassword + "C: *\n" + CANCELLED);
        play("C: AUTH LOGIN\nS: + VXNlcm5hbWU6\nC: bob\n" + MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "bob, pencil, +OK maildrop has 1 messages",
        "bob, pen, -ERR [AUTH] {...}",
        "eve, pencil, -ERR [AUTH] {...}"
    })
    void cramMd5Rfc2195(String user, String password, String reply) {
        play(
                dialogue -> dialogue.answering("digest", said -> cramMd5(user, password, said.get("challenge"))),
                GREETING + "C: AUTH CRAM-MD5\nS: + {challenge}\nC: {digest}\nS: " + reply + "\n");
    }

    @Test
    void cramMd5CanBeGivenUp() {
        play("C: AUTH CRAM-MD5\n" + ASKED + "C: *\n" + CANCELLED);
        play("C: AUTH CRAM-MD5 AAAA\n" + MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-256", "SCRAM-SHA-1", "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS"})
    void scramProvesBothSides(String mechanism) {
        play(
                dialogue -> new ScramClient(mechanism, "bob", "pencil").in(dialogue),
                (mechanism.endsWith("-PLUS") ? START : GREETING) + "C: AUTH " + mechanism
                        + " {first}\nS: + {challenge}\nC: {proof}\nS: + {verifier}\nC:\n" + BOB);
        play(
                dialogue -> new ScramClient(mechanism, "bob", "pen").in(dialogue),
                (mechanism.endsWith("-PLUS") ? START : GREETING) + "C: AUTH " + mechanism + "\n" + ASKED
                        + "C: {first}\nS: + {challenge}\nC: {proof}\n" + REFUSED);
    }

    @Test
    void scramCanBeGivenUpAtEachStep() {
        UnaryOperator<Dialogue> client = dialogue -> new ScramClient("SCRAM-SHA-256", "bob", "pencil").in(dialogue);
        String begin = GREETING + "C: AUTH SCRAM-SHA-256 {first}\nS: + {challenge}\n";
        play(client, begin + "C: *\n" + CANCELLED);
        play(client, begin + "C: {proof}\nS: + {verifier}\nC: *\n" + CANCELLED);
        play(client, begin + "C: {first}\n" + MALFORMED);
    }

    @Test
    void bearerTokens() {
        play("C: AUTH XOAUTH2 " + xoauth2("bob", "good") + "\n" + BOB);
        play("C: AUTH OAUTHBEARER\n" + ASKED + "C: " + oauthBearer("bob", "good") + "\n" + BOB);
        play("C: AUTH XOAUTH2 " + xoauth2("bob", "bad") + "\n" + ASKED + "C:\n" + REFUSED);
        play("C: AUTH OAUTHBEARER " + oauthBearer("user", "good") + "\n" + ASKED + "C: AQ==\n" + REFUSED);
        play("C: AUTH XOAUTH2\n" + ASKED + "C: *\n" + CANCELLED);
    }

    @Test
    void externalIsWhoTheCertificateSays() {
        try (Pop3TestServer server = start()) {
            for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
                Dialogue dialogue =
                        server.dialogue(delivery).trusting(server.tls().clientSslContext("bob@example.com"));
                for (String response : List.of(" =", "\nS: + {...}\nC:", " " + base64("bob"))) {
                    dialogue.play(
                            START + "C: AUTH EXTERNAL" + response + "\n" + BOB + "C: QUIT\nS: +OK bye\nS: <closed>\n");
                }
                dialogue.play(START + "C: AUTH EXTERNAL " + base64("user") + "\n" + REFUSED);
            }
        }
        play(dialogue -> dialogue, START + "C: AUTH EXTERNAL =\n" + NOT_OFFERED);
    }

    @Test
    void guestsShareOneAccount() {
        play("C: AUTH ANONYMOUS " + base64("sirhc") + "\n" + GUEST);
        play("C: AUTH ANONYMOUS\n" + ASKED + "C:\n" + GUEST);
        play("C: AUTH ANONYMOUS\n" + ASKED + "C: *\n" + CANCELLED);
    }

    @Test
    void othersAreNotKnown() {
        play("C: AUTH GSSAPI\n" + NOT_OFFERED + "C: AUTH NTLM TlRM\n" + NOT_OFFERED + "C: AUTH SCRAM-SHA-1-PLUS\n"
                + NOT_OFFERED + "C: AUTH ı\n" + NOT_OFFERED + "C: AUTH PLAIN " + plain("bob", "pencil") + "\n" + BOB);
    }
}
