package dev.yubin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.store.AccountName;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What MailServer promises about starting, closing and resetting. */
class LifecycleTest {
    @Test
    void portZeroTakesAFreePortAndTellsIt() throws Exception {
        try (MailServer server = MailServer.builder().smtp(0).pop3(0).start()) {
            assertThat(server.smtp().port())
                    .isPositive()
                    .isNotEqualTo(server.pop3().port());
            assertThat(server.smtp().host()).isEqualTo("127.0.0.1");
            assertThat(server)
                    .hasToString("MailServer[smtp on 127.0.0.1:" + server.smtp().port() + ", pop3 on 127.0.0.1:"
                            + server.pop3().port() + "] running");
        }
    }

    @Test
    void startIsAllOrNothing() throws Exception {
        int free;
        try (ServerSocket reserve = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = reserve.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> MailServer.builder().smtp(free).pop3(port).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("Cannot listen for pop3 on 127.0.0.1:" + port + ": Address already in use")
                    .hasCauseInstanceOf(BindException.class);
        }
        // The port that could be had is free again.
        try (ServerSocket again = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.getLocalPort()).isEqualTo(free);
        }
    }

    @Test
    void closeIsIdempotentAndFreesThePort() throws Exception {
        MailServer server = MailServer.builder().smtp(0).start();
        int port = server.smtp().port();
        server.close();
        server.close();
        assertThat(server).asString().endsWith("closed");
        try (MailServer next = MailServer.builder().smtp(port).start()) {
            assertThat(next.smtp().port()).isEqualTo(port);
        }
    }

    /** The JDK lets go of a port later than Netty says: in this many rounds it was seen. */
    @Test
    void aClosedServersPortCanBeHadAtOnce() throws Exception {
        for (int i = 0; i < 500; i++) {
            MailServer server = MailServer.builder().smtp(0).pop3(0).start();
            int smtp = server.smtp().port();
            int pop3 = server.pop3().port();
            server.close();
            new ServerSocket(smtp, 1, InetAddress.getLoopbackAddress()).close();
            new ServerSocket(pop3, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void closeSaysGoodbyeToClients() throws Exception {
        MailServer server = MailServer.builder().smtp(0).start();
        Dialogue.with(server.smtp().port()).when("close", server::close).play("""
                S: 220 {...}
                C: HELO client.example
                S: 250 {host}
                T: close
                S: 421 4.3.2 The server is shutting down, closing
                S: <closed>
                """);
    }

    @Test
    void resetForgetsAllAndKeepsThePorts() throws Exception {
        try (MailServer server = MailServer.builder().smtp(0).pop3(0).start()) {
            int port = server.smtp().port();
            Angus.send(Angus.japaneseMail(Angus.session(server.smtp()), 10), "bob@example.com");
            assertThat(Angus.fetch(server.pop3(), "bob", false)).hasSize(1);

            server.reset();

            assertThat(server.smtp().port()).isEqualTo(port);
            assertThat(server.received().all()).isEmpty();
            assertThat(server.received().count()).isZero();
            try (Stream<AccountName> accounts = server.store().accounts()) {
                assertThat(accounts).isEmpty();
            }
            Angus.send(Angus.japaneseMail(Angus.session(server.smtp()), 10), "bob@example.com");
            assertThat(Angus.fetch(server.pop3(), "bob", false)).hasSize(1);
        }
    }

    @Test
    void aStoreThatWasGivenStaysTheCallersToClose() throws Exception {
        List<String> closed = new ArrayList<>();
        MemoryMailStore given = new MemoryMailStore();
        try (MailServer server = MailServer.builder().smtp(0).store(given).start()) {
            Angus.send(Angus.japaneseMail(Angus.session(server.smtp()), 10), "bob@example.com");
        }
        assertThat(given.account(AccountName.parse("bob@example.com"))).isPresent();
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .store(() -> new ClosingStore(given, () -> closed.add("made by the server")))
                .start()) {
            assertThat(server.store()).isInstanceOf(ClosingStore.class);
        }
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .store(new ClosingStore(given, () -> closed.add("given to the server")))
                .start()) {
            assertThat(server.store()).isInstanceOf(ClosingStore.class);
        }
        assertThat(closed).containsExactly("made by the server");
    }

    @Test
    void tenServersRunSideBySide() throws Exception {
        List<MailServer> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                servers.add(MailServer.builder().smtp(0).pop3(0).start());
            }
            for (int i = 0; i < 10; i++) {
                Angus.send(Angus.japaneseMail(Angus.session(servers.get(i).smtp()), 10), "bob" + i + "@example.com");
            }
            for (int i = 0; i < 10; i++) {
                assertThat(servers.get(i).received().all()).hasSize(1);
                assertThat(Angus.fetch(servers.get(i).pop3(), "bob" + i, false)).hasSize(1);
                assertThat(Angus.fetch(servers.get(i).pop3(), "bob" + (i + 1), false))
                        .isEmpty();
            }
        } finally {
            servers.forEach(MailServer::close);
        }
    }

    @Test
    void aHundredStartsAndStopsLeakNothing() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (MailServer server = MailServer.builder().smtp(0).pop3(0).start();
                    Socket client =
                            new Socket(server.smtp().host(), server.smtp().port())) {
                assertThat(client.getInputStream().read()).isEqualTo('2');
            }
        }
        assertThat(MailServer.releaseShared()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("yubin-") && thread.isAlive())
                .isEmpty();
    }

    @Test
    void sharedThreadsStayWhileAServerUsesThem() throws Exception {
        try (MailServer server = MailServer.builder().smtp(0).start()) {
            assertThat(MailServer.releaseShared()).isFalse();
            Angus.send(Angus.japaneseMail(Angus.session(server.smtp()), 10), "bob@example.com");
        }
    }

    @Test
    void aStoreThatCannotBeClosedHoldsNothingElseUp() throws Exception {
        MailServer server = MailServer.builder()
                .smtp(0)
                .store(() -> new ClosingStore(new MemoryMailStore(), () -> {
                    throw new IllegalStateException("a bug");
                }))
                .start();
        server.close();
        assertThat(MailServer.releaseShared()).isTrue();
    }

    @Test
    @Timeout(60)
    void aServerWhoseEventLoopsHaveEndedCanBeClosed() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        MailServer server = MailServer.builder().smtp(0).eventLoops(loops).start();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        server.close();
        assertThat(server).asString().endsWith("closed");
        assertThat(server.connections()).isZero();
    }

    @Test
    void mistakesAreToldWhenTheyAreMade() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MailServer.builder().start())
                .withMessageContaining("smtp(0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailServer.builder().smtp(65_536))
                .withMessage("Not a port: 65536 for smtp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailServer.builder().hostName("a\r\nb"))
                .withMessageContaining("Not a domain name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailServer.builder()
                        .smtp(0)
                        .domains("example.com")
                        .user("bob@example.org", "x")
                        .start())
                .withMessageContaining("not local");
        try (MailServer server = MailServer.builder().smtp(0).start()) {
            assertThatIllegalStateException().isThrownBy(server::pop3).withMessageContaining("does not speak pop3");
        }
    }

    /** A store that tells when it is closed. */
    private static final class ClosingStore extends ForwardingMailStore {
        private final Runnable onClose;

        ClosingStore(MemoryMailStore store, Runnable onClose) {
            super(store);
            this.onClose = onClose;
        }

        @Override
        public void close() throws IOException {
            super.close();
            onClose.run();
        }
    }
}
