package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that reads when it is told to, for what no script can say. */
final class RawClient implements AutoCloseable {
    /** What is beneath TLS, if TLS is spoken. */
    private final Socket connection = new Socket();

    private Socket socket = connection;
    private InputStream in;

    RawClient(Pop3TestServer server) throws IOException {
        // Small, so that a client that does not read is felt by the server soon.
        socket.setReceiveBufferSize(64 * 1024);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Says that nothing more will be sent. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    void expect(String octets) throws IOException {
        expect(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    void expect(byte[] octets) throws IOException {
        byte[] came = in.readNBytes(octets.length);
        if (octets.length < 10_000) {
            assertThat(text(came)).isEqualTo(text(octets));
        } else {
            assertThat(came.length).as("octets").isEqualTo(octets.length);
            assertThat(Arrays.mismatch(came, octets))
                    .as("first octet that differs")
                    .isEqualTo(-1);
        }
    }

    /** Logs in, whatever the server answers, and returns its answer to the password. */
    String logIn(String user) throws IOException {
        assertThat(line()).startsWith("+OK");
        return logInAgain(user);
    }

    /** As {@link #logIn}, after another attempt. */
    String logInAgain(String user) throws IOException {
        assertThat(command("USER " + user)).startsWith("+OK");
        return command("PASS x");
    }

    /** Sends a command and returns the first line of the answer. */
    String command(String command) throws IOException {
        return send(command + "\r\n").line();
    }

    /** The next line without its CRLF. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            assertThat(octet).as("after <%s>", line).isNotEqualTo(-1);
            line.append((char) octet);
        }
        return line.substring(0, line.length() - 1);
    }

    /** Begins TLS, which the server has agreed to. */
    void startTls(SSLContext trusting) throws IOException {
        SSLSocket tls = (SSLSocket)
                trusting.getSocketFactory().createSocket(connection, "localhost", connection.getPort(), false);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
    }

    /** Closes the connection beneath TLS, which says nothing of it. */
    void cut() throws IOException {
        connection.close();
    }

    /** Closes with a TCP reset: no end of what was sent can be seen. */
    void reset() throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    void expectEnd() throws IOException {
        assertThat(in.read()).isEqualTo(-1);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
