package dev.yubin.bench.pop3;

import dev.yubin.bench.smtp.SampleText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A POP3 session, as the one thread that blocks in it leads it. Each reply is looked at, and one that is wrong ends all: a
 * mail must come octet by octet as it was put in. That costs little, because octets are compared by vector instructions.
 */
public final class MaildropClient implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    /** No session takes so long. */
    private static final long PATIENCE_MILLIS = 600_000;

    private static final Timer WATCH = new Timer("patience", true);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final StringBuilder line = new StringBuilder();
    private final TimerTask givingUp = new TimerTask() {
        @Override
        public void run() {
            try {
                channel.close();
            } catch (IOException e) {
                System.err.println(e);
            }
        }
    };

    /** Reads one reply. */
    private interface Reading {
        void read() throws IOException;
    }

    /** Connects, and waits for the greeting. */
    public MaildropClient(int port) throws IOException {
        channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            WATCH.schedule(givingUp, PATIENCE_MILLIS);
            ok();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Says who it is; at the end the maildrop is open. */
    public void logIn() throws IOException {
        command("USER " + Mails.USER);
        command("PASS " + Mails.PASSWORD);
    }

    /** Whether the server says that it takes commands ahead of replies (RFC 2449 §6.6). */
    public boolean offersPipelining() throws IOException {
        command("CAPA");
        boolean offered = false;
        for (line(); !isEnd(); line()) {
            offered |= line.toString().equals("PIPELINING");
        }
        return offered;
    }

    /** Sends a command whose reply has one line. */
    public void command(String command) throws IOException {
        put(command);
        send();
        ok();
    }

    /** The numbers of mails and octets that STAT tells. */
    public String stat() throws IOException {
        command("STAT");
        String[] words = line.toString().split(" ");
        return words[1] + " " + words[2];
    }

    /** LIST or UIDL; how many lines there were, with the numbers from 1. */
    public int listing(String command) throws IOException {
        command(command);
        int lines = 0;
        for (line(); !isEnd(); line()) {
            lines++;
            String number = lines + " ";
            if (line.indexOf(number) != 0 || line.length() == number.length()) {
                throw new IOException("In line " + lines + " of " + command + " is " + line);
            }
        }
        return lines;
    }

    /**
     * Takes the mails 1 to {@code mails}.
     *
     * @param mail as which each must come: a mail, in which no line begins with a dot, and {@code .CRLF}
     * @param ahead how many commands may be sent ahead of replies; 1 to wait for each
     */
    public void retrieve(int mails, ByteBuffer mail, int ahead) throws IOException {
        forAll("RETR ", mails, ahead, () -> {
            ok();
            text(mail);
        });
    }

    /** Marks the mails 1 to {@code mails} as deleted. */
    public void delete(int mails, int ahead) throws IOException {
        forAll("DELE ", mails, ahead, this::ok);
    }

    /** Ends the session. */
    public void quit() throws IOException {
        command("QUIT");
    }

    /** What {@link #retrieve} expects. */
    public static ByteBuffer mail(int size) {
        return ByteBuffer.allocateDirect(size + 3)
                .put(SampleText.part(size, 0, size))
                .put(".\r\n".getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    private void forAll(String verb, int mails, int ahead, Reading reply) throws IOException {
        int sent = 0;
        for (int answered = 0; answered < mails; answered++) {
            if (sent - answered <= ahead / 2) {
                while (sent < Math.min(mails, answered + ahead)) {
                    put(verb + ++sent);
                }
                send();
            }
            reply.read();
        }
    }

    private void put(String command) {
        for (int i = 0; i < command.length(); i++) {
            out.put((byte) command.charAt(i));
        }
        out.put((byte) '\r').put((byte) '\n');
    }

    private void send() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    private void ok() throws IOException {
        line();
        if (line.indexOf("+OK") != 0) {
            throw new IOException("The server says " + line);
        }
    }

    private boolean isEnd() {
        return line.length() == 1 && line.charAt(0) == '.';
    }

    /** Reads a line without its CRLF. */
    private void line() throws IOException {
        line.setLength(0);
        while (true) {
            if (!in.hasRemaining()) {
                receive();
            }
            char octet = (char) (in.get() & 0xff);
            if (octet == '\n') {
                line.setLength(Math.max(0, line.length() - 1));
                return;
            }
            line.append(octet);
        }
    }

    private void text(ByteBuffer expected) throws IOException {
        int end = expected.limit() - 3;
        for (int at = 0; at < end; ) {
            if (!in.hasRemaining()) {
                receive();
            }
            int length = Math.min(in.remaining(), end - at);
            int same = in.slice(in.position(), length).mismatch(expected.slice(at, length));
            if (same >= 0) {
                throw new IOException("A mail is not as it was put in, from octet " + (at + same) + " on");
            }
            in.position(in.position() + length);
            at += length;
        }
        line();
        if (line.isEmpty()) {
            line(); // GreenMail puts a CRLF behind a mail that ends with one.
        }
        if (!isEnd()) {
            throw new IOException("A mail has more octets than were put in: " + line);
        }
    }

    private void receive() throws IOException {
        in.clear();
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            throw new IOException("The server closed the connection");
        }
    }

    @Override
    public void close() throws IOException {
        givingUp.cancel();
        channel.close();
    }
}
