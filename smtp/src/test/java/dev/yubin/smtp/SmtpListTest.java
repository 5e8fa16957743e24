package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.AddressBook;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Resolution;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mail to aliases and mailing lists: each member gets it, once. */
class SmtpListTest {
    private static final String HELO = """
            S: 220 {...}
            C: HELO client.example
            S: 250 {...}
            """;

    /** Users, aliases and lists of example.com and example.net. */
    static SmtpTestServer server(UnaryOperator<SmtpOptions> options) {
        return SmtpTestServer.over(new MemoryMailStore(), book(), options);
    }

    static SmtpTestServer server() {
        return server(smtp -> smtp);
    }

    private static Directory book() {
        List<String> domains = List.of("example.com", "example.net");
        ClosedDirectory users = new ClosedDirectory(domains, "mx.example.com");
        for (String user :
                List.of("jones", "bob@example.com", "smith@example.com", "smith@example.net", "böb@example.com")) {
            users.add(user, "secret");
        }
        try {
            return AddressBook.in(users, domains, "mx.example.com")
                    .alias("robert", List.of("bob"))
                    .alias("bobs@example.com", List.of("bob", "böb"))
                    .alias("öb@example.com", List.of("böb"))
                    .alias("everybody", List.of("example-people"))
                    .list("example-people", List.of("jones", "staff", "smith@example.net", "example-people"))
                    .list("staff", List.of("smith@example.com", "jones@example.net", "robert"))
                    .list("umlauts", List.of("bob", "böb"))
                    .list("crew@example.com", List.of("bob"))
                    .list("crew@example.net", List.of("jones"))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aListOfTenThousandIsDelivered() throws IOException {
        MailStore store = new MemoryMailStore();
        List<String> members = IntStream.range(0, 10_000)
                .mapToObj(i -> "m" + i + "@example.com")
                .toList();
        Directory book = AddressBook.in(
                        new OpenDirectory(store, List.of(), "mx.example.com"), List.of(), "mx.example.com")
                .list("all", members)
                .build();
        try (SmtpTestServer server = SmtpTestServer.over(store, book, smtp -> smtp)) {
            Dialogue.with(server.port()).play(HELO + """
                    C: MAIL FROM:<>
                    S: 250 {...}
                    C: RCPT TO:<all@example.com>
                    S: 250 {...}
                    C: DATA
                    S: 354 {...}
                    C: text
                    C: .
                    S: 250 {...}
                    """);
            assertThat(server.inbox("m0@example.com")).containsExactly("text\r\n");
            assertThat(server.inbox("m9999@example.com")).containsExactly("text\r\n");
            assertThat(server.accepted().get(0).recipients()).hasSize(1);
        }
    }

    @Test
    void eachMemberGetsOneCopyHoweverOftenNamed() {
        try (SmtpTestServer server = server()) {
            send(server, "example-people@example.com", "staff@example.com", "bob@example.com");
            for (String account :
                    List.of("jones@example.com", "smith@example.com", "bob@example.com", "smith@example.net")) {
                assertThat(server.inbox(account)).as(account).containsExactly("text\r\n");
            }
            assertThat(server.accepted().get(0).recipients()).hasSize(3).allMatch(Recipient::isDelivered);
        }
    }

    /** A retry would double the mail of those who have it. */
    @Test
    void aListGotItsMailIfOneMemberDid() {
        try (SmtpTestServer server = SmtpTestServer.over(new FullFor("jones@example.com"), book(), smtp -> smtp)) {
            send(server, "staff@example.com", "jones@example.com");
            assertThat(server.inbox("bob@example.com")).hasSize(1);
            assertThat(server.inbox("jones@example.com")).isEmpty();
            assertThat(server.accepted().get(0).recipients())
                    .extracting(Recipient::toString)
                    .containsExactly(
                            "staff@example.com", "jones@example.com (452 4.2.2 The mailbox is full, try again later)");
        }
    }

    @Test
    void transactionsThatLeadToTooManyCopiesTakeNoMoreRecipients() {
        List<AccountName> crowd = IntStream.range(0, 60_000)
                .mapToObj(i -> AccountName.of("m" + i, "example.com"))
                .toList();
        Directory own = (MailAddress address) -> new Resolution.ToMembers(crowd);
        try (SmtpTestServer server = SmtpTestServer.over(new MemoryMailStore(), own, smtp -> smtp)) {
            Dialogue.with(server.port()).play(HELO + """
                    C: MAIL FROM:<>
                    S: 250 {...}
                    C: RCPT TO:<a@example.com>
                    S: 250 {...}
                    C: RCPT TO:<b@example.com>
                    S: 250 {...}
                    C: RCPT TO:<c@example.com>
                    S: 452 4.5.3 Too many recipients in one message
                    """);
        }
    }

    private static void send(SmtpTestServer server, String... recipients) {
        StringBuilder script = new StringBuilder(HELO + "C: MAIL FROM:<>\nS: 250 {...}\n");
        for (String recipient : recipients) {
            script.append("C: RCPT TO:<").append(recipient).append(">\nS: 250 {...}\n");
        }
        Dialogue.with(server.port()).play(script + "C: DATA\nS: 354 {...}\nC: text\nC: .\nS: 250 {...}\n");
    }
}
