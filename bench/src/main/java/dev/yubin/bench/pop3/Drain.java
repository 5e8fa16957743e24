package dev.yubin.bench.pop3;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;

/** A session that takes all mail out of a maildrop: log-in, UIDL, RETR of all, DELE of all, QUIT. */
public final class Drain {
    /** How many commands a client sends ahead of replies that does so. */
    public static final int AHEAD = 100;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Drain() {}

    /**
     * What it took.
     *
     * @param mails how many there were
     * @param nanos from connecting to the reply to QUIT
     * @param serverNanos the server's CPU time meanwhile
     * @param busy in which share of the time the client's thread worked
     * @param gcMillis for how long the server collected garbage
     */
    public record Result(int mails, long nanos, long serverNanos, double busy, long gcMillis) {
        /** The mails per second. */
        public double rate() {
            return mails * 1e9 / nanos;
        }
    }

    /**
     * Fills a maildrop, which is empty, and empties it. Filling is not measured.
     *
     * @param size of a mail
     * @param ahead how many commands are sent ahead of replies; 1 to wait for each
     * @throws IOException if any reply is wrong, or mails are left
     */
    public static Result of(MaildropHost host, int mails, int size, int ahead) throws IOException {
        host.fill(mails, size);
        ByteBuffer mail = MaildropClient.mail(size);
        long gcBefore = host.ask("gc");
        long serverBefore = host.cpuNanos();
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try (MaildropClient client = new MaildropClient(host.port())) {
            client.logIn();
            int listed = client.listing("UIDL");
            if (listed != mails) {
                throw new IOException(host.contender().title() + " lists " + listed + " mails of " + mails);
            }
            client.retrieve(mails, mail, ahead);
            client.delete(mails, ahead);
            client.quit();
        }
        long nanos = System.nanoTime() - start;
        long cpu = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        long serverNanos = host.cpuNanos() - serverBefore;
        long gcMillis = host.ask("gc") - gcBefore;
        if (host.mails() != 0) {
            throw new IOException(host.contender().title() + " still has " + host.mails() + " mails");
        }
        return new Result(mails, nanos, serverNanos, (double) cpu / nanos, gcMillis);
    }
}
