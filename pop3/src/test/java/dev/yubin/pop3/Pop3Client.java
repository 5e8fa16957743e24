package dev.yubin.pop3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A client that takes replies apart and believes nothing else. Text has one character per octet. */
final class Pop3Client implements AutoCloseable {
    private static final int LONGEST_STATUS = 512;

    private final Socket socket;
    private final InputStream in;

    Pop3Client(Pop3TestServer server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(String octets) throws IOException {
        socket.getOutputStream().write(MultiLine.octets(octets));
    }

    /** Says that nothing more will be sent. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** A status line without its CRLF. */
    String status() throws IOException {
        String line = line();
        if (line.length() > LONGEST_STATUS - 2) {
            throw new AssertionError("A status line of " + (line.length() + 2) + " octets: " + line);
        }
        return line;
    }

    /** The rest of a multi-line response as it is on the wire, with the line that ends it. */
    String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        String line;
        do {
            line = line();
            rest.append(line).append("\r\n");
        } while (!line.equals("."));
        return rest.toString();
    }

    /** Whether the server has closed its half, and said nothing before. */
    boolean isAtEnd() throws IOException {
        in.mark(1);
        boolean atEnd = in.read() < 0;
        in.reset();
        return atEnd;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int last = 0; ; ) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("The server has closed, behind " + line.size() + " octets of a line");
            }
            line.write(octet);
            if (octet == '\n' && last == '\r') {
                String text = MultiLine.text(line.toByteArray());
                return text.substring(0, text.length() - 2);
            }
            last = octet;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
