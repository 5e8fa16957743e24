package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What hooks decide is done, at each moment. */
class SmtpHooksTest {
    private static final Duration DELAY = Duration.ofSeconds(20);

    private static SmtpTestServer open(SmtpHooks hooks) {
        return SmtpTestServer.open(smtp -> smtp.hooks(hooks));
    }

    private static void play(SmtpHooks hooks, String script) {
        Dialogue.playInEveryWay(() -> open(hooks), SmtpTestServer::port, script);
    }

    private static MomentHooks refusing(HookMoment moment, int code, String status, String text) {
        return MomentHooks.at(moment, told -> Decision.refuse(code, status, text));
    }

    @Test
    void hooksThatOverrideNothingAcceptEverything() {
        for (boolean blocking : new boolean[] {true, false}) {
            SmtpHooks hooks = new SmtpHooks() {
                @Override
                public boolean blocking() {
                    return blocking;
                }
            };
            play(hooks, EHLO + TRANSACTION + DATA + "C: text\n" + ACCEPTED + "C: QUIT\nS: 221 2.0.0 Bye\n");
        }
    }

    @Test
    void theyAreAskedInTheOrderOfTheDialogue() {
        MomentHooks hooks = new MomentHooks(true);
        try (SmtpTestServer server = open(hooks)) {
            Dialogue.with(server.port())
                    .delivery(Dialogue.Delivery.PIPELINED)
                    .play(HookMoment.DATA_END.whole() + "C: NOOP\nS: 250 2.0.0 OK\n");
            assertThat(hooks.moments()).containsExactly(HookMoment.values());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsToldAsGivenAndTheSessionGoesOn(HookMoment moment) {
        play(
                refusing(moment, 554, "5.7.1", "Not from you (see http://example.com/why)"),
                moment.before + moment.command + "S: 554 5.7.1 Not from you (see http://example.com/why)\n"
                        + moment.goesOn());
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalForNowIsToldAsGiven(HookMoment moment) {
        play(
                refusing(moment, 450, "4.7.1", "Greylisted"),
                moment.before + moment.command + "S: 450 4.7.1 Greylisted\n" + moment.goesOn());
    }

    /** RFC 5321 §3.8. */
    @ParameterizedTest
    @EnumSource
    void a421Closes(HookMoment moment) {
        play(
                refusing(moment, 421, "4.3.2", "Not now"),
                moment.before + moment.command + "S: 421 4.3.2 Not now\nS: <closed>\n");
    }

    /** RFC 5321 §3.1. */
    @Test
    void whoIsRefusedAtTheDoorMayOnlyQuit() {
        play(refusing(HookMoment.CONNECTED, 554, "5.7.1", "No SMTP service here"), """
                S: 554 5.7.1 No SMTP service here
                C: EHLO client.example
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: RSET
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: HELP
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: VRFY bob
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: XCLIENT ADDR=192.0.2.1
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: FROBNICATE
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: QUIT
                S: 221 2.0.0 Bye
                S: <closed>
                """);
    }

    /** RFC 7504 §3. */
    @Test
    void a521AtTheDoorCloses() {
        play(refusing(HookMoment.CONNECTED, 521, "5.3.2", "No mail here"), """
                S: 521 5.3.2 No mail here
                S: <closed>
                """);
    }

    @ParameterizedTest
    @EnumSource
    void aDropClosesWithoutAWord(HookMoment moment) {
        MomentHooks hooks = MomentHooks.at(moment, told -> Decision.drop());
        play(hooks, moment.before + moment.command + "S: <closed>\n");
    }

    @ParameterizedTest
    @EnumSource
    void aDelayHoldsTheAnswerBack(HookMoment moment) {
        ObservedClock clock = new ObservedClock(DELAY);
        MomentHooks hooks = MomentHooks.at(moment, told -> Decision.accept().delayedBy(DELAY));
        try (SmtpTestServer server = SmtpTestServer.open(clock, smtp -> smtp.hooks(hooks))) {
            Dialogue.with(server.port())
                    .when("begun", clock::awaitDelay)
                    .when("almost over", () -> clock.advance(DELAY.minusNanos(1)))
                    .when("over", () -> clock.advance(Duration.ofNanos(1)))
                    .play((moment.before.isEmpty() ? "S-: 2\n" : moment.before) + moment.command
                            + "T: begun\nT: almost over\nS-: 2\nT: over\n" + moment.yes);
        }
    }

    @Test
    void delaysAddUpAndRefusalsCanBeDelayedToo() {
        ObservedClock clock = new ObservedClock(DELAY);
        MomentHooks hooks = new MomentHooks(false)
                .when(
                        HookMoment.CONNECTED,
                        told -> Decision.accept()
                                .delayedBy(DELAY.minusMillis(1))
                                .delayedBy(Duration.ofMillis(1)))
                .when(
                        HookMoment.HELLO,
                        told -> Decision.refuse(550, "5.7.1", "No").delayedBy(DELAY));
        try (SmtpTestServer server = SmtpTestServer.open(clock, smtp -> smtp.hooks(hooks))) {
            Dialogue.with(server.port()).when("delay", clock::passDelay).play("S-: 220\nT: delay\n" + GREETING + """
                            C: EHLO client.example
                            T: delay
                            S: 550 5.7.1 No
                            C: MAIL FROM:<>
                            S: 503 5.5.1 Say EHLO or HELO first
                            """);
            clock.assertNoDelay();
        }
    }

    @Test
    void aDropCanBeDelayed() {
        ObservedClock clock = new ObservedClock(DELAY);
        MomentHooks hooks =
                MomentHooks.at(HookMoment.MAIL, told -> Decision.drop().delayedBy(DELAY));
        try (SmtpTestServer server = SmtpTestServer.open(clock, smtp -> smtp.hooks(hooks))) {
            Dialogue.with(server.port())
                    .when("begun", clock::awaitDelay)
                    .when("over", () -> clock.advance(DELAY))
                    .play(HookMoment.MAIL.before + HookMoment.MAIL.command + "T: begun\nT: over\nS: <closed>\n");
        }
    }

    @Test
    void noDelayIsNone() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        MomentHooks hooks =
                MomentHooks.at(HookMoment.MAIL, told -> Decision.accept().delayedBy(Duration.ZERO));
        try (SmtpTestServer server = SmtpTestServer.open(clock, smtp -> smtp.hooks(hooks))) {
            Dialogue.with(server.port()).play(HookMoment.MAIL.whole());
        }
    }

    @Test
    void earlierRepliesOfAPipelineAreNotHeldBack() {
        ObservedClock clock = new ObservedClock(DELAY);
        MomentHooks hooks = new MomentHooks(false)
                .when(
                        HookMoment.RCPT,
                        told -> Decision.refuse(550, "5.7.1", "No").delayedBy(DELAY));
        try (SmtpTestServer server = SmtpTestServer.open(clock, smtp -> smtp.hooks(hooks))) {
            Dialogue.with(server.port()).when("over", clock::passDelay).play(GREETING + """
                            C!: HELO client.example\\r\\nMAIL FROM:<>\\r\\nRCPT TO:<bob@example.com>\\r\\nNOOP\\r\\n
                            S: 250 mx.example.com
                            S: 250 2.1.0 Sender OK
                            S-: 550
                            T: over
                            S: 550 5.7.1 No
                            S: 250 2.0.0 OK
                            """);
        }
    }

    @Test
    void pipelinedCommandsKeepTheirOrder() {
        MomentHooks hooks = MomentHooks.at(
                HookMoment.RCPT,
                told -> told.get(2).toString().startsWith("no")
                        ? Decision.refuse(550, "5.7.1", "No")
                        : Decision.accept());
        play(hooks, EHLO + """
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<no1@example.com>
                S: 550 5.7.1 No
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<no2@example.com>
                S: 550 5.7.1 No
                C: VRFY
                S: 501 5.5.4 {...}
                C: RSET
                S: 250 2.0.0 OK, nothing is under way
                C: RCPT TO:<bob@example.com>
                S: 503 5.5.1 Say MAIL first
                """);
    }

    @ParameterizedTest
    @EnumSource(names = {"DATA_END"})
    void aRefusedMessageLeavesNothing(HookMoment end) {
        for (Decision no : new Decision[] {Decision.refuse(554, "5.7.1", "Spam"), Decision.drop()}) {
            MomentHooks hooks = MomentHooks.at(end, told -> no);
            SmtpTestServer server = open(hooks);
            Dialogue.with(server.port())
                    .play(end.before
                            + end.command
                            + (no == Decision.drop() ? "S: <closed>\n" : "S: 554 5.7.1 Spam\n" + end.goesOn()));
            server.close();
            assertThat(server.accepted()).isEmpty();
            assertThat(server.inbox("bob@example.com")).isEmpty();
        }
    }

    /** RFC 3030 §2. */
    @Test
    void aMessageInChunksIsRefusedAtItsEnd() {
        play(refusing(HookMoment.DATA_END, 554, "5.7.1", "Spam"), EHLO + TRANSACTION + """
                C!: BDAT 3\\r\\none
                S: 250 2.0.0 3 octets received
                C!: BDAT 3 LAST\\r\\ntwo
                S: 554 5.7.1 Spam
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                """);
    }

    /** RFC 2033 §4.2. */
    @Test
    void lmtpIsToldOfTheRefusalOnceForEachRecipient() {
        MomentHooks hooks = refusing(HookMoment.DATA_END, 554, "5.7.1", "Spam");
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(
                        smtp -> SmtpOptions.lmtp().traceHeaders(false).hooks(hooks)),
                SmtpTestServer::port,
                "S: 220 mx.example.com LMTP Yubin\nC: LHLO client.example\n" + SmtpTestServer.KEYWORDS + TRANSACTION
                        + """
                        C: RCPT TO:<carol@example.com>
                        S: 250 2.1.5 Recipient OK
                        """ + DATA + """
                        C: .
                        S: 554 5.7.1 Spam
                        S: 554 5.7.1 Spam
                        C: NOOP
                        S: 250 2.0.0 OK
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250 | 2.0.0 | text",
                "399 | 3.0.0 | text",
                "560 | 5.0.0 | text",
                "550 | 4.7.1 | text",
                "550 | 5.7 | text",
                "550 | 5.7.1.1 | text",
                "550 | 5..1 | text",
                "550 | 5.7.1234 | text",
                "550 | '' | text",
                "550 | '5.7.1 250' | text",
                "550 | 5.7.1 | böse",
            })
    void whatIsNoRefusalCannotBeMadeOne(int code, String status, String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.refuse(code, status, text));
    }

    @Test
    void aRefusalCannotSayMoreThanOneLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.refuse(550, "5.7.1", "no\r\n250 2.0.0 but yes"));
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.refuse(550, "5.7.1\r\n250 2.0.0", "yes"));
        assertThatIllegalArgumentException().isThrownBy(() -> Decision.accept().delayedBy(Duration.ofSeconds(-1)));
    }
}
