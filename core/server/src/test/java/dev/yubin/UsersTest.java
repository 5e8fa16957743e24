package dev.yubin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who exists and who may log in: the open directory of tests, and the closed one of named users. */
class UsersTest {
    private static final String LOG_IN = """
            S: +OK {...}
            C: USER %s
            S: +OK {...}
            C: PASS %s
            S: %s
            """;

    private static void send(MailServer server, String recipient, String reply) {
        Dialogue.with(server.smtp().port())
                .play("""
                S: 220 {...}
                C: HELO client.example
                S: 250 {...}
                C: MAIL FROM:<>
                S: 250 {...}
                C: RCPT TO:<%s>
                S: %s
                """.formatted(recipient, reply)
                        + (reply.startsWith("250") ? "C: DATA\nS: 354 {...}\nC: .\nS: 250 {...}\n" : ""));
    }

    private static void logIn(MailServer server, String user, String password, String reply) {
        Dialogue.with(server.pop3().port()).play(LOG_IN.formatted(user, password, reply));
    }

    @Test
    void withNoUsersEverybodyExistsAndMayLogIn() {
        try (MailServer server = MailServer.builder().smtp(0).pop3(0).start()) {
            send(server, "bob@example.com", "250 {...}");
            logIn(server, "bob", "any", "+OK maildrop has 1 messages");
            logIn(server, "BOB@Example.com", "thing", "+OK maildrop has 1 messages");
            send(server, "bob@example.net", "250 {...}");
            logIn(
                    server,
                    "bob",
                    "any",
                    "-ERR [AUTH] Log in with a full address, several accounts have that name: bob@example.com,"
                            + " bob@example.net");
            logIn(server, "bob@example.net", "any", "+OK maildrop has 1 messages");
        }
    }

    @Test
    void whoLogsInBeforeTheFirstMailGetsIt() {
        try (MailServer server = MailServer.builder().smtp(0).pop3(0).start()) {
            logIn(server, "carol", "any", "+OK maildrop has 0 messages");
            send(server, "carol@example.com", "250 {...}");
            logIn(server, "carol", "any", "+OK maildrop has 1 messages");
            logIn(server, "carol@example.com", "any", "+OK maildrop has 1 messages");
            send(server, "carol@example.net", "250 {...}");
            logIn(server, "carol@example.net", "any", "+OK maildrop has 1 messages");
        }
    }

    @Test
    void withUsersNamedNobodyElseExists() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .users(Map.of("bob", "secret"))
                .start()) {
            send(server, "bob@example.com", "250 {...}");
            send(server, "bob@example.net", "250 {...}");
            send(server, "carol@example.com", "550 5.1.1 No such user here");
            logIn(server, "bob", "secret", "+OK maildrop has 2 messages");
            logIn(server, "bob@example.com", "secret", "+OK maildrop has 2 messages");
            logIn(server, "bob", "wrong", "-ERR [AUTH] User name or password is wrong");
            logIn(server, "carol", "secret", "-ERR [AUTH] User name or password is wrong");
        }
    }

    @Test
    void withDomainsNamedOthersAreNotLocal() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .domains("example.com", "example.net")
                .user("bob", "secret")
                .user("info@example.net", "other")
                .start()) {
            send(server, "bob@example.net", "250 {...}");
            send(server, "info@example.net", "250 {...}");
            send(server, "info@example.com", "550 5.1.1 No such user here");
            send(server, "bob@example.org", "550 5.7.1 That domain is not local and relaying is off");
            logIn(server, "bob@example.com", "secret", "+OK maildrop has 1 messages");
            logIn(server, "bob@example.org", "secret", "-ERR [AUTH] User name or password is wrong");
            logIn(server, "info@example.net", "other", "+OK maildrop has 1 messages");
            logIn(server, "info", "other", "-ERR [AUTH] User name or password is wrong");
        }
    }

    @Test
    void postmasterIsTheFirstUserUnlessOneHasThatName() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .domains("example.com")
                .user("bob", "secret")
                .user("carol", "secret")
                .start()) {
            send(server, "postmaster", "250 {...}");
            send(server, "PostMaster@example.com", "250 {...}");
            logIn(server, "bob", "secret", "+OK maildrop has 2 messages");
        }
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .user("bob", "secret")
                .user("postmaster", "secret")
                .start()) {
            send(server, "postmaster", "250 {...}");
            logIn(server, "postmaster", "secret", "+OK maildrop has 1 messages");
        }
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).domains("example.com").start()) {
            send(server, "postmaster", "250 {...}");
            logIn(server, "postmaster@example.com", "any", "+OK maildrop has 1 messages");
        }
    }

    @Test
    void domainsWithoutUsersAreOpen() {
        try (MailServer server =
                MailServer.builder().smtp(0).domains("example.com").start()) {
            send(server, "anybody@example.com", "250 {...}");
            send(server, "anybody@example.org", "550 5.7.1 That domain is not local and relaying is off");
            assertThat(server.received().count()).isEqualTo(1);
        }
    }
}
