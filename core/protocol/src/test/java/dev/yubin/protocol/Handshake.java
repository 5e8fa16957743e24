package dev.yubin.protocol;

import dev.yubin.protocol.tls.ChannelBindings;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** A TLS client and a server in memory. The client checks the certificate and the host name, as HTTPS clients do. */
final class Handshake {
    private static final int ROOM = 256 * 1024;

    private final Side client;
    private final Side server;

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = new Side("client", client);
        this.server = new Side("server", server);
    }

    /** One side, and what the other has sent it. */
    private record Side(String name, SSLEngine engine, ByteBuffer toRead, ByteBuffer read) {
        Side(String name, SSLEngine engine) {
            this(name, engine, ByteBuffer.allocate(ROOM), ByteBuffer.allocate(ROOM));
        }
    }

    /** A handshake with {@code host}, and a line in each direction. Throws what the side that refuses says. */
    static Handshake of(SSLContext client, Tls server, String host, String... clientVersions) throws SSLException {
        SSLEngine engine = client.createSSLEngine(host, 993);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (clientVersions.length > 0) {
            parameters.setProtocols(clientVersions);
        }
        engine.setSSLParameters(parameters);
        SSLEngine serverEngine = server.serverContext().newEngine(UnpooledByteBufAllocator.DEFAULT);
        return new Handshake(engine, serverEngine).shake();
    }

    SSLSession clientSession() {
        return client.engine.getSession();
    }

    SSLSession serverSession() {
        return server.engine.getSession();
    }

    Optional<byte[]> binding(String type) {
        return ChannelBindings.of(serverSession(), type);
    }

    TlsSession facts() {
        return TlsSession.of(serverSession());
    }

    /** Sends a line to the server and one back; what has come. */
    String exchange() throws SSLException {
        send(client, server, "hello");
        send(server, client, "welcome");
        settle();
        return text(server.read) + " " + text(client.read);
    }

    private Handshake shake() throws SSLException {
        client.engine.beginHandshake();
        server.engine.beginHandshake();
        settle();
        // With TLS 1.3 the client is ready before the server has looked at its certificate.
        exchange();
        return this;
    }

    /** Until neither has anything more to say. */
    private void settle() throws SSLException {
        boolean isMoving = true;
        while (isMoving) {
            isMoving = step(client, server);
            isMoving |= step(server, client);
        }
    }

    private static boolean step(Side side, Side other) throws SSLException {
        try {
            HandshakeStatus status = side.engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                side.engine.getDelegatedTask().run();
                return true;
            }
            if (status == HandshakeStatus.NEED_WRAP) {
                return side.engine.wrap(ByteBuffer.allocate(0), other.toRead).bytesProduced() > 0;
            }
            if (side.toRead.position() == 0) {
                return false;
            }
            side.toRead.flip();
            SSLEngineResult result = side.engine.unwrap(side.toRead, side.read);
            side.toRead.compact();
            return result.bytesConsumed() > 0 || result.getHandshakeStatus() != status;
        } catch (SSLException e) {
            throw new SSLException("The " + side.name + " says: " + e.getMessage(), e);
        }
    }

    private static void send(Side from, Side to, String text) throws SSLException {
        from.engine.wrap(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), to.toRead);
    }

    private static String text(ByteBuffer read) {
        String text = new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII);
        read.clear();
        return text;
    }
}
