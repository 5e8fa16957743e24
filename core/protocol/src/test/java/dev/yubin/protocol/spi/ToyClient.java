package dev.yubin.protocol.spi;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection to a {@link ToyServer}. Reads fail after 20 seconds. */
final class ToyClient implements AutoCloseable {
    Socket socket = new Socket();
    private InputStream in;

    ToyClient(InetSocketAddress address) throws IOException {
        socket.setReceiveBufferSize(32 * 1024);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        socket.connect(address);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** TLS from here on. */
    ToyClient tls(SSLContext trusting, String... versions) throws IOException {
        SSLSocket secured =
                (SSLSocket) trusting.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (versions.length > 0) {
            parameters.setProtocols(versions);
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(socket.getInputStream());
        return this;
    }

    ToyClient send(String... lines) throws IOException {
        return raw(String.join("\r\n", lines) + "\r\n");
    }

    ToyClient raw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The next line, or null at the end; what is no line, because the connection ended, is a line too. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return line.substring(0, line.length() - 1);
            }
            line.append((char) octet);
        }
        return line.length() == 0 ? null : line.toString();
    }

    /** Whether anything more has come already. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
