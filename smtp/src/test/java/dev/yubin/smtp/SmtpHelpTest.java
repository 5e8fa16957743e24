package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** HELP, RFC 5321 §4.1.1.8. */
class SmtpHelpTest {
    private static void play(String script) {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, script);
    }

    /** The words of all commands that clients can give. */
    private static List<String> words() {
        return Stream.of(SmtpVerb.values())
                .filter(verb -> SmtpVerb.of(word(verb)) == verb)
                .map(SmtpHelpTest::word)
                .sorted()
                .toList();
    }

    private static String word(SmtpVerb verb) {
        int end = verb.name().indexOf('_');
        return end < 0 ? verb.name() : verb.name().substring(0, end);
    }

    @Test
    void helpListsAllCommandsAndNoOthers() {
        assertThat(words())
                .contains("HELO", "EHLO", "MAIL", "RCPT", "DATA", "QUIT")
                .hasSizeGreaterThan(10);
        assertThat(HelpTexts.list(word -> true).lines().get(1).split(" ")).containsExactlyElementsOf(words());
    }

    @Test
    void eachCommandHasATextThatBeginsWithHowItIsWritten() {
        assertThat(words()).allSatisfy(word -> {
            Reply help = HelpTexts.on(word);
            assertThat(help.code()).isEqualTo(214);
            assertThat(help.lines().get(0)).startsWith(word).contains(": ");
        });
    }

    @Test
    void helpTellsTheCommandsAndEachCommandsSyntax() {
        play(EHLO + """
                C: HELP
                S: 214-2.0.0 Commands, of which HELP with their name tells more:
                S: 214 2.0.0 BDAT DATA EHLO EXPN HELO HELP MAIL NOOP QUIT RCPT RSET VRFY
                C: HELP MAIL
                S: 214 2.0.0 MAIL FROM:<sender> [parameters]: begins a transaction (RFC 5321 4.1.1.2)
                C: help data
                S: 214 2.0.0 DATA: the message follows, up to a line with a dot only (RFC 5321 4.1.1.4)
                """);
    }

    @Test
    void helpListsWhatThisClientMayUse() {
        UnaryOperator<SmtpOptions> terse = smtp -> smtp.vrfy(false).expn(false).xclientFrom("127.0.0.0/8");
        try (SmtpTestServer server = SmtpTestServer.open(terse)) {
            Dialogue.with(server.port()).play(GREETING + """
                    C: HELP
                    S: 214-2.0.0 Commands, of which HELP with their name tells more:
                    S: 214 2.0.0 BDAT DATA EHLO HELO HELP MAIL NOOP QUIT RCPT RSET XCLIENT
                    """);
        }
    }

    @Test
    void thereIsNoHelpOnWhatIsNoCommand() {
        play(EHLO + """
                C: HELP FROBNICATE
                S: 504 5.5.4 There is no help on that, HELP lists what there is
                C: HELP MAIL FROM
                S: 504 5.5.4 There is no help on that, HELP lists what there is
                C: HELP ETRN
                S: 504 5.5.4 There is no help on that, HELP lists what there is
                C!: HELP m\\xc3\\xb6re\\r\\n
                S: 504 5.5.4 There is no help on that, HELP lists what there is
                """);
    }

    /** RFC 5321 §4.1.4. */
    @Test
    void helpMayBeAskedForAtAnyTimeAndChangesNothing() {
        play(GREETING + """
                C: HELP NOOP
                S: 214 2.0.0 NOOP: does nothing (RFC 5321 4.1.1.9)
                C: HELO client.example
                S: 250 mx.example.com
                """ + TRANSACTION + """
                C: HELP RCPT
                S: 214 2.0.0 RCPT TO:<recipient> [parameters]: names a recipient (RFC 5321 4.1.1.3)
                C: RCPT TO:<carol@example.com>
                S: 250 2.1.5 Recipient OK
                """);
    }

    @Test
    void helpStatusTellsHowTheSessionStands() {
        play(GREETING + """
                C: HELP STATUS
                S: 211-2.0.0 mx.example.com speaks SMTP with you
                S: 211-2.0.0 No transaction is under way
                S: 211 2.0.0 Mistakes: 0 of 20 that end the session
                C: FROBNICATE
                S: 500 5.5.1 Unknown command
                C: EHLO client.example
                """ + SmtpTestServer.KEYWORDS + """
                C: help status
                S: 211-2.0.0 mx.example.com speaks ESMTP with you
                S: 211-2.0.0 No transaction is under way
                S: 211 2.0.0 Mistakes: 1 of 20 that end the session
                """ + TRANSACTION + """
                C: HELP STATUS
                S: 211-2.0.0 mx.example.com speaks ESMTP with you
                S: 211-2.0.0 A transaction is under way, recipients: 1
                S: 211 2.0.0 Mistakes: 1 of 20 that end the session
                C!: BDAT 3\\r\\none
                S: 250 2.0.0 3 octets received
                C: HELP STATUS
                S: 211-2.0.0 mx.example.com speaks ESMTP with you
                S: 211-2.0.0 A transaction is under way, recipients: 1
                S: 211 2.0.0 Mistakes: 1 of 20 that end the session
                C!: BDAT 0 LAST\\r\\n
                S: 250 2.0.0 Message accepted as {...}
                C: HELP STATUS
                S: 211-2.0.0 mx.example.com speaks ESMTP with you
                S: 211-2.0.0 No transaction is under way
                S: 211 2.0.0 Mistakes: 0 of 20 that end the session
                """);
    }
}
