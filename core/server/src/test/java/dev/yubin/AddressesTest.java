package dev.yubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.Resolution;
import dev.yubin.store.AccountName;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.memory.MemoryMailStore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Aliases, mailing lists, catch-alls and sub-addresses, from RCPT to the mailbox. */
class AddressesTest {
    private static MailServerBuilder users() {
        return MailServer.builder()
                .smtp(0)
                .pop3(0)
                .domains("example.com", "example.net")
                .user("bob", "x")
                .user("carol", "x")
                .user("dave@example.net", "x");
    }

    /** One mail to these recipients. */
    private static void send(MailServer server, String... recipients) {
        StringBuilder script = new StringBuilder("""
                S: 220 {...}
                C: HELO client.example
                S: 250 {...}
                C: MAIL FROM:<>
                S: 250 {...}
                """);
        for (String recipient : recipients) {
            script.append("C: RCPT TO:<").append(recipient).append(">\nS: 250 {...}\n");
        }
        Dialogue.with(server.smtp().port()).play(script + "C: DATA\nS: 354 {...}\nC: text\nC: .\nS: 250 {...}\n");
    }

    private static void assertHas(MailServer server, String user, int messages) {
        Dialogue.with(server.pop3().port()).play("""
                S: +OK {...}
                C: USER %s
                S: +OK {...}
                C: PASS x
                S: +OK maildrop has %d messages
                """.formatted(user, messages));
    }

    @Test
    void eachMemberOfAListGetsOneCopy() {
        try (MailServer server = users().list("team", "bob", "others", "bob@example.net")
                .list("others@example.com", "carol", "dave@example.net", "team")
                .start()) {
            send(server, "team@example.net");
            for (String user : new String[] {"bob", "carol", "dave@example.net"}) {
                assertHas(server, user, 1);
            }
            send(server, "TEAM@example.com", "others@example.com", "bob@example.com");
            for (String user : new String[] {"bob", "carol", "dave@example.net"}) {
                assertHas(server, user, 2);
            }
            assertThat(server.received().all().get(1).to())
                    .containsExactly("TEAM@example.com", "others@example.com", "bob@example.com");
        }
    }

    @Test
    void anAliasLeadsToWhomItNames() {
        try (MailServer server = users().alias("sales", "carol")
                .alias("info@example.net", "sales", "dave@example.net")
                .start()) {
            send(server, "sales@example.net");
            assertHas(server, "carol", 1);
            send(server, "info@example.net");
            assertHas(server, "carol", 2);
            assertHas(server, "dave@example.net", 1);
            assertHas(server, "bob", 0);
        }
    }

    @Test
    void aCatchAllGetsWhatNobodyElseDoes() {
        try (MailServer server = users().catchAll("carol")
                .catchAll("example.net", "dave@example.net")
                .start()) {
            send(server, "nobody@example.com");
            assertHas(server, "carol", 1);
            send(server, "nobody@example.net");
            assertHas(server, "dave@example.net", 1);
            send(server, "bob@example.net");
            assertHas(server, "bob", 1);
        }
    }

    @Test
    void oneMailboxCanCatchAllMailOfATestServer() {
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).catchAll("all@example.com").start()) {
            send(server, "bob@example.org", "carol@example.net", "postmaster");
            assertHas(server, "all", 1);
            send(server, "dave@example.org");
            assertHas(server, "all@example.com", 2);
        }
    }

    @Test
    void subAddressesAreTheUsersUnlessNobodyIsNamed() {
        try (MailServer server = users().user("bob+own", "x").start()) {
            send(server, "bob+tag@example.com");
            assertHas(server, "bob", 1);
            send(server, "bob+own@example.com");
            assertHas(server, "bob+own", 1);
            assertHas(server, "bob", 1);
        }
        try (MailServer server = users().subAddressing('-').start()) {
            send(server, "bob-tag@example.com");
            assertHas(server, "bob", 1);
        }
        try (MailServer server = MailServer.builder().smtp(0).pop3(0).start()) {
            send(server, "bob+tag@example.com");
            assertHas(server, "bob+tag@example.com", 1);
            assertHas(server, "bob@example.com", 0);
        }
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).subAddressing(true).start()) {
            send(server, "bob+tag@example.com");
            assertHas(server, "bob@example.com", 1);
        }
    }

    @Test
    void thePostmasterMayBeAnAlias() {
        try (MailServer server = users().alias("postmaster", "carol").start()) {
            send(server, "postmaster", "postmaster@example.net");
            assertHas(server, "carol", 1);
            assertHas(server, "bob", 0);
        }
    }

    @Test
    void listsWorkWhereEverybodyExists() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .list("team@example.com", "bob@example.com", "carol@example.com")
                .start()) {
            send(server, "team@example.com");
            assertHas(server, "bob", 1);
            assertHas(server, "carol", 1);
            assertThat(server.received().all()).hasSize(1);
        }
    }

    @Test
    void resetKeepsListsAndAliases() {
        try (MailServer server =
                users().list("team", "bob", "carol").alias("info", "bob").start()) {
            send(server, "team@example.com", "info@example.com");
            server.reset();
            assertHas(server, "bob", 0);
            send(server, "team@example.com", "info@example.com");
            assertHas(server, "bob", 1);
            assertHas(server, "carol", 1);
        }
    }

    @Test
    void anEmbeddersOwnDirectoryAndAuthenticatorAreAsked() {
        AccountName one = AccountName.parse("one@example.com");
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .directory(address -> address.accountName().domain().equals("example.com")
                        ? new Resolution.ToAccount(one)
                        : new Resolution.ForeignDomain())
                .authenticator(credentials ->
                        credentials.user().equals("key") ? new Login.Accepted(one) : new Login.Refused("Who are you?"))
                .domains("example.com")
                .list("team", "any", "other")
                .start()) {
            send(server, "whoever@example.com");
            send(server, "team@example.com");
            assertHas(server, "key", 2);
            Dialogue.with(server.smtp().port()).play("""
                    S: 220 {...}
                    C: EXPN team
                    S: 250 2.1.5 <one@example.com>
                    C: VRFY whoever
                    S: 251 2.1.5 Will forward to <one@example.com>
                    C: VRFY bob@elsewhere.example
                    S: 550 5.7.1 {...}
                    """);
        }
    }

    @Test
    void namedUsersLogInWhenOnlyTheDirectoryIsTheEmbeddersOwn() {
        AccountName bob = AccountName.parse("bob@example.com");
        try (MailServer server =
                users().directory(address -> new Resolution.ToAccount(bob)).start()) {
            send(server, "whoever@elsewhere.example");
            assertHas(server, "bob", 1);
        }
        assertThatThrownBy(() -> users().directory(address -> new Resolution.ToAccount(bob))
                        .authenticator(credentials -> new Login.Accepted(bob))
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Users are named, but directory and authenticator are your own: name users there");
    }

    @Test
    void aMistakeInTheAddressesIsToldAtTheStartAndNothingIsLeftOpen() {
        AtomicBoolean closed = new AtomicBoolean();
        MailServerBuilder server = users().list("team", "bob", "eve")
                .store(() -> new ForwardingMailStore(new MemoryMailStore()) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                });
        assertThatThrownBy(server::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "List team leads to eve@example.com, and there is nobody of that name: name that user, alias or"
                                + " list too");
        assertThat(closed).isTrue();
    }
}
