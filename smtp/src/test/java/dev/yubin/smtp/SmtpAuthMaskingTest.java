package dev.yubin.smtp;

import static dev.yubin.fixtures.SaslMessages.base64;
import static dev.yubin.fixtures.SaslMessages.cramMd5;
import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.fixtures.SaslMessages.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.fixtures.ScramClient;
import dev.yubin.protocol.ClosedDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody who reads a transcript can log in with what it shows. */
class SmtpAuthMaskingTest {
    private static final String HELLO = SmtpTestServer.GREETING
            + SmtpTestServer.hello("AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN OAUTHBEARER XOAUTH2");

    private final List<String> secrets = new ArrayList<>();

    private String secret(String value) {
        secrets.add(value);
        return value;
    }

    private static SmtpTestServer start() {
        ClosedDirectory users = new ClosedDirectory(List.of("example.com"), "mx.example.com");
        users.add("bob", "pencil");
        users.tokens(token -> Optional.empty());
        return SmtpTestServer.with().directory(users).authenticator(users).start();
    }

    /** Plays it on a connection of its own, and gives what the transcript has of it. */
    private static String transcript(Dialogue.Delivery delivery, String script) {
        try (SmtpTestServer server = start()) {
            server.dialogue(delivery).play(HELLO + script + "C: QUIT\nS: 221 {...}\nS: <closed>\n");
            return server.transcripts();
        }
    }

    @Test
    void noResponseIsShown() {
        String script = "C: AUTH PLAIN " + secret(plain("bob", "wrong1")) + "\nS: 535 {...}\n"
                + "C: AUTH PLAIN\nS: 334 {...}\nC: " + secret(plain("bob", "wrong2")) + "\nS: 535 {...}\n"
                + "C: AUTH LOGIN " + secret(base64("roberta")) + "\nS: 334 {...}\nC: " + secret(base64("wrong3"))
                + "\nS: 535 {...}\n"
                + "C: AUTH XOAUTH2 " + secret(xoauth2("bob", "token")) + "\nS: 334 "
                + secret(base64("{\"status\":\"401\",\"schemes\":\"bearer\"}")) + "\nC:\nS: 535 {...}\n"
                // What is wrong may be as secret.
                + "C: AUTH PLAIN " + secret("cGVuY2ls!") + "\nS: 501 {...}\n"
                + "C: AUTH " + secret("cGVuY2ls") + " x\nS: 504 {...}\n"
                + "C: auth plain  " + secret("c2VjcmV0") + "\nS: 501 {...}\n"
                + "C: AUTH PLAIN\nS: 334 {...}\nC: " + secret("QUIT pencil") + "\nS: 501 {...}\n"
                + "C: AUTH PLAIN\nS: 334 {...}\nC!: " + secret("cGVuY2lsMg") + "\\n\\r\\n\nS: 500 {...}\n"
                + "C: AUTH LOGIN\nS: 334 {...}\nC: *\nS: 501 {...}\n";
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            String shown = transcript(delivery, script);
            assertThat(shown)
                    .contains("C: AUTH PLAIN ****")
                    .contains("C: AUTH XOAUTH2 ****")
                    .contains("S: 334 ****")
                    .contains("C: ****")
                    .contains("S: 535 5.7.8");
            assertThat(secrets).noneMatch(shown::contains);
        }
    }

    @Test
    void noChallengeIsShown() {
        List<String> challenges = new ArrayList<>();
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = start()) {
                ScramClient client = new ScramClient("SCRAM-SHA-256", "bob", "pencil");
                client.in(server.dialogue(delivery))
                        .answering("digest", said -> {
                            challenges.add(said.get("nonce"));
                            return cramMd5("bob", "wrong", said.get("nonce"));
                        })
                        .answering("last", said -> {
                            challenges.add(said.get("challenge"));
                            challenges.add(said.get("end"));
                            return "";
                        })
                        .play(HELLO + """
                                C: AUTH CRAM-MD5
                                S: 334 {nonce}
                                C: {digest}
                                S: 535 {...}
                                C: AUTH SCRAM-SHA-256 {first}
                                S: 334 {challenge}
                                C: {proof}
                                S: 334 {end}
                                C: {last}
                                S: 235 {...}
                                C: QUIT
                                S: 221 {...}
                                S: <closed>
                                """);
                assertThat(challenges).hasSizeGreaterThanOrEqualTo(3).noneMatch(server.transcripts()::contains);
            }
        }
    }
}
