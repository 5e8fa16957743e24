package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.LHLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.AddressBook;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Directory;
import dev.yubin.store.Delivery;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.MailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Verdict;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LMTP, RFC 2033: as SMTP, but with one reply for each recipient behind a message. */
@Timeout(60)
class LmtpTest {
    private static final String ACCEPTED = "S: 250 2.0.0 Message accepted as {id}\n";
    private static final String FULL = "S: 452 4.2.2 The mailbox is full, try again later\n";

    /** Three recipients, of whom the second is refused. */
    private static final String TO_TWO = LHLO + """
            C: MAIL FROM:<chris@bar.com>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<pat@foo.edu>
            S: 250 2.1.5 Recipient OK
            C: RCPT TO:<jones@foo.edu>
            S: 550 5.1.1 No such user here
            C: RCPT TO:<green@foo.edu>
            S: 250 2.1.5 Recipient OK
            """;

    private static final String DATA = """
            C: DATA
            S: 354 Go ahead, end with CRLF.CRLF
            C: Blah blah blah...
            C: ...etc. etc. etc.
            C: .
            """;
    private static final String CHUNKS = """
            C: BDAT 8
            C!: in two c
            S: 250 2.0.0 8 octets received
            C: BDAT 5 LAST
            C!: hunks
            """;

    /** Shows that no reply is missing and none too many. */
    private static final String QUIT = """
            C: NOOP
            S: 250 2.0.0 OK
            C: QUIT
            S: 221 2.0.0 Bye
            S: <closed>
            """;

    /** Pat, whose other name is patricia, green, and a list of both. */
    private static Directory people() {
        List<String> domains = List.of("foo.edu");
        ClosedDirectory users = new ClosedDirectory(domains, "mx.example.com");
        users.add("pat", "secret");
        users.add("green", "secret");
        try {
            return AddressBook.in(users, domains, "mx.example.com")
                    .alias("patricia", List.of("pat"))
                    .list("all", List.of("pat", "green"))
                    .build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SmtpTestServer over(MailStore store, UnaryOperator<SmtpOptions> options) {
        return SmtpTestServer.with()
                .lmtp()
                .store(store)
                .directory(people())
                .options(options)
                .start();
    }

    private static void play(MailStore store, String script) {
        play(store, smtp -> smtp, script);
    }

    private static void play(MailStore store, UnaryOperator<SmtpOptions> options, String script) {
        try (SmtpTestServer server = over(store, options)) {
            Dialogue.with(server.port()).play(script + QUIT);
        }
    }

    private static void playInEveryWay(String script) {
        Dialogue.playInEveryWay(() -> over(new MemoryMailStore(), smtp -> smtp), SmtpTestServer::port, script + QUIT);
    }

    /** The example of RFC 2033 §4.2. */
    @Test
    void eachRecipientHasItsReply() {
        SmtpTestServer.playInEveryWay(
                () -> over(new FullFor("green@foo.edu"), smtp -> smtp),
                TO_TWO + DATA + ACCEPTED + FULL + QUIT,
                server -> {
                    assertThat(server.inbox("pat@foo.edu"))
                            .containsExactly("Blah blah blah...\r\n..etc. etc. etc.\r\n");
                    assertThat(server.inbox("green@foo.edu")).isEmpty();
                    assertThat(server.accepted().get(0).recipients())
                            .extracting(recipient -> recipient.verdict().code())
                            .containsExactly(250, 550, 452);
                });
    }

    /** RFC 2033 §4.3. */
    @Test
    void theLastChunkIsAnsweredForEachRecipientAndTheOthersOnce() {
        SmtpTestServer.playInEveryWay(
                () -> over(new FullFor("pat@foo.edu"), smtp -> smtp),
                TO_TWO + CHUNKS + FULL + ACCEPTED + QUIT,
                server -> {
                    assertThat(server.inbox("pat@foo.edu")).isEmpty();
                    assertThat(server.inbox("green@foo.edu")).containsExactly("in two chunks");
                });
    }

    @Test
    void lmtpIsGreetedByLhloOnly() {
        playInEveryWay("""
                S: 220 mx.example.com LMTP Yubin
                C: EHLO foo.edu
                S: 500 5.5.1 This is LMTP, say LHLO
                C: HELO foo.edu
                S: 500 5.5.1 This is LMTP, say LHLO
                C: MAIL FROM:<chris@bar.com>
                S: 503 5.5.1 Say LHLO first
                C: LHLO
                S: 501 5.5.4 A domain or address literal must follow
                """ + LHLO.substring(LHLO.indexOf("C: LHLO")));
    }

    @Test
    void smtpIsNotGreetedByLhlo() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, """
                S: 220 mx.example.com ESMTP Yubin
                C: LHLO foo.edu
                S: 500 5.5.1 This is SMTP, say EHLO or HELO
                C: HELO foo.edu
                S: 250 mx.example.com
                """ + QUIT);
    }

