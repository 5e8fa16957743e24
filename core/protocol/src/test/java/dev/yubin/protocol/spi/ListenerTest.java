package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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

    // --- too many connections -----------------------------------------------------------------------------------

    private static void assertRefused(ToyServer server) throws Exception {
        try (ToyClient client = new ToyClient(server.listener.address())) {
            client.send("ECHO smuggled");
            assertThat(client.line()).isEqualTo("too many");
            assertThat(client.line()).isNull();
        }
    }

    private static ToyServer server(Limits limits) throws InterruptedException {
        return new ToyServer(limits, new MemoryMailStore(), null);
    }

    @Test
    void oneConnectionTooManyIsToldSoAndClosedUntilAnotherHasGone() throws Exception {
        try (ToyServer server = server(ToyServer.LIMITS.connections(2));
                ToyClient a = server.client();
                ToyClient b = server.client()) {
            assertRefused(server);
            assertRefused(server);
            a.hangUp();
            ToyServer.await(() -> server.listener.admission().admitted() == 1);
            try (ToyClient c = server.client()) {
                assertRefused(server);
                c.send("ECHO c");
                assertThat(c.line()).isEqualTo("c");
            }
            b.send("ECHO b");
            assertThat(b.line()).isEqualTo("b");
        }
    }

    @Test
    void oneConnectionTooManyFromAnAddressIsToldSo() throws Exception {
        try (ToyServer server = server(ToyServer.LIMITS.connectionsPerAddress(1));
                ToyClient client = server.client()) {
            assertRefused(server);
            client.hangUp();
            ToyServer.await(() -> server.listener.connections() == 0);
            assertThat(server.listener.admission().addresses()).isZero();
            server.client().close();
        }
    }

    @Test
    void aConnectionCountsUntilItsSessionHasLetGo() throws Exception {
        try (ToyServer server = server(ToyServer.LIMITS.connections(1));
                ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW a");
            ToySession.take(session.begun);
            client.reset();
            ToyServer.await(() -> !session.connection.channel().isOpen());
            assertRefused(server);
            session.mayEnd.release();
            session.connection.ended().get(20, TimeUnit.SECONDS);
            ToyServer.await(() -> server.listener.admission().admitted() == 0);
            server.client().close();
        }
    }

    @Test
    void farTooManyAreClosedWithoutAWord() throws Exception {
        try (ToyServer server = server(ToyServer.LIMITS.connections(1));
                ToyClient client = server.client()) {
            boolean silent = false;
            // One that was told is closed after a second even if its client stays.
            for (int i = 0; i < 20 && !silent; i++) {
                try (ToyClient told = new ToyClient(server.listener.address());
                        ToyClient next = new ToyClient(server.listener.address())) {
                    told.line();
                    silent = endsWithoutAWord(next);
                }
            }
            assertThat(silent).isTrue();
            client.send("ECHO a");
            assertThat(client.line()).isEqualTo("a");
        }
    }

    private static boolean endsWithoutAWord(ToyClient client) {
        try {
            return client.line() == null;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void howeverThousandsOfConnectionsEndNoneIsCountedForEver() throws Exception {
        Limits limits = ToyServer.LIMITS.connections(8).connectionsPerAddress(2);
        try (ToyServer server = new ToyServer(limits, Networks.of("127.0.0.0/8", "::1"))) {
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                threads.add(
                        CompletableFuture.runAsync(() -> comeAndGo(server, random), task -> new Thread(task).start()));
            }
            for (CompletableFuture<Void> thread : threads) {
                thread.get(50, TimeUnit.SECONDS);
            }
            // Clients that have gone may still wait to be accepted; this one is behind them.
            ToyServer.await(() -> isGreeted(server));
            ToyServer.await(() -> server.listener.connections() == 0);
            assertThat(server.listener.admission().admitted()).isZero();
            assertThat(server.listener.admission().refused()).isZero();
            assertThat(server.listener.admission().addresses()).isZero();
        }
    }

    private static boolean isGreeted(ToyServer server) {
        try (ToyClient client = new ToyClient(server.listener.address()).send("PROXY UNKNOWN")) {
            return "hello".equals(client.line());
        } catch (IOException reset) {
            return false;
        }
    }

    /** Some say who they are and are greeted or refused, some never do; they go in good order or not. */
    private static void comeAndGo(ToyServer server, Random random) {
        for (int i = 0; i < 250; i++) {
            try (ToyClient a = new ToyClient(server.listener.address());
                    ToyClient b = new ToyClient(server.listener.address())) {
                for (ToyClient client : List.of(a, b)) {
                    String header = "PROXY TCP4 10.0.0." + random.nextInt(4) + " 10.0.0.9 1 2\r\n";
                    switch (random.nextInt(6)) {
                        case 0 -> client.raw(header.substring(0, random.nextInt(header.length())));
                        case 1 -> client.raw(header).raw("BYE\r\n").line();
                        case 2 -> client.raw(header).reset();
                        case 3 -> client.raw("this is no header at all\r\n").line();
                        case 4 -> client.raw(header).raw("BECHO a\r\n");
                        default -> client.hangUp();
                    }
                }
            } catch (IOException e) {
                // Turned away, perhaps with a reset.
            }
        }
    }
}
