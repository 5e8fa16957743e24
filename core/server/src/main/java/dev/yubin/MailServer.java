package dev.yubin;

import dev.yubin.protocol.Tls;
import dev.yubin.protocol.spi.SharedRuntime;
import dev.yubin.store.MailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A running mail server. Any number of them can run in one JVM; they share nothing but threads. All methods may be
 * called from any thread, except {@link #close} from the server's own ones.
 */
public final class MailServer implements AutoCloseable {
    private final RunningServer running;

    MailServer(RunningServer running) {
        this.running = running;
    }

    /** A server to be set up. With nothing set, everybody may log in and every address exists. */
    public static MailServerBuilder builder() {
        return new MailServerBuilder();
    }

    /**
     * Ends the threads that servers share, if no server runs, and waits up to five seconds for that. They would end
     * by themselves about two seconds after the last server.
     *
     * @return whether they have ended
     */
    public static boolean releaseShared() throws InterruptedException {
        return SharedRuntime.releaseShared();
    }

    /**
     * Where SMTP is spoken; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint smtp() {
        return endpoint("smtp");
    }

    /**
     * Where users' new mail is taken; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint submission() {
        return endpoint("submission");
    }

    /**
     * Where LMTP is spoken; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint lmtp() {
        return endpoint("lmtp");
    }

    /**
     * Where POP3 is spoken; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint pop3() {
        return endpoint("pop3");
    }

    /**
     * Where SMTP over TLS is spoken; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint smtps() {
        return endpoint("smtps");
    }

    /**
     * Where users' new mail is taken over TLS; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint submissions() {
        return endpoint("submissions");
    }

    /**
     * Where POP3 over TLS is spoken; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint pop3s() {
        return endpoint("pop3s");
    }

    /**
     * Where a protocol is spoken; the first place, if there are several.
     *
     * @throws IllegalStateException if it is not
     */
    public Endpoint endpoint(String protocol) {
        return endpoints().stream()
                .filter(endpoint -> endpoint.protocol().equals(protocol))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "This server does not speak " + protocol + ": give the builder a port for it, 0 for any"));
    }

    /** All places where this server listens, in the order of the builder's calls. */
    public List<Endpoint> endpoints() {
        return running.endpoints();
    }

    /** The mail that was received. */
    public ReceivedMails received() {
        return running.journal();
    }

    /** Where mail is kept. */
    public MailStore store() {
        return running.services().store();
    }

    /** How the server proves itself and encrypts; what a client needs to trust it. */
    public Tls tls() {
        return running.services().tls();
    }

    /** How the server calls itself. */
    public String hostName() {
        return running.services().hostName();
    }

    /** How many connections are open. */
    public int connections() {
        return running.connections();
    }

    /**
     * As if just started, on the same ports: all accounts with their mail are removed, the received mail, failed log-ins
     * and the times of log-ins (LOGIN-DELAY) are forgotten, and TLS is as it was at the start. Connections stay open;
     * users, aliases and lists stay as they are.
     *
     * @throws UncheckedIOException if the store cannot be emptied
     */
    public void reset() {
        try {
            running.reset();
        } catch (IOException e) {
            throw new UncheckedIOException("The store could not be emptied", e);
        }
    }

    /**
     * Closes: no new connections, a good-bye on each open one after the command that is running, then the store if it
     * is ours. What was acknowledged is in the store. Waits up to five seconds for commands and clients to end, and a
     * few more for what is then cut off. Closing twice is the same as closing once.
     */
    @Override
    public void close() {
        running.close();
    }

    /** Where it listens, and whether it runs. */
    @Override
    public String toString() {
        return "MailServer" + endpoints() + (running.isClosed() ? " closed" : " running");
    }
}
