package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane asks of its channel: reads and flushes are counted. */
class LaneFlushTest {
    private final Counter counter = new Counter();
    private final EmbeddedChannel channel = new EmbeddedChannel(counter);
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final Queue<Runnable> work = new ArrayDeque<>();

    @BeforeEach
    void begin() {
        MemoryMailStore store = new MemoryMailStore();
        Services services = ToyServices.of(store, clock, work::add);
        Connection connection = new Connection(channel, services, ToyServer.LIMITS, new Transcript("toy"));
        ToyDecoder decoder = new ToyDecoder(2000);
        ToySession session = new ToySession(connection, decoder);
        session.lane = connection.begin(decoder, session);
        channel.pipeline().fireChannelActive();
        assertThat(sent()).isEqualTo("hello\r\n");
        counter.flushes = 0;
        counter.reads = 0;
    }

    @AfterEach
    void end() {
        assertThat(channel.finishAndReleaseAll()).isFalse();
    }

    @Test
    void pipelinedBatchIsAnsweredWithOneFlush() {
        receive("ECHO a\r\nECHO b\r\nECHO c\r\n");
        assertThat(sent()).isEqualTo("a\r\nb\r\nc\r\n");
        assertThat(counter.flushes).isEqualTo(1);
    }

    @Test
    void batchThatGoesThroughTheExecutorIsAnsweredWithOneFlush() {
        receive("ECHO a\r\nBECHO b\r\nBECHO c\r\nECHO d\r\n");
        assertThat(sent()).isEmpty();
        while (!work.isEmpty()) {
            work.remove().run();
            channel.runPendingTasks();
        }
        assertThat(sent()).isEqualTo("a\r\nb\r\nc\r\nd\r\n");
        assertThat(counter.flushes).isEqualTo(1);
    }

    @Test
    void readingStopsAboveTheBoundAndIsNotAskedForUntilTheCommandHasEnded() {
        receive("BECHO a\r\n");
        receive(("ECHO " + "x".repeat(1000) + "\r\n").repeat(66));
        assertThat(channel.config().isAutoRead()).isFalse();
        counter.reads = 0;
        receive("ECHO b\r\n");
        receive("ECHO c\r\n");
        assertThat(counter.reads).isZero();
        work.remove().run();
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(sent()).startsWith("a\r\nxxx").endsWith("x\r\nb\r\nc\r\n");
    }

    @Test
    void clientThatDoesNotTakeTheLastReplyIsClosedHoweverMuchItSends() {
        counter.stuck = true;
        receive("BYE\r\n");
        clock.advance(ToyServer.IDLE.minusNanos(1));
        channel.runPendingTasks();
        receive("ECHO here\r\n");
        assertThat(channel.isOpen()).isTrue();
        clock.advance(Duration.ofNanos(1));
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private String sent() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            all.append(out.toString(StandardCharsets.ISO_8859_1));
            out.release();
        }
        return all.toString();
    }

    private static final class Counter extends ChannelDuplexHandler {
        private int flushes;
        private int reads;
        /** Whether nothing that is written gets anywhere. */
        private boolean stuck;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (stuck) {
                ReferenceCountUtil.release(message);
            } else {
                ctx.write(message, promise);
            }
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes++;
            ctx.flush();
        }

        @Override
        public void read(ChannelHandlerContext ctx) {
            reads++;
            ctx.read();
        }
    }
}
