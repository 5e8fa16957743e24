package dev.yubin.bench.smtp;

import java.io.IOException;

/** A server that takes mail by SMTP, on the loopback address. */
public interface MailTaker extends AutoCloseable {
    /** Where it listens. */
    int port();

    /** How many mails it has since the last reset; of those that store mail, how many are stored. */
    long taken() throws IOException;

    /** Forgets all mail. */
    void reset();

    @Override
    void close();
}
