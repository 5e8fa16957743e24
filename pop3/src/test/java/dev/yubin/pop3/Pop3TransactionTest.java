package dev.yubin.pop3;

import dev.yubin.fixtures.Dialogue;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The TRANSACTION state, RFC 1939 §5 and §7. */
class Pop3TransactionTest {
    private static final String HELLO = "Subject: hello\r\n\r\nOne\r\nTwo\r\nThree\r\n";

    /** A session of bob's, who has these messages. */
    private static void withMessages(String[] messages, String script) {
        Callable<Pop3TestServer> server = () -> new Pop3TestServer().put("bob", messages);
        Dialogue.playInEveryWay(server, Pop3TestServer::port, """
                S: +OK {...}
                C: USER bob
                S: +OK {...}
                C: PASS x
                S: +OK {...}
                """ + script);
    }

    private static String[] messages(String... messages) {
        return messages;
    }

    @Test
    void statCountsMessagesAndOctets() {
        withMessages(messages("12345\r\n", "123\r\n"), """
                C: STAT
                S: +OK 2 12
                """);
    }

    @Test
    void statOfAnEmptyMaildropIsZero() {
        withMessages(messages(), """
                C: STAT
                S: +OK 0 0
                """);
    }

    @Test
    void statDoesNotCountWhatIsDeleted() {
        withMessages(messages("12345\r\n", "123\r\n"), """
                C: DELE 1
                S: +OK message 1 will be deleted
                C: STAT
                S: +OK 1 5
                C: RSET
                S: +OK maildrop has 2 messages
                C: STAT
                S: +OK 2 12
                """);
    }

    @Test
    void listShowsTheSizeOfEachMessage() {
        withMessages(messages("12345\r\n", "", "123\r\n"), """
                C: LIST
                S: +OK 3 messages
                S: 1 7
                S: 2 0
                S: 3 5
                S: .
                """);
    }

    @Test
    void listOfAnEmptyMaildropIsEmpty() {
        withMessages(messages(), """
                C: LIST
                S: +OK 0 messages
                S: .
                C: UIDL
                S: +OK 0 messages
                S: .
                """);
    }

    @Test
    void listOfOneMessageIsOneLine() {
        withMessages(messages("12345\r\n", "123\r\n"), """
                C: LIST 2
                S: +OK 2 5
                C: LIST 3
                S: -ERR no such message
                """);
    }

    @Test
    void numbersStayWhenMessagesAreDeleted() {
        withMessages(messages("1", "22", "333"), """
                C: DELE 2
                S: +OK {...}
                C: LIST
                S: +OK 2 messages
                S: 1 1
                S: 3 3
                S: .
                C: LIST 2
                S: -ERR no such message
                C: LIST 3
                S: +OK 3 3
                """);
    }

    @Test
    void retrGivesTheMessageAsItIs() {
        withMessages(messages(HELLO), """
                C: RETR 1
                S: +OK 35 octets
                S: Subject: hello
                S:
                S: One
                S: Two
                S: Three
                S: .
                """);
    }

    @Test
    void retrPutsADotInFrontOfADot() {
        withMessages(messages(".\r\n\r\n..\r\n.dot\r\nno.dot.\r\n...\r\n.\r\n"), """
                C: RETR 1
                S: +OK {...}
                S: ..
                S:
                S: ...
                S: ..dot
                S: no.dot.
                S: ....
                S: ..
                S: .
                C: STAT
                S: +OK 1 {...}
                """);
    }

    @Test
    void retrEndsALastLineThatHasNoEnd() {
        withMessages(messages("Subject: x\r\n\r\nno end", "."), """
                C: RETR 1
                S: +OK 20 octets
                S: Subject: x
                S:
                S: no end
                S: .
                C: RETR 2
                S: +OK 1 octets
                S: ..
                S: .
                """);
    }

    @Test
    void retrOfAnEmptyMessageIsAnEmptyResponse() {
        withMessages(messages(""), """
                C: RETR 1
                S: +OK 0 octets
                S: .
                C: TOP 1 5
                S: +OK {...}
                S: .
                """);
    }

    @Test
    void retrLeavesTheMessageWhereItIs() {
        withMessages(messages("one\r\n"), """
                C: RETR 1
                S: +OK 5 octets
                S: one
                S: .
                C: RETR 1
                S: +OK 5 octets
                S: one
                S: .
                C: STAT
                S: +OK 1 5
                """);
    }

    @Test
    void eightBitOctetsPassUnchanged() {
        withMessages(messages("caf\u00c3\u00a9\r\n"), """
                C: RETR 1
                S: +OK 7 octets
                S: café
                S: .
                """);
    }