    /** RFC 2033 §4.2: even if several RCPT named the same. */
    @Test
    void whoIsNamedSeveralTimesHasAsManyRepliesAndOneCopy() {
        SmtpTestServer.playInEveryWay(
                () -> over(new MemoryMailStore(), smtp -> smtp),
                LHLO + """
                C: MAIL FROM:<>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<pat@foo.edu>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<pat@foo.edu>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<patricia@foo.edu>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<all@foo.edu>
                S: 250 2.1.5 Recipient OK
                """ + DATA + ACCEPTED.repeat(4) + QUIT,
                server -> {
                    assertThat(server.inbox("pat@foo.edu")).hasSize(1);
                    assertThat(server.inbox("green@foo.edu")).hasSize(1);
                });
    }

    @Test
    void aListHasOneReplyAndGotItsMailIfOneMemberDid() {
        String script = LHLO + """
                C: MAIL FROM:<>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<patricia@foo.edu>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<all@foo.edu>
                S: 250 2.1.5 Recipient OK
                """;
        play(new FullFor("pat@foo.edu"), script + DATA + FULL + ACCEPTED);
    }

    // --- nobody -------------------------------------------------------------------------------------------------

    /** RFC 2033 §4.2: DATA must fail with 503. */
    @Test
    void dataNeedsAnAcceptedRecipient() {
        playInEveryWay(LHLO + """
                C: MAIL FROM:<chris@bar.com>
                S: 250 2.1.0 Sender OK
                C: DATA
                S: 503 5.5.1 Say RCPT first
                C: RCPT TO:<jones@foo.edu>
                S: 550 5.1.1 No such user here
                C: DATA
                S: 503 5.5.1 No valid recipients
                C: RCPT TO:<pat@foo.edu>
                S: 250 2.1.5 Recipient OK
                """ + DATA + ACCEPTED);
    }

    /** RFC 2033 §4.3: no recipient, no reply; only other chunks have one. */
    @Test
    void theLastChunkOfAMessageToNobodyHasNoReply() {
        playInEveryWay(LHLO + """
                C: MAIL FROM:<chris@bar.com>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<jones@foo.edu>
                S: 550 5.1.1 No such user here
                C: BDAT 6
                C!: QUIT\\r\\n
                S: 503 5.5.1 No valid recipients
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                C: MAIL FROM:<chris@bar.com>
                S: 250 2.1.0 Sender OK
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                """);
    }

    // --- the whole message ------------------------------------------------------------------------------------

    @Test
    void aMessageThatIsTooLargeIsRefusedForEach() {
        UnaryOperator<SmtpOptions> small = smtp -> smtp.maxMessageSize(65_536);
        String script = TO_TWO.replace("52428800", "65536");
        String refusals = "S: 552 5.3.4 The message is larger than SIZE allows\n".repeat(2);
        String line = "C: " + "x".repeat(1022) + "\n";
        play(new MemoryMailStore(), small, script + "C: DATA\nS: 354 {...}\n" + line.repeat(65) + "C: .\n" + refusals);
        play(new MemoryMailStore(), small, script + "C: BDAT 65537 LAST\nC!: " + "x".repeat(65_537) + "\n" + refusals);
    }

