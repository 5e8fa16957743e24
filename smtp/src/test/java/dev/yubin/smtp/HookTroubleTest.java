package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hooks that fail, that take their time, and that are overtaken by events. */
class HookTroubleTest {
    private static final String LATER = "451 4.3.0 Something went wrong here, try again later";

    /** A hook that stands still until it is let go. */
    private static final class Gate implements MomentHooks.Answer {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);

        @Override
        public Decision decide(List<Object> told) throws IOException {
            reached.countDown();
            await(open);
            return Decision.accept();
        }

        static void await(CountDownLatch latch) throws IOException {
            try {
                if (!latch.await(10, TimeUnit.SECONDS)) {
                    throw new IOException("It took too long");
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static SmtpTestServer open(SmtpHooks hooks) {
        return SmtpTestServer.open(smtp -> smtp.hooks(hooks));
    }

    /** At the door there is no session that could go on (RFC 5321 §3.1). */
    private static String failure(HookMoment moment) {
        return moment == HookMoment.CONNECTED
                ? "S: 421 4.3.0 Something went wrong here, try again later\nS: <closed>\n"
                : moment.before + moment.command + "S: " + LATER + "\n" + moment.goesOn();
    }

    private static void assertFails(HookMoment moment, MomentHooks.Answer answer) {
        for (boolean blocking : new boolean[] {true, false}) {
            MomentHooks hooks = new MomentHooks(blocking).when(moment, answer);
            try (SmtpTestServer server = open(hooks)) {
                Dialogue.with(server.port()).play(failure(moment));
                assertThat(server.accepted()).isEmpty();
                assertThat(server.inbox("bob@example.com")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBugInAHookIsATemporaryFailure(HookMoment moment) {
        assertFails(moment, told -> {
            throw new IllegalStateException("a hook's bug");
        });
        assertFails(moment, told -> {
            throw new StackOverflowError("a hook's bug");
        });
    }

    /** Even if the store says that it will never be otherwise: it is the hook that asked the store. */
    @ParameterizedTest
    @EnumSource
    void whateverAHookThrowsTheClientIsToTryAgain(HookMoment moment) {
        assertFails(moment, told -> {
            throw new StoreException(StoreException.Kind.NOT_FOUND, "secret details");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aHookThatDecidesNothingHasFailed(HookMoment moment) {
        assertFails(moment, told -> null);
    }

    @ParameterizedTest
    @EnumSource
    void aHookExecutorThatTakesNoMoreWorkIsATemporaryFailure(HookMoment moment) {
        MomentHooks hooks = new MomentHooks(true);
        try (SmtpTestServer server = open(hooks)) {
            server.hookExecutorIsFull(moment == HookMoment.CONNECTED);
            Dialogue.with(server.port())
                    .when("full", () -> server.hookExecutorIsFull(true))
                    .play(
                            moment == HookMoment.CONNECTED
                                    ? failure(moment)
                                    : moment.before + "T: full\n" + moment.command + "S: " + LATER + "\n"
                                            + moment.goesOn());
            assertThat(hooks.moments()).doesNotContain(moment);
            assertThat(server.accepted()).isEmpty();
        }
    }

    @Test
    void hooksThatMayBlockNeverRunOnAnEventLoop() {
        MomentHooks hooks = new MomentHooks(true);
        try (SmtpTestServer server = open(hooks)) {
            Dialogue.with(server.port()).play(HookMoment.DATA_END.whole());
        }
        assertThat(hooks.threads()).hasSize(5).noneMatch(thread -> thread.startsWith("yubin-loop"));
    }

    @Test
    void hooksThatDoNotBlockRunWhereTheirConnectionDoes() {
        MomentHooks hooks = new MomentHooks(false);
        try (SmtpTestServer server = open(hooks)) {
            Dialogue.with(server.port()).play(HookMoment.DATA_END.whole());
        }
        assertThat(hooks.threads()).hasSize(5).allMatch(thread -> thread.startsWith("yubin-loop"));
    }

    @Test
    void aHookThatTakesItsTimeHoldsUpOnlyItsOwnClient() {
        Gate gate = new Gate();
        MomentHooks hooks = MomentHooks.at(
                HookMoment.MAIL,
                told -> told.get(1).toString().startsWith("<slow") ? gate.decide(told) : Decision.accept());
        try (SmtpTestServer server = open(hooks)) {
            Dialogue.with(server.port())
                    .when("the hook runs", () -> Gate.await(gate.reached))
                    .when("it ends", gate.open::countDown)
                    .play("""
                            S1: 220 {...}
                            C1: HELO one.example
                            S1: 250 mx.example.com
                            C1: MAIL FROM:<slow@example.org>
                            C1: RCPT TO:<bob@example.com>
                            T: the hook runs
                            S2: 220 {...}
                            C2: HELO two.example
                            S2: 250 mx.example.com
                            C2: MAIL FROM:<fast@example.org>
                            S2: 250 2.1.0 Sender OK
                            T: it ends
                            S1: 250 2.1.0 Sender OK
                            S1: 250 2.1.5 Recipient OK
                            """);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatHangsUpWhileAHookRunsLeavesNothing(HookMoment moment) {
        Gate gate = new Gate();
        SmtpTestServer server = open(MomentHooks.at(moment, gate));
        Dialogue.with(server.port())
                .when("the hook runs", () -> Gate.await(gate.reached))
                .play((moment.before.isEmpty() ? "S-: 220\n" : moment.before) + moment.command + "T: the hook runs\n");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close, task -> new Thread(task).start());
        gate.open.countDown();
        closing.join();
        assertThat(server.connections()).isZero();
    }

    /** The command that is running ends as it would have: what was acknowledged is stored. */
    @ParameterizedTest
    @EnumSource
    void aServerThatClosesWaitsForTheHookThatRuns(HookMoment moment) {
        Gate gate = new Gate();
        SmtpTestServer server = open(MomentHooks.at(moment, gate));
        CompletableFuture<?>[] closing = new CompletableFuture<?>[1];
        Dialogue.with(server.port())
                .when("the hook runs", () -> Gate.await(gate.reached))
                .when("the server closes", () -> {
                    closing[0] = CompletableFuture.runAsync(server::close, task -> new Thread(task).start());
                    assertThat(closing[0]).isNotDone();
                    gate.open.countDown();
                })
                .play((moment.before.isEmpty() ? "S-: 220\n" : moment.before) + moment.command
                        + "T: the hook runs\nT: the server closes\n" + moment.yes
                        + "S: 421 4.3.2 The server is shutting down, closing\nS: <closed>\n");
        closing[0].join();
        assertThat(server.inbox("bob@example.com")).hasSize(moment == HookMoment.DATA_END ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatClosesDoesNotSitOutDelays(HookMoment moment) {
        Duration delay = Duration.ofMinutes(4);
        ObservedClock clock = new ObservedClock(delay);
        MomentHooks hooks = MomentHooks.at(moment, told -> Decision.accept().delayedBy(delay));
        SmtpTestServer server = SmtpTestServer.open(clock, smtp -> smtp.hooks(hooks));
        CompletableFuture<?>[] closing = new CompletableFuture<?>[1];
        Dialogue.with(server.port())
                .when("the delay begins", clock::awaitDelay)
                .when(
                        "the server closes",
                        () -> closing[0] = CompletableFuture.runAsync(server::close, task -> new Thread(task).start()))
                .play((moment.before.isEmpty() ? "S-: 220\n" : moment.before) + moment.command
                        + "T: the delay begins\nT: the server closes\n" + moment.yes
                        + "S: 421 4.3.2 The server is shutting down, closing\nS: <closed>\n");
        closing[0].join();
    }

    /** A reset: not a half-close, of which the server cannot tell that nobody waits for the answer. */
    @Test
    void aConnectionLostDuringADelayLeavesNothing() throws Exception {
        Duration delay = Duration.ofMinutes(4);
        ObservedClock clock = new ObservedClock(delay);
        MomentHooks hooks =
                MomentHooks.at(HookMoment.DATA_END, told -> Decision.accept().delayedBy(delay));
        SmtpTestServer server = SmtpTestServer.open(clock, smtp -> smtp.hooks(hooks));
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\nhi\r\n.\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            clock.awaitDelay();
        }
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (server.connections() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        clock.advance(delay);
        server.close();
        assertThat(server.accepted()).isEmpty();
        assertThat(server.inbox("bob@example.com")).isEmpty();
    }

    /** Half closed: the client waits for its answers. */
    @Test
    void aClientThatClosesItsHalfWhileAHookRunsStillGetsItsAnswers() throws Exception {
        Gate gate = new Gate();
        try (SmtpTestServer server = open(MomentHooks.at(HookMoment.MAIL, gate));
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\nhi\r\n.\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            Gate.await(gate.reached);
            gate.open.countDown();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .lines()
                            .map(line -> line.substring(0, 3)))
                    .containsExactly("220", "250", "250", "250", "354", "250");
        }
    }

    @Test
    void aRefusedHelloLeavesTheSessionAsItWas() {
        MomentHooks hooks = MomentHooks.at(
                HookMoment.HELLO,
                told -> told.get(0).toString().startsWith("bad")
                        ? Decision.refuse(550, "5.7.1", "No")
                        : Decision.accept());
        Dialogue.playInEveryWay(() -> open(hooks), SmtpTestServer::port, EHLO + """
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: HELO bad.example
                S: 550 5.7.1 No
                C: RCPT TO:<bob@example.com> NOTIFY=NEVER
                S: 250 2.1.5 Recipient OK
                """);
    }
}