    /** Else the sender of a mail could answer the commands behind RETR, for clients that end lines at a bare LF. */
    @Test
    void noMailAnswersForTheServer() throws Exception {
        try (Pop3TestServer server = new Pop3TestServer().put("bob", "A: b\r\n\r\nx\n.\n+OK 666 1\n..y\n.");
                RawClient client = new RawClient(server)) {
            client.send("USER bob\r\nPASS x\r\nRETR 1\r\nQUIT\r\n");
            client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 1 messages\r\n"
                    + "+OK 27 octets\r\nA: b\r\n\r\nx\n..\n+OK 666 1\n...y\n..\r\n.\r\n+OK bye\r\n");
        }
    }

    @Test
    void aMessageCanBeDeletedOnce() {
        withMessages(messages("one\r\n", "two\r\n"), """
                C: DELE 1
                S: +OK message 1 will be deleted
                C: DELE 1
                S: -ERR no such message
                C: DELE 3
                S: -ERR no such message
                C: STAT
                S: +OK 1 5
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR 1", "TOP 1 0", "LIST 1", "UIDL 1", "DELE 1"})
    void aDeletedMessageIsNoLongerThereFor(String command) {
        withMessages(messages("one\r\n"), """
                C: DELE 1
                S: +OK {...}
                C: %s
                S: -ERR no such message
                C: STAT
                S: +OK 0 0
                """.formatted(command));
    }

    @Test
    void noopDoesNothing() {
        withMessages(messages("one\r\n"), """
                C: DELE 1
                S: +OK {...}
                C: NOOP
                S: +OK {...}
                C: STAT
                S: +OK 0 0
                """);
    }

    @Test
    void rsetBringsBackWhatWasDeleted() {
        withMessages(messages("one\r\n", "two\r\n"), """
                C: DELE 2
                S: +OK {...}
                C: DELE 1
                S: +OK {...}
                C: RSET
                S: +OK maildrop has 2 messages
                C: RETR 1
                S: +OK 5 octets
                S: one
                S: .
                C: DELE 1
                S: +OK {...}
                """);
    }

    @Test
    void topZeroIsTheHeaderAndItsEnd() {
        withMessages(messages(HELLO), """
                C: TOP 1 0
                S: +OK {...}
                S: Subject: hello
                S:
                S: .
                """);
    }

    @Test
    void topTwoIsTheHeaderAndTwoLines() {
        withMessages(messages(HELLO), """
                C: TOP 1 2
                S: +OK {...}
                S: Subject: hello
                S:
                S: One
                S: Two
                S: .
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4", "2147483648", "99999999999999999999"})
    void topOfMoreLinesThanThereAreIsTheWholeMessage(String lines) {
        withMessages(messages(HELLO), """
                C: TOP 1 %s
                S: +OK {...}
                S: Subject: hello
                S:
                S: One
                S: Two
                S: Three
                S: .
                """.formatted(lines));
    }

    @Test
    void topStuffsDotsAndCountsEmptyLines() {
        withMessages(messages("A: b\r\n.c: d\r\n\r\n\r\n.\r\nrest\r\n"), """
                C: TOP 1 2
                S: +OK {...}
                S: A: b
                S: ..c: d
                S:
                S:
                S: ..
                S: .
                """);
    }

    @Test
    void topOfAMessageWithoutABodyIsItsHeader() {
        withMessages(messages("A: b\r\nC: d"), """
                C: TOP 1 7
                S: +OK {...}
                S: A: b
                S: C: d
                S: .
                C: TOP 2 0
                S: -ERR no such message
                """);
    }

    @Test
    void uidlNamesEachMessageDifferently() {
        withMessages(messages("one\r\n", "one\r\n", "one\r\n"), """
                C: UIDL
                S: +OK 3 messages
                S: 1 {validity}.1
                S: 2 {validity}.2
                S: 3 {validity}.3
                S: .
                C: UIDL 2
                S: +OK 2 {validity}.2
                C: UIDL 4
                S: -ERR no such message
                """);
    }

    @Test
    void uidlPassesOverWhatIsDeleted() {
        withMessages(messages("one\r\n", "one\r\n"), """
                C: DELE 1
                S: +OK {...}
                C: UIDL
                S: +OK 1 messages
                S: 2 {...}.2
                S: .
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER bob", "PASS x", "PASS"})
    void afterTheLogInThereIsNoSecondOne(String command) {
        withMessages(messages("one\r\n"), """
                C: %s
                S: -ERR {...}
                C: STAT
                S: +OK 1 5
                """.formatted(command));
    }

    @Test
    void quitRemovesWhatIsDeletedAndCloses() {
        withMessages(messages("one\r\n", "two\r\n", "three\r\n"), """
                C: DELE 1
                S: +OK {...}
                C: DELE 3
                S: +OK {...}
                C: QUIT
                S: +OK bye
                S: <closed>
                S2: +OK {...}
                C2: USER bob
                S2: +OK {...}
                C2: PASS x
                S2: +OK maildrop has 1 messages
                C2: RETR 1
                S2: +OK 5 octets
                S2: two
                S2: .
                """);
    }

    @Test
    void longListsAreWhole() throws Exception {
        int count = 20_000; // Several steps of a listing.
        String[] many = new String[count];
        Arrays.fill(many, "x");
        StringBuilder expected = new StringBuilder("+OK " + count + " messages\r\n");
        for (int number = 1; number <= count; number++) {
            expected.append(number).append(" 1\r\n");
        }
        try (Pop3TestServer server = new Pop3TestServer().put("bob", many);
                RawClient client = new RawClient(server)) {
            client.send("USER bob\r\nPASS x\r\nLIST\r\nQUIT\r\n");
            client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 20000 messages\r\n");
            client.expect(expected + ".\r\n+OK bye\r\n");
            client.expectEnd();
        }
    }
}
