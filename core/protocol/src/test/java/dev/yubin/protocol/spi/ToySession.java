package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A session of {@link ToyProtocol}; what it does is written beside each verb. */
final class ToySession implements Session<ToySession.Command> {
    /** A line: a verb and what follows it. */
    record Command(String verb, String argument) {}

    /** One is given for each SLOW command that has begun. */
    final Semaphore begun = new Semaphore(0);
    /** A SLOW command takes one before it ends. */
    final Semaphore mayEnd = new Semaphore(0);

    /** Opens when a WAIT command is not ready for the first time; it runs when it may and the lane is poked. */
    final CountDownLatch waits = new CountDownLatch(1);

    volatile boolean mayWaitEnd;

    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger closings = new AtomicInteger();
    final AtomicInteger atWork = new AtomicInteger();
    volatile int atWorkWhenClosed;
    volatile int mostAtWork;
    volatile int timesSecured;
    volatile boolean sawCancel;
    final Connection connection;
    final ToyDecoder decoder;
    CommandLane lane;
    private SpoolWriter spool;

    ToySession(Connection connection, ToyDecoder decoder) {
        this.connection = connection;
        this.decoder = decoder;
    }

    @Override
    public Outcome greet(Output out) {
        say(out, "hello");
        return Outcome.DONE;
    }

    @Override
    public Executor executorFor(Command command) {
        boolean blocks =
                switch (command.verb) {
                    case "BECHO", "SLOW", "BFAIL", "CONTENT", "END" -> true;
                    default -> false;
                };
        return blocks ? connection.services().storeExecutor() : null;
    }

    @Override
    public boolean ready(Command command) {
        if (command.verb.equals("WAIT")) {
            waits.countDown();
            return mayWaitEnd;
        }
        return spool == null || spool.isDrained();
    }

    @Override
    public Outcome execute(Command command, Output out) throws IOException {
        mostAtWork = Math.max(mostAtWork, atWork.incrementAndGet());
        try {
            return perform(command, out);
        } finally {
            atWork.decrementAndGet();
        }
    }

    private Outcome perform(Command command, Output out) throws IOException {
        switch (command.verb) {
            case "ECHO", "BECHO" -> say(out, command.argument);
            case "WHO" -> say(out, who());
            case "SLOW" -> {
                begun.release();
                take(mayEnd);
                sawCancel = lane.isCancelled();
                say(out, command.argument);
            }
            case "LONG" -> {
                return Outcome.more(new ToyCursor(Long.parseLong(command.argument), false));
            }
            case "BLONG" -> {
                return Outcome.more(new ToyCursor(Long.parseLong(command.argument), true));
            }
            case "CUT" -> {
                return Outcome.more(new ToyCursor(-1, "blocking".equals(command.argument)));
            }
            case "SLOWLONG" -> {
                return Outcome.more(new SlowCursor());
            }
            case "CONTENT" -> {
                int size = Integer.parseInt(command.argument);
                spool = SpoolWriter.open(connection.services(), lane, size, new byte[0]);
                decoder.expectContent(size);
            }
            case "END" -> end(out);
            case "FAIL", "BFAIL" -> fail(command.argument);
            case "THEN" -> {
                say(out, "first");
                return Outcome.then(new Command("BECHO", command.argument));
            }
            case "THENWAIT" -> {
                say(out, "first");
                return Outcome.then(new Command("WAIT", command.argument));
            }
            case "WAIT" -> say(out, command.argument);
            case "NOW" -> {
                say(out, command.argument);
                return Outcome.after(Duration.ZERO, Outcome.DONE);
            }
            case "LATER" -> {
                say(out, command.argument);
                return Outcome.after(Duration.ofSeconds(1), Outcome.DONE);
            }
            case "TLS" -> {
                say(out, "begin");
                return Outcome.START_TLS;
            }
            case "BYE" -> {
                say(out, "bye");
                return Outcome.CLOSE;
            }
            default -> say(out, "what? " + command.argument);
        }
        return Outcome.DONE;
    }

    private String who() {
        return shown(connection.remoteAddress()) + " to " + shown(connection.localAddress())
                + (connection.isEncrypted() ? ", encrypted" : "");
    }

    static String shown(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void end(Output out) throws IOException {
        SpoolWriter whole = spool;
        spool = null;
        try {
            byte[] octets = whole.finish().toByteArray();
            say(out, "got " + octets.length + " " + Arrays.hashCode(octets));
        } finally {
            whole.close();
        }
    }

    private static void fail(String how) throws IOException {
        switch (how) {
            case "io" -> throw new IOException("as asked for");
            case "runtime" -> throw new IllegalStateException("as asked for");
            case "undeclared" -> ToySession.<RuntimeException>sneak(new Exception("as asked for"));
            default -> throw new AssertionError("as asked for");
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable undeclared) throws E {
        throw (E) undeclared;
    }

    static void take(Semaphore semaphore) {
        try {
            if (!semaphore.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new AssertionError("Waited too long");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void secured() {
        timesSecured++;
    }

    @Override
    public void content(ByteBuf octets) {
        spool.write(octets);
    }

    @Override
    public Outcome failed(Command command, Throwable failure, Output out) {
        if ("unspeakable".equals(command.argument)) {
            throw new IllegalStateException("Cannot tell");
        }
        say(out, "failed " + failure.getClass().getSimpleName());
        return Outcome.DONE;
    }

    @Override
    public void farewell(Farewell why, Output out) {
        say(
                out,
                switch (why) {
                    case IDLE -> "idle";
                    case FLOODED -> "flooded";
                    case STORE_TIMED_OUT -> "store timed out";
                    case SESSION_TOO_LONG -> "too long";
                    case TOO_MANY_COMMANDS -> "too many commands";
                    case TOO_MANY_CONNECTIONS -> "too many";
                    case SHUTTING_DOWN -> "goodbye";
                });
    }

    @Override
    public void closed() {
        atWorkWhenClosed = atWork.get();
        closings.incrementAndGet();
        try {
            if (spool != null) {
                spool.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            closed.countDown();
        }
    }

    private static void say(Output out, String line) {
        out.transcript().server(line);
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes so many octets and a last line; with -1 it fails behind the first piece. */
    private static final class ToyCursor implements Cursor {
        private final boolean blocks;
        private long left;

        ToyCursor(long length, boolean blocks) {
            this.left = length;
            this.blocks = blocks;
        }

        @Override
        public boolean step(Output out) throws IOException {
            if (left == -2) {
                throw new IOException("cut off");
            }
            if (left == -1) {
                say(out, "beginning");
                left = -2;
                return true;
            }
            int now = (int) Math.min(STEP, left);
            byte[] piece = new byte[now];
            Arrays.fill(piece, (byte) 'x');
            out.write(piece);
            left -= now;
            if (left == 0) {
                say(out, "");
                say(out, "END");
            }
            return left > 0;
        }

        @Override
        public boolean blocks() {
            return blocks;
        }
    }

    /** A first line, then a step that blocks like SLOW. */
    private final class SlowCursor implements Cursor {
        private boolean first = true;

        @Override
        public boolean step(Output out) {
            if (first) {
                first = false;
                say(out, "beginning");
                return true;
            }
            begun.release();
            take(mayEnd);
            say(out, "end");
            return false;
        }

        @Override
        public boolean blocks() {
            return true;
        }
    }
}
