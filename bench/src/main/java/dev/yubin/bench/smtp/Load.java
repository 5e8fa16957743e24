package dev.yubin.bench.smtp;

import dev.yubin.bench.smtp.Scenario.Sessions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Sends mail to a server on this machine from one thread. Each connection sends one mail after the other to a recipient
 * of its own, until the time is over or the mails are; what has begun then is sent to its end, so that every mail and
 * all of the time count.
 *
 * <p>That it is cheap enough is seen against {@link CannedServer}: {@link Result#busy} is the share of the time in which
 * this thread works. Where that is near to 1 it is the load that limits the rate, and only the server's CPU time tells
 * what the server costs.
 */
public final class Load {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Scenario scenario;
    private final Duration time;
    private final long mostMails;
    private final boolean keptOpen;
    private final List<LoadConnection> connections = new ArrayList<>();
    private Selector selector;
    private long begun;
    private long acknowledged;

    /**
     * What it took.
     *
     * @param mails how many were acknowledged
     * @param nanos from the first octet to the last reply; of sessions kept open without their opening and closing
     * @param serverNanos the server's CPU time meanwhile
     * @param busy in which share of the time the thread of the load worked
     */
    public record Result(long mails, long nanos, long serverNanos, double busy) {
        /** The mails per second. */
        public double rate() {
            return mails * 1e9 / nanos;
        }
    }

    /** What a connection does at the end of its steps; true if that is more of them. */
    private interface Next {
        boolean after(LoadConnection connection) throws IOException;
    }

    /**
     * A load.
     *
     * @param time after which no mail is begun
     * @param mostMails how many mails are begun; but the first of each connection is always sent
     */
    public Load(Scenario scenario, Duration time, long mostMails) {
        this.scenario = scenario;
        this.time = time;
        this.mostMails = mostMails;
        this.keptOpen = scenario.sessions() != Sessions.ONE_MAIL_EACH;
    }

    /**
     * Sends. Once for each object.
     *
     * @param port where the server listens, on the loopback address
     * @param text the mail
     * @param serverClock tells the server's CPU time so far, in nanoseconds
     * @throws IOException if the server answers anything but what it should, or not within 30 seconds
     */
    public Result run(int port, SampleText text, LongSupplier serverClock) throws IOException {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (Selector opened = Selector.open()) {
            selector = opened;
            for (int i = 0; i < scenario.connections(); i++) {
                Dialogue dialogue = scenario.dialogue("user" + i + "@example.com", text);
                connections.add(new LoadConnection(selector, server, dialogue));
            }
            return measure(serverClock);
        } finally {
            for (LoadConnection connection : connections) {
                connection.close();
            }
        }
    }

    private Result measure(LongSupplier serverClock) throws IOException {
        if (keptOpen) {
            for (LoadConnection connection : connections) {
                connection.connect(connection.dialogue().opening());
            }
            drive(opened -> false);
        }
        long serverBefore = serverClock.getAsLong();
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (LoadConnection connection : connections) {
            begin(connection);
        }
        drive(connection -> {
            acknowledged++;
            if (begun >= mostMails || System.nanoTime() - start >= time.toNanos()) {
                return false;
            }
            begin(connection);
            return true;
        });
        long nanos = System.nanoTime() - start;
        long cpu = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        long serverNanos = serverClock.getAsLong() - serverBefore;
        if (keptOpen) {
            for (LoadConnection connection : connections) {
                connection.play(connection.dialogue().closing());
            }
            drive(closed -> false);
        }
        return new Result(acknowledged, nanos, serverNanos, (double) cpu / nanos);
    }

    private void begin(LoadConnection connection) throws IOException {
        begun++;
        if (keptOpen) {
            connection.play(connection.dialogue().mail());
        } else {
            connection.connect(connection.dialogue().whole());
        }
    }

    /** Lets all connections go on until each has nothing more to do. */
    private void drive(Next next) throws IOException {
        int active = connections.size();
        while (active > 0) {
            if (selector.select(PATIENCE.toMillis()) == 0) {
                throw new IOException("No answer for " + PATIENCE);
            }
            for (SelectionKey key : selector.selectedKeys()) {
                LoadConnection connection = (LoadConnection) key.attachment();
                if (connection.proceed() && !next.after(connection)) {
                    active--;
                }
            }
            selector.selectedKeys().clear();
        }
    }
}
