package dev.yubin.bench.smtp;

import dev.yubin.bench.server.Answers;
import java.io.IOException;

/** A server that takes mail by SMTP, on the loopback address. */
public interface MailTaker extends Answers.Server {
    /** How many mails it has since the last reset; of those that store mail, how many are stored. */
    long taken() throws IOException;

    /** Forgets all mail. */
    void reset();
}
