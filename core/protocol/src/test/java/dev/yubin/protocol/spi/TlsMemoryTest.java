package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Networks;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client that speaks TLS can make the server keep in memory. */
@Timeout(60)
class TlsMemoryTest {
    /** So many records of 16 KiB are sent: 128 MiB. */
    private static final int RECORDS = 8192;

    private static final long MUCH = 16L << 20;

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private ToyServer server;
    private SSLContext trusting;

    @BeforeEach
    void start() throws Exception {
        server = ToyServer.overTls(ToyServer.LIMITS, Networks.none());
        trusting = server.services.tls().clientSslContext();
        // Buffers and classes that the first connection needs are not counted.
        try (ToyClient client = connect().tls(trusting)) {
            assertThat(client.line()).isEqualTo("hello");
        }
        server.session();
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        server.close();
    }

    private ToyClient connect() throws IOException {
        return new ToyClient(server.listener.address());
    }

    private static long used() {
        ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    /** Sends records without end, and tells the most memory that was used meanwhile. */
    private static long mostUsedWhileFlooded(OutputStream out) {
        long before = used();
        long most = 0;
        byte[] record = new byte[5 + 16_384];
        System.arraycopy(new byte[] {23, 3, 3, 0x40, 0}, 0, record, 0, 5);
        try {
            for (int i = 0; i < RECORDS; i++) {
                out.write(record);
                most = Math.max(most, used() - before);
            }
        } catch (IOException e) {
            // The server has closed.
        }
        return most;
    }

    /** The handshake's arithmetic waits for a thread, and Netty's handler keeps what comes. */
    @Test
    void aHandshakeThatWaitsForAThreadKeepsLittle() throws Exception {
        for (int i = 0; i < 2; i++) {
            server.executor.execute(() -> {
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        try (Socket socket = connect().socket) {
            OutputStream out = socket.getOutputStream();
            out.write(clientHello());
            ToyServer.await(() -> server.queued() > 0);
            assertThat(mostUsedWhileFlooded(out)).isLessThan(MUCH);
        }
    }

    private byte[] clientHello() throws Exception {
        SSLEngine engine = trusting.createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        ByteBuffer out = ByteBuffer.allocate(20_000);
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] hello = new byte[out.flip().remaining()];
        out.get(hello);
        return hello;
    }

    /** Nothing may come there (RFC 8446 §6.1); the JDK's engine takes no more, and Netty's handler keeps it. */
    @Test
    void whatComesBehindTheEndOfTlsIsNotKept() throws Exception {
        try (ToyClient plain = connect()) {
            SSLSocket secured = (SSLSocket)
                    trusting.getSocketFactory().createSocket(plain.socket, "localhost", plain.socket.getPort(), false);
            secured.startHandshake();
            secured.getOutputStream().write("SLOW a\r\n".getBytes(StandardCharsets.US_ASCII));
            ToySession session = server.session();
            ToySession.take(session.begun);
            secured.shutdownOutput();
            assertThat(mostUsedWhileFlooded(plain.socket.getOutputStream())).isLessThan(MUCH);
            session.mayEnd.release();
        }
    }
}
