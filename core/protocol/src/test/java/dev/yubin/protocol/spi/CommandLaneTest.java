package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lane over real sockets. */
@Timeout(60)
class CommandLaneTest {
    private static final int HUGE = 200_000_000;

    private ToyServer server;

    @BeforeEach
    void start() throws InterruptedException {
        server = new ToyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    // --- order --------------------------------------------------------------------------------------------------

    @Test
    void repliesComeInTheOrderOfTheCommandsWhereverTheyRun() throws Exception {
        try (ToyClient client = server.client()) {
            List<String> commands = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                commands.add((i % 3 == 1 ? "BECHO " : "ECHO ") + i);
            }
            client.send(commands.toArray(String[]::new));
            for (int i = 0; i < 300; i++) {
                assertThat(client.line()).isEqualTo("" + i);
            }
            assertThat(server.session().mostAtWork).isEqualTo(1);
        }
    }

    @Test
    void noCommandBeginsBeforeTheOneInFrontOfItHasEnded() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW a", "SLOW b", "ECHO c");
            ToySession.take(session.begun);
            assertThat(session.begun.availablePermits()).isZero();
            session.mayEnd.release();
            ToySession.take(session.begun);
            session.mayEnd.release();
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("b");
            assertThat(client.line()).isEqualTo("c");
            assertThat(session.mostAtWork).isEqualTo(1);
        }
    }

    @Test
    void longRepliesKeepTheirPlaceAndTheirLength() throws Exception {
        try (ToyClient client = server.client()) {
            client.send("ECHO a", "LONG 3000000", "ECHO b", "BLONG 3000000", "ECHO c");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).hasSize(3_000_000);
            assertThat(client.line()).isEqualTo("END");
            assertThat(client.line()).isEqualTo("b");
            assertThat(client.line()).hasSize(3_000_000);
            assertThat(client.line()).isEqualTo("END");
            assertThat(client.line()).isEqualTo("c");
        }
    }

    @Test
    void aCommandGoesOnAsAnotherOneInItsPlace() throws Exception {
        try (ToyClient client = server.client()) {
            client.send("THEN a", "ECHO b");
            assertThat(client.line()).isEqualTo("first");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("b");
        }
    }

    /** What a command goes on with waits for its session like any other. */
    @Test
    void whatACommandGoesOnWithRunsWhenTheSessionIsReady() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("THENWAIT a", "ECHO b");
            assertThat(client.line()).isEqualTo("first");
            assertThat(session.waits.await(20, TimeUnit.SECONDS)).isTrue();
            session.lane.poke();
            assertThat(client.hasMore()).isFalse();
            session.mayWaitEnd = true;
            session.lane.poke();
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("b");
        }
    }

    /** Even on a clock that stands still. */
    @Test
    void noDelayIsNone() throws Exception {
        try (ToyClient client = server.client()) {
            client.send("NOW a", "ECHO b");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("b");
        }
    }

    @Test
    void aDelayedReplyComesWhenTheClockSaysSoAndWhatIsInFrontOfItAtOnce() throws Exception {
        try (ToyClient client = server.client()) {
            client.send("ECHO a", "LATER b", "ECHO c");
            assertThat(client.line()).isEqualTo("a");
            server.clock.advance(Duration.ofMillis(999));
            assertThat(client.hasMore()).isFalse();
            server.clock.advance(Duration.ofMillis(1));
            assertThat(client.line()).isEqualTo("b");
            assertThat(client.line()).isEqualTo("c");
        }
    }

    @Test
    void aServerThatClosesWaitsForNoDelay() throws Exception {
        ToyClient client = server.client();
        client.send("ECHO a", "LATER b", "ECHO c");
        assertThat(client.line()).isEqualTo("a");
        server.listener.close();
        assertThat(client.line()).isEqualTo("b");
        assertThat(client.line()).isEqualTo("goodbye");
        assertThat(client.line()).isNull();
    }

    @Test
    void aConnectionThatIsLostWhileItsReplyIsDelayedLeavesNothingBehind() throws Exception {
        ToyClient client = server.client();
        client.send("ECHO a", "LATER b");
        assertThat(client.line()).isEqualTo("a");
        client.reset();
        ToySession session = server.session();
        assertThat(session.closed.await(20, TimeUnit.SECONDS)).isTrue();
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(session.closings).hasValue(1);
    }

    @Test
    void brokenLinesKeepTheirPlace() throws Exception {
        try (ToyClient client = server.client()) {
            client.raw("ECHO a\r\nECHO b\nECHO smuggled\r\nBECHO c\r\n");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("what? BARE_LF");
            assertThat(client.line()).isEqualTo("c");
        }
    }

    @Test
    void contentGoesToTheSessionAndItsEndWaitsForIt() throws Exception {
        try (ToyClient client = server.client()) {
            client.send("CONTENT 100000").raw("y".repeat(100_000)).send("", "ECHO behind");
            assertThat(client.line()).startsWith("got 100000 ");
            assertThat(client.line()).isEqualTo("behind");
        }
    }

    @Test
    void linesMayBeLongerThanWhatMayWaitWhileACommandRuns() throws Exception {
        Limits limits = ToyServer.LIMITS.lineLength(300_000);
        try (ToyServer patient = new ToyServer(limits, new MemoryMailStore(), null);
                ToyClient client = patient.client()) {
            String text = "z".repeat(290_000);
            client.send("ECHO " + text);
            assertThat(client.line()).isEqualTo(text);
        }
    }

    // --- the event loop is never blocked ------------------------------------------------------------------------

    @Test
    void othersOnTheSameEventLoopAreAnsweredWhileACommandBlocks() throws Exception {
        try (ToyClient blocked = server.client();
                ToyClient other = server.client()) {
            ToySession session = server.session();
            blocked.send("SLOW a");
            ToySession.take(session.begun);
            other.send("ECHO b");
            assertThat(other.line()).isEqualTo("b");
            session.mayEnd.release();
            assertThat(blocked.line()).isEqualTo("a");
        }
    }

    @Test
    void slowReadersOfLongOutputHoldNoThread() throws Exception {
        List<ToyClient> readers = new ArrayList<>();
        try (ToyClient other = server.client()) {
            for (int i = 0; i < 64; i++) {
                readers.add(server.client().send((i % 2 == 0 ? "BLONG " : "LONG ") + HUGE));
            }
            for (int i = 0; i < 200; i++) {
                other.send("BECHO " + i);
                assertThat(other.line()).isEqualTo("" + i);
            }
            for (ToyClient reader : readers) {
                reader.reset();
            }
            for (int i = 0; i < 65; i++) {
                ToySession session = server.session();
                if (i > 0) { // The first is the other client's.
                    assertEnds(session);
                }
            }
        } finally {
            for (ToyClient reader : readers) {
                reader.hangUp();
            }
        }
    }

    @Test
    void executorThatTakesNoMoreWorkFailsTheCommandAndDoesNotBlockTheLoop() throws Exception {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        try (ToyServer busy = new ToyServer(ToyServer.LIMITS, new MemoryMailStore(), full);
                ToyClient client = busy.client()) {
            client.send("ECHO a", "BECHO b", "ECHO c", "BLONG 1000");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("failed IOException");
            assertThat(client.line()).isEqualTo("c");
            assertThat(client.line()).isNull();
        }
    }

    // --- bounds -------------------------------------------------------------------------------------------------

    @Test
    void inputBeyondTheBoundIsNotReadWhileACommandRunsAndAllOfItIsAnsweredAfterwards() throws Exception {
        int count = 9_000;
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW first");
            ToySession.take(session.begun);
            CompletableFuture<Void> writer = sendInBackground(client, "x".repeat(1900), count);
            awaitThat(() -> !session.connection.channel().config().isAutoRead());
            assertThat(writer).isNotDone();
            session.mayEnd.release();
            assertThat(client.line()).isEqualTo("first");
            for (int i = 0; i < count; i++) {
                assertThat(client.line()).startsWith(i + " ");
            }
            writer.get(20, TimeUnit.SECONDS);
            assertThat(session.decoder.mostPending).isLessThan(4 * CommandDecoder.MAX_PENDING);
        }
    }

    @Test
    void clientThatDoesNotTakeItsRepliesIsNotReadUntilItDoes() throws Exception {
        int count = 9_000;
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            CompletableFuture<Void> writer = sendInBackground(client, "x".repeat(1900), count);
            awaitThat(() -> !session.connection.channel().config().isAutoRead());
            assertThat(onLoop(session, () -> (int) session.connection
                            .channel()
                            .unsafe()
                            .outboundBuffer()
                            .totalPendingWriteBytes()))
                    .isLessThan(1_000_000);
            for (int i = 0; i < count; i++) {
                assertThat(client.line()).startsWith(i + " ");
            }
            writer.get(20, TimeUnit.SECONDS);
            client.send("BYE");
            assertThat(client.line()).isEqualTo("bye");
        }
    }

    private static CompletableFuture<Void> sendInBackground(ToyClient client, String filler, int count) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int i = 0; i < count; i++) {
                            client.send("ECHO " + i + " " + filler);
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    // --- disconnects --------------------------------------------------------------------------------------------

    @Test
    void disconnectCancelsTheRunningCommandAndTheSessionIsClosedOnceBehindIt() throws Exception {
        ToyClient client = server.client();
        ToySession session = server.session();
        client.send("SLOW a");
        ToySession.take(session.begun);
        client.reset();
        awaitThat(session.lane::isCancelled);
        assertThat(onLoop(session, session.closings::get)).isZero();
        session.mayEnd.release();
        assertEnds(session);
        assertThat(session.sawCancel).isTrue();
        assertThat(session.atWorkWhenClosed).isZero();
    }

    @Test
    void disconnectDuringLongOutputEndsTheSession() throws Exception {
        for (String verb : List.of("LONG ", "BLONG ")) {
            ToyClient client = server.client();
            ToySession session = server.session();
            client.send(verb + HUGE);
            client.reset();
            assertEnds(session);
        }
    }

    @Test
    void disconnectOfAnIdleClientEndsTheSession() throws Exception {
        ToyClient client = server.client();
        ToySession session = server.session();
        client.raw("ECHO half a comma").hangUp();
        assertEnds(session);
    }

    @Test
    void clientThatClosesItsHalfStillGetsAllReplies() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("ECHO a", "SLOW b", "LONG 1000000", "BECHO c").halfClose();
            ToySession.take(session.begun);
            session.mayEnd.release();
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("b");
            assertThat(client.line()).hasSize(1_000_000);
            assertThat(client.line()).isEqualTo("END");
            assertThat(client.line()).isEqualTo("c");
            assertThat(client.line()).isNull();
            assertEnds(session);
        }
    }

    @Test
    void clientThatClosesItsHalfGetsMoreRepliesThanMayWaitUnsent() throws Exception {
        int count = 5_000;
        try (ToyClient client = server.client()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                all.append("ECHO ").append(i).append("x".repeat(90)).append("\r\n");
            }
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                try {
                    client.raw(all.toString()).halfClose();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (int i = 0; i < count; i++) {
                assertThat(client.line()).isEqualTo(i + "x".repeat(90));
            }
            assertThat(client.line()).isNull();
            writer.get(20, TimeUnit.SECONDS);
        }
    }

    // --- the last reply -----------------------------------------------------------------------------------------

    @Test
    void whatComesBehindAClosingCommandIsThrownAwayAndTheLastReplyIsNotLost() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("BYE", "ECHO smuggled").raw("x".repeat(2_000_000));
            assertThat(client.line()).isEqualTo("bye");
            assertThat(client.line()).isNull();
            client.hangUp();
            assertEnds(session);
        }
    }

    @Test
    void clientThatDoesNotCloseIsClosedAfterAMoment() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("BYE");
            assertThat(client.line()).isEqualTo("bye");
            assertThat(client.line()).isNull();
            assertThat(onLoop(session, session.closings::get)).isZero();
            server.clock.advance(Duration.ofSeconds(1));
            assertEnds(session);
        }
    }

    // --- failures -----------------------------------------------------------------------------------------------

    @Test
    void commandThatFailsIsToldSoAndTheConnectionLives() throws Exception {
        try (ToyClient client = server.client()) {
            for (String verb : List.of("FAIL ", "BFAIL ")) {
                client.send(verb + "io", verb + "runtime", verb + "error", verb + "undeclared", "ECHO alive");
                assertThat(client.line()).isEqualTo("failed IOException");
                assertThat(client.line()).isEqualTo("failed IllegalStateException");
                assertThat(client.line()).isEqualTo("failed AssertionError");
                assertThat(client.line()).isEqualTo("failed Exception");
                assertThat(client.line()).isEqualTo("alive");
            }
        }
    }

    @Test
    void failureThatCannotBeToldClosesTheConnection() throws Exception {
        for (String verb : List.of("FAIL", "BFAIL")) {
            try (ToyClient client = server.client()) {
                ToySession session = server.session();
                client.send(verb + " unspeakable", "ECHO b");
                assertThat(client.line()).isNull();
                client.hangUp();
                assertEnds(session);
            }
        }
    }

    @Test
    void longReplyThatFailsClosesTheConnection() throws Exception {
        for (String where : List.of("inline", "blocking")) {
            try (ToyClient client = server.client()) {
                client.send("CUT " + where, "ECHO b");
                assertThat(client.line()).isEqualTo("beginning");
                assertThat(client.line()).isNull();
            }
        }
    }

    // --- idle ---------------------------------------------------------------------------------------------------

    @Test
    void idleClientIsToldAndClosed() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            server.clock.advance(ToyServer.IDLE.minusNanos(1));
            client.send("ECHO a");
            assertThat(client.line()).isEqualTo("a");
            server.clock.advance(ToyServer.IDLE.minusNanos(1));
            client.send("BECHO b");
            assertThat(client.line()).isEqualTo("b");
            server.clock.advance(ToyServer.IDLE);
            assertThat(client.line()).isEqualTo("idle");
            assertThat(client.line()).isNull();
            client.hangUp();
            assertEnds(session);
        }
    }

    @Test
    void theIdleTimeBeginsWithTheReplyAndNotWithTheCommand() throws Exception {
        Limits limits = Limits.withIdle(Duration.ofSeconds(10));
        try (ToyServer brisk = new ToyServer(limits, new MemoryMailStore(), null);
                ToyClient client = brisk.client()) {
            ToySession session = brisk.session();
            client.send("SLOW a");
            ToySession.take(session.begun);
            brisk.clock.advance(Duration.ofSeconds(10));
            onLoop(session, () -> 0);
            brisk.clock.advance(Duration.ofSeconds(5));
            session.mayEnd.release();
            assertThat(client.line()).isEqualTo("a");
            brisk.clock.advance(Duration.ofSeconds(9));
            client.send("ECHO b");
            assertThat(client.line()).isEqualTo("b");
        }
    }

    @Test
    void clientThatTakesNoOutputIsClosedHoweverMuchItSends() throws Exception {
        // The store's own time-out, which would come first if a step happened to run, is out of the way.
        Limits limits = Limits.withIdle(ToyServer.IDLE).storeTimeout(Duration.ofDays(3650));
        for (String verb : List.of("LONG ", "BLONG ")) {
            try (ToyServer patient = new ToyServer(limits, new MemoryMailStore(), null);
                    ToyClient client = patient.client()) {
                ToySession session = patient.session();
                client.send(verb + HUGE);
                awaitThat(() -> !session.connection.channel().isWritable());
                // What the kernel still takes counts as progress, and it takes megabytes: time goes on until it is
                // full.
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                for (int i = 0; session.closed.getCount() > 0 && System.nanoTime() < deadline; i++) {
                    if (i < 20) {
                        int before = session.decoder.mostPending;
                        send(client, "ECHO here");
                        awaitThat(() -> session.decoder.mostPending > before || session.closed.getCount() == 0);
                    }
                    patient.clock.advance(ToyServer.IDLE.dividedBy(2));
                    onLoop(session, () -> 0);
                }
                assertEnds(session);
            }
        }
    }

    private static void send(ToyClient client, String line) {
        try {
            client.send(line);
        } catch (IOException e) {
            // Closed, as it is wanted.
        }
    }

    // --- good-bye -----------------------------------------------------------------------------------------------

    @Test
    void goodbyeIsSaidAtOnceToAnIdleClient() throws Exception {
        try (ToyClient client = server.client()) {
            CompletableFuture<Void> closed = server.listener.close();
            assertThat(client.line()).isEqualTo("goodbye");
            assertThat(client.line()).isNull();
            client.hangUp();
            closed.get(20, TimeUnit.SECONDS);
            assertThat(server.listener.connections()).isZero();
            assertThat(server.session().closings).hasValue(1);
        }
    }

    @Test
    void goodbyeIsSaidBehindTheRunningCommandAndInFrontOfTheNext() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW a", "ECHO b");
            ToySession.take(session.begun);
            CompletableFuture<Void> closed = server.listener.close();
            // The port is closed first; then it takes the loop some turns until the lane knows.
            awaitThat(() -> isLeaving(session));
            assertThat(session.closings).hasValue(0);
            assertThat(closed).isNotDone();
            session.mayEnd.release();
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("goodbye");
            assertThat(client.line()).isNull();
            client.hangUp();
            closed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void goodbyeIsSaidBehindLongOutput() throws Exception {
        for (String verb : List.of("LONG ", "BLONG ")) {
            try (ToyServer other = new ToyServer();
                    ToyClient client = other.client()) {
                ToySession session = other.session();
                client.send(verb + 20_000_000);
                awaitThat(() -> !session.connection.channel().isWritable());
                CompletableFuture<Void> closed = other.listener.close();
                assertThat(client.line()).hasSize(20_000_000);
                assertThat(client.line()).isEqualTo("END");
                assertThat(client.line()).isEqualTo("goodbye");
                assertThat(client.line()).isNull();
                client.hangUp();
                closed.get(20, TimeUnit.SECONDS);
            }
        }
    }

    // --- the store's time limit ---------------------------------------------------------------------------------

    @Test
    void commandThatTakesTooLongIsToldSoAndWhatItWritesLaterGoesNowhere() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW late", "ECHO b");
            ToySession.take(session.begun);
            server.clock.advance(Limits.DEFAULT_STORE_TIMEOUT);
            assertThat(client.line()).isEqualTo("store timed out");
            assertThat(client.line()).isNull();
            assertThat(session.lane.isCancelled()).isTrue();
            client.hangUp();
            awaitThat(() -> !session.connection.channel().isOpen());
            assertThat(onLoop(session, session.closings::get)).isZero();
            session.mayEnd.release();
            assertEnds(session);
            assertThat(session.atWorkWhenClosed).isZero();
        }
    }

    @Test
    void lateCommandMayComeBackBeforeTheClientCloses() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW late");
            ToySession.take(session.begun);
            server.clock.advance(Limits.DEFAULT_STORE_TIMEOUT);
            assertThat(client.line()).isEqualTo("store timed out");
            session.mayEnd.release();
            assertThat(client.line()).isNull();
            client.hangUp();
            assertEnds(session);
        }
    }

    @Test
    void commandThatWaitedTooLongForItsTurnIsNotRunAfterItsClientWasToldThatItFailed() throws Exception {
        try (ToyClient a = server.client();
                ToyClient b = server.client();
                ToyClient late = server.client()) {
            ToySession sessionA = server.session();
            ToySession sessionB = server.session();
            ToySession sessionLate = server.session();
            a.send("SLOW a");
            b.send("SLOW b");
            ToySession.take(sessionA.begun);
            ToySession.take(sessionB.begun);
            late.send("SLOW late");
            awaitThat(() -> server.queued() > 0);
            server.clock.advance(Limits.DEFAULT_STORE_TIMEOUT);
            assertThat(late.line()).isEqualTo("store timed out");
            late.hangUp();
            sessionLate.mayEnd.release();
            sessionA.mayEnd.release();
            sessionB.mayEnd.release();
            assertEnds(sessionLate);
            assertThat(sessionLate.begun.availablePermits()).isZero();
        }
    }

    @Test
    void stepThatTakesTooLongCutsTheLongReplyOffWithoutAWord() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOWLONG");
            ToySession.take(session.begun);
            server.clock.advance(Limits.DEFAULT_STORE_TIMEOUT);
            assertThat(client.line()).isEqualTo("beginning");
            assertThat(client.line()).isNull();
            client.hangUp();
            session.mayEnd.release();
            assertEnds(session);
        }
    }

    @Test
    void timeOfOneCommandIsNotCountedForTheNext() throws Exception {
        try (ToyClient client = server.client()) {
            ToySession session = server.session();
            for (int i = 0; i < 5; i++) {
                client.send("SLOW " + i);
                ToySession.take(session.begun);
                server.clock.advance(Limits.DEFAULT_STORE_TIMEOUT.minusSeconds(1));
                session.mayEnd.release();
                assertThat(client.line()).isEqualTo("" + i);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------------

    private static void assertEnds(ToySession session) throws Exception {
        assertThat(session.closed.await(20, TimeUnit.SECONDS)).as("closed").isTrue();
        session.connection.ended().get(20, TimeUnit.SECONDS);
        assertThat(session.closings).hasValue(1);
    }

    private static <T> T onLoop(ToySession session, Callable<T> question) throws Exception {
        return session.connection.channel().eventLoop().submit(question).get(20, TimeUnit.SECONDS);
    }

    private static boolean isLeaving(ToySession session) {
        try {
            return onLoop(session, session.connection.lane()::isLeaving);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
