package dev.yubin.bench.smtp;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection that says what it is told to, step by step. For one thread, which selects. */
final class LoadConnection {
    private static final int MOST_REPLIES = 8 * 1024;
    private static final int GOOD_BYE = 221;

    private final Selector selector;
    private final SocketAddress server;
    private final Dialogue dialogue;
    private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_REPLIES);
    private ReplyScanner replies;
    private SocketChannel channel;
    private SelectionKey key;

    private List<Step> steps = List.of();
    /** Which step waits for replies, and how many it has. */
    private int step;

    private int answered;
    private ByteBuffer out;

    LoadConnection(Selector selector, SocketAddress server, Dialogue dialogue) {
        this.selector = selector;
        this.server = server;
        this.dialogue = dialogue;
    }

    Dialogue dialogue() {
        return dialogue;
    }

    /** Connects anew, and begins with these steps. */
    void connect(List<Step> first) throws IOException {
        replies = new ReplyScanner();
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(server);
        key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        steps = first;
        step = 0;
        if (connected) {
            send();
        }
    }

    /** Goes on with these steps. */
    void play(List<Step> next) throws IOException {
        steps = next;
        step = 0;
        send();
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Does what can be done now; true if the last step has been answered. After a good-bye it has closed, too. */
    boolean proceed() throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            send();
            return false;
        }
        if (key.isWritable()) {
            write();
        }
        return key.isReadable() && read();
    }

    private void send() throws IOException {
        out = steps.get(step).octets().duplicate();
        answered = 0;
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private boolean read() throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            throw new IOException("The server closed the connection in step " + step);
        }
        in.flip();
        for (int code = replies.next(in); code >= 0; code = replies.next(in)) {
            List<Integer> codes = steps.get(step).codes();
            if (answered == codes.size() || codes.get(answered) != code) {
                throw new IOException("Reply " + code + " in step " + step + ", expected were " + codes);
            }
            if (++answered == codes.size()) {
                if (++step == steps.size()) {
                    if (code == GOOD_BYE) {
                        close();
                    }
                    return true;
                }
                send();
            }
        }
        return false;
    }
}
