package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenerTest {
    @Test
    void closeEndsThoughAProtocolCouldNotBegin() throws Exception {
        Protocol broken = new Protocol() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Limits limits() {
                return ToyServer.LIMITS;
            }

            @Override
            public void open(Connection connection) {
                throw new IllegalStateException("as the test wants it");
            }
        };
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        MemoryMailStore store = new MemoryMailStore();
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        Listener listener = new Listener(broken, ToyServices.of(store, clock, Runnable::run), transcript -> {});
        listener.bind(loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(20_000);
            socket.connect(listener.address());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            listener.close().get(20, TimeUnit.SECONDS);
            assertThat(listener.connections()).isZero();
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void sessionIsLetGoThoughTheLoopsEndBeforeItsCommand() throws Exception {
        try (ToyServer server = new ToyServer();
                ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW a");
            ToySession.take(session.begun);
            assertThat(server.loops
                            .shutdownGracefully(0, 1, TimeUnit.SECONDS)
                            .awaitUninterruptibly(20, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(session.closings).hasValue(0);
            session.mayEnd.release();
            session.connection.ended().get(20, TimeUnit.SECONDS);
            assertThat(session.closings).hasValue(1);
        }
    }

    @Test
    void closeEndsThoughTheLoopsHaveEnded() throws Exception {
        try (ToyServer server = new ToyServer();
                ToyClient client = server.client()) {
            client.send("ECHO a");
            assertThat(client.line()).isEqualTo("a");
            server.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(20, TimeUnit.SECONDS);
            assertThat(server.session().closed.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.listener.connections()).isZero();
        }
    }
}
