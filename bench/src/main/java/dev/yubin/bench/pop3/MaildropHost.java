package dev.yubin.bench.pop3;

import java.io.IOException;
import java.util.List;

/** A server in processes of its own that has one maildrop. */
public interface MaildropHost extends AutoCloseable {
    /** Which server it is. */
    MaildropContender contender();

    /** Where it listens, on the loopback address. */
    int port();

    /** Puts mails into the maildrop, each of so many octets, then collects garbage; octets of heap in use, or -1. */
    long fill(int mails, int size) throws IOException;

    /** How many mails are in the maildrop. */
    long mails() throws IOException;

    /** The CPU time of all of its threads and processes so far, in nanoseconds; in steps of 10 ms on Linux. */
    long cpuNanos() throws IOException;

    /** Asks a JVM what {@link MaildropMain} answers; -1 if there is none. */
    default long ask(String question) throws IOException {
        return -1;
    }

    @Override
    void close() throws IOException;

    /** Starts a server, and waits until it listens. */
    static MaildropHost start(MaildropContender contender, List<String> jvmOptions) throws IOException {
        return contender == MaildropContender.DOVECOT ? Dovecot.start() : new MaildropJvm(contender, jvmOptions);
    }
}
