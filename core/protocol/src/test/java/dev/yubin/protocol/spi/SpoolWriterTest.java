package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.VirtualClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpoolWriterTest {
    private static final int PIECE = 32 * 1024;

    private final StallingStore store = new StallingStore();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<ByteBuf> given = new ArrayList<>();
    private boolean full;
    private EmbeddedChannel channel;

    // --- alone: the store executor is the test, which runs tasks when it likes ----------------------------------

    @Test
    void octetsKeepTheirOrder() throws IOException {
        SpoolWriter writer = writer("first");
        StringBuilder expected = new StringBuilder("first");
        for (int i = 0; i < 1000; i++) {
            give(writer, "" + i);
            expected.append(i);
            if (i % 37 == 0) {
                runTasks();
            }
        }
        runTasks();
        assertThat(writer.isDrained()).isTrue();
        assertThat(new String(writer.finish().toByteArray(), StandardCharsets.ISO_8859_1))
                .isEqualTo(expected.toString());
        writer.close();
        assertAllReleased();
    }

    @Test
    void readingStopsAboveTheHighMarkAndGoesOnBelowTheLow() throws IOException {
        SpoolWriter writer = writer("");
        int queued = 0;
        while (channel.config().isAutoRead()) {
            give(writer, "x".repeat(PIECE));
            queued += PIECE + SpoolWriter.BUFFER_COST;
            assertThat(queued).isLessThanOrEqualTo(SpoolWriter.HIGH + PIECE + SpoolWriter.BUFFER_COST);
        }
        assertThat(queued).isGreaterThan(SpoolWriter.HIGH);
        runTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
        writer.close();
        assertAllReleased();
    }

    @Test
    void manyTinyBuffersCountForWhatTheyCost() throws IOException {
        SpoolWriter writer = writer("");
        for (int i = 0; i < 2000; i++) {
            give(writer, "x");
        }
        assertThat(channel.config().isAutoRead()).isFalse();
        runTasks();
        assertThat(writer.finish().size()).isEqualTo(2000);
        writer.close();
        assertAllReleased();
    }

    @Test
    void failureOfTheStoreSurfacesAtTheEnd() throws IOException {
        for (Throwable failure : List.of(new IOException("disk full"), new AssertionError("bug"))) {
            store.failure = failure;
            SpoolWriter writer = writer("");
            give(writer, "a");
            give(writer, "b");
            runTasks();
            assertThat(writer.isDrained()).isTrue();
            assertThatThrownBy(writer::finish).isInstanceOf(IOException.class);
            writer.close();
        }
        assertThat(store.closings).hasValue(2);
        assertAllReleased();
    }

    @Test
    void executorThatTakesNoMoreWorkIsAFailureAndNothingIsWrittenOnTheLoop() throws IOException {
        full = true;
        SpoolWriter writer = writer("");
        give(writer, "a");
        assertThat(writer.isDrained()).isTrue();
        assertThat(store.begun.availablePermits()).isZero();
        assertThatThrownBy(writer::finish).isInstanceOf(IOException.class);
        writer.close();
        assertThat(store.closings).hasValue(1);
        assertAllReleased();
    }

    @Test
    void closingBeforeTheDrainClosesTheSpoolOnceBehindIt() throws IOException {
        SpoolWriter writer = writer("");
        give(writer, "a");
        give(writer, "b");
        writer.close();
        assertThat(store.closings).hasValue(0);
        runTasks();
        assertThat(store.closings).hasValue(1);
        assertThat(store.begun.availablePermits()).as("writes").isZero();
        writer.close();
        give(writer, "late");
        runTasks();
        assertThat(store.closings).hasValue(1);
        assertAllReleased();
    }

    @Test
    void closingWhileTheDrainEndsClosesTheSpoolExactlyOnce() throws Exception {
        for (int round = 0; round < 3000; round++) {
            SpoolWriter writer = writer("");
            give(writer, "a");
            Thread drain = new Thread(tasks.remove());
            drain.start();
            writer.close();
            drain.join();
            assertThat(store.closings).as("round %d", round).hasValue(round + 1);
        }
        assertAllReleased();
    }

    private SpoolWriter writer(String first) throws IOException {
        channel = new EmbeddedChannel();
        Services services = ToyServices.of(store, new VirtualClock(Instant.EPOCH), this::execute);
        Connection connection = new Connection(channel, services, ToyServer.LIMITS, new Transcript("toy"));
        ToyDecoder decoder = new ToyDecoder(2000);
        CommandLane lane = connection.begin(decoder, new ToySession(connection, decoder));
        return SpoolWriter.open(services, lane, -1, first.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void execute(Runnable task) {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        tasks.add(task);
    }

    private void give(SpoolWriter writer, String text) {
        ByteBuf octets = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        given.add(octets);
        writer.write(octets);
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        channel.runPendingTasks();
    }

    private void assertAllReleased() {
        assertThat(given).allSatisfy(octets -> assertThat(octets.refCnt()).isZero());
    }

    // --- behind a lane, over a socket ---------------------------------------------------------------------------

    @Test
    void endOfTheMessageWaitsForTheDrain() throws Exception {
        byte[] octets = new byte[3_000_000];
        new Random(7).nextBytes(octets);
        try (ToyServer server = new ToyServer(ToyServer.LIMITS, store, null);
                ToyClient client = server.client();
                ToyClient other = server.client()) {
            store.stall();
            client.send("CONTENT " + octets.length);
            Thread sender = new Thread(() -> send(client, octets));
            sender.start();
            ToySession.take(store.begun);
            other.send("BECHO alive");
            assertThat(other.line()).isEqualTo("alive");
            store.goOn();
            assertThat(client.line()).isEqualTo("got " + octets.length + " " + Arrays.hashCode(octets));
            assertThat(store.mostWriters).isEqualTo(1);
            assertThat(store.closings).hasValue(1);
            sender.join();
        }
    }

    private static void send(ToyClient client, byte[] octets) {
        try {
            client.socket.getOutputStream().write(octets);
            client.send("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void storeThatHangsWhileTheEndOfTheMessageWaitsIsTimedOut() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.LIMITS, store, null);
                ToyClient client = server.client()) {
            ToySession session = server.session();
            store.stall();
            client.send("CONTENT 3").raw("abc\r\n");
            ToySession.take(store.begun);
            settle(session);
            server.clock.advance(Limits.DEFAULT_STORE_TIMEOUT);
            assertThat(client.line()).isEqualTo("store timed out");
            assertThat(client.line()).isNull();
            client.hangUp();
            assertThat(session.closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(store.closings).hasValue(0);
            store.goOn();
            server.executor.shutdown();
            assertThat(server.executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(store.closings).hasValue(1);
        }
    }

    @Test
    void storeThatHangsWhileTheConnectionIsNotReadIsTimedOut() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.LIMITS, store, null);
                ToyClient client = server.client()) {
            ToySession session = server.session();
            store.stall();
            client.send("CONTENT 900000").raw("x".repeat(600_000));
            // Before, the connection may be held because the command has not run yet.
            ToySession.take(store.begun);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (session.connection.channel().config().isAutoRead()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
            settle(session);
            server.clock.advance(Limits.DEFAULT_STORE_TIMEOUT);
            assertThat(client.line()).isEqualTo("store timed out");
            assertThat(client.line()).isNull();
            store.goOn();
        }
    }

    /** Until the loop has decoded what was sent: the command behind the content waits, or the connection is held. */
    private static void settle(ToySession session) throws Exception {
        boolean waits = false;
        while (!waits) {
            waits = session.connection
                    .channel()
                    .eventLoop()
                    .submit(() -> !session.connection.lane().isAccepting())
                    .get(20, TimeUnit.SECONDS);
        }
    }
}
