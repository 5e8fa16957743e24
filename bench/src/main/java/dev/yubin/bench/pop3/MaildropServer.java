package dev.yubin.bench.pop3;

import dev.yubin.bench.server.Answers;
import java.io.IOException;

/** A server in this JVM that has one maildrop, that of {@link Mails#USER}. */
interface MaildropServer extends Answers.Server {
    /** Puts mails into the maildrop, each of so many octets; not by way of the network. */
    void fill(int mails, int size) throws IOException;

    /** How many mails are in the maildrop. */
    long mails() throws IOException;

    /** How often it was asked for the octets of a mail; -1 if that is not known. */
    default long contentsRead() {
        return -1;
    }
}