    /** One reply for the chunk that is refused, and for the last one as many as there are recipients. */
    @Test
    void chunksBehindARefusedOneAreCountedAsOthersAre() {
        play(
                new MemoryMailStore(),
                smtp -> smtp.maxMessageSize(65_536),
                TO_TWO.replace("52428800", "65536") + "C: BDAT 65537\nC!: " + "x".repeat(65_537) + """

                        S: 552 5.3.4 The message is larger than SIZE allows
                        C: BDAT 6
                        C!: QUIT\\r\\n
                        S: 503 5.5.1 Say MAIL first
                        C: BDAT 6 LAST
                        C!: QUIT\\r\\n
                        S: 503 5.5.1 Say MAIL first
                        S: 503 5.5.1 Say MAIL first
                        C: BDAT 6 LAST
                        C!: QUIT\\r\\n
                        S: 503 5.5.1 Say MAIL first
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C: DATA\nS: 354 {...}\nC!: a\\nb\\r\\n.\\r\\n\n", "C: BDAT 3 LAST\nC!: a\\nb\n"})
    void aMessageWithBareLineEndsIsRefusedForEach(String message) {
        playInEveryWay(TO_TWO
                + message
                + "S: 554 5.6.0 The message has a CR or LF that is not part of a CRLF, send CRLF line ends\n"
                        .repeat(2));
    }

    @Test
    void aMessageThatGoesRoundInALoopIsRefusedForEach() {
        play(
                new MemoryMailStore(),
                smtp -> smtp.maxHops(2),
                TO_TWO + "C: DATA\nS: 354 {...}\n" + "C: Received: by x\n".repeat(3) + "C: \nC: .\n"
                        + "S: 554 5.4.6 The message was passed on too often, it goes round in a loop\n".repeat(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {DATA, CHUNKS})
    void aMessageThatAHookRefusesIsRefusedForEach(String message) {
        SmtpHooks never = new SmtpHooks() {
            @Override
            public Decision data(SmtpTransaction transaction) {
                return Decision.refuse(550, "5.7.1", "Not that");
            }
        };
        play(new MemoryMailStore(), smtp -> smtp.hooks(never), TO_TWO + message + "S: 550 5.7.1 Not that\n".repeat(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {DATA, CHUNKS})
    void aBugInAHookOrTheStoreIsATemporaryFailureForEach(String message) {
        String script = TO_TWO + message + "S: 451 4.3.0 Something went wrong here, try again later\n".repeat(2);
        SmtpHooks broken = new SmtpHooks() {
            @Override
            public Decision data(SmtpTransaction transaction) {
                throw new IllegalStateException("a bug");
            }
        };
        play(new MemoryMailStore(), smtp -> smtp.hooks(broken), script);
        play(
                new ForwardingMailStore(new MemoryMailStore()) {
                    @Override
                    public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
                        throw new IllegalStateException("a bug");
                    }
                },
                script);
    }

    /** At DATA there is one reply, at its end one for each; the same with a chunk and the last one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "T: full\nC: DATA\nS: %1$s\n",
                "C: DATA\nS: 354 {...}\nT: full\nC: .\nS: %1$s\nS: %1$s\n",
                "T: full\nC: BDAT 6\nC!: QUIT\\r\\n\nS: %1$s\n",
                "T: full\nC: BDAT 6 LAST\nC!: QUIT\\r\\n\nS: %1$s\nS: %1$s\n",
                "C: BDAT 6\nC!: QUIT\\r\\n\nS: 250 {...}\nT: full\nC: BDAT 6 LAST\nC!: QUIT\\r\\n\nS: %1$s\nS: %1$s\n",
                "C: BDAT 6\nC!: QUIT\\r\\n\nS: 250 {...}\nT: full\nC: BDAT 6\nC!: QUIT\\r\\n\nS: %1$s\n",
            })
    void anExecutorThatTakesNoMoreWorkIsATemporaryFailure(String script) {
        BlockingStore store = new BlockingStore();
        try (SmtpTestServer server = over(store, smtp -> smtp)) {
            Dialogue.with(server.port())
                    .when("full", () -> server.executorIsFull(true))
                    .when("free", () -> server.executorIsFull(false))
                    .play(TO_TWO + script.formatted("451 4.3.0 The mail store has trouble, try again later")
                            + "T: free\n" + QUIT);
        }
        assertThat(store.left()).isZero();
    }
}
