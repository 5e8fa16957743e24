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

/** A client that reads when it is told to, for what no script can say. */
final class RawClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

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
