package dev.yubin;

import dev.yubin.pop3.Pop3Options;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.spi.Protocol;
import dev.yubin.protocol.spi.SharedRuntime;
import dev.yubin.smtp.SmtpOptions;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * A running mail server. Any number of them can run in one JVM; they share nothing but threads. All methods may be
 * called from any thread, except {@link #close} from the server's own ones.
 */
public final class MailServer implements AutoCloseable {
    private final RunningServer running;

    private MailServer(RunningServer running) {
        this.running = running;
    }

    /** A server to be set up. With nothing set, everybody may log in and every address exists. */
    public static Builder builder() {
        return new Builder();
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

    /** How the server calls itself. */
    public String hostName() {
        return running.services().hostName();
    }

    /** How many connections are open. */
    public int connections() {
        return running.connections();
    }

    /**
     * As if just started, on the same ports: all accounts with their mail are removed and the received mail is
     * forgotten. Connections stay open; users, aliases and lists stay as they are.
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

    /** Sets a server up. Not thread-safe. */
    public static final class Builder {
        /** Default of {@link #journal}: how many mails are kept. */
        public static final int DEFAULT_JOURNAL_MAILS = 10_000;

        /** Default of {@link #journal}: how many octets of content are kept, 64 MiB. */
        public static final long DEFAULT_JOURNAL_CONTENT = 64L * 1024 * 1024;

        private final List<ListenerPlan> listeners = new ArrayList<>();
        private final DirectoryPlan directories = new DirectoryPlan();
        private InetAddress bind = InetAddress.getLoopbackAddress();
        private String hostName = "localhost";
        /** Null for a memory store. */
        private Callable<? extends MailStore> store;

        private boolean storeIsOurs = true;
        private Timers clock;
        private EventLoopGroup eventLoops;
        private Executor storeExecutor;
        private Executor hookExecutor;
        private int journalMails = DEFAULT_JOURNAL_MAILS;
        private long journalContent = DEFAULT_JOURNAL_CONTENT;

        private Builder() {}

        /** Speaks SMTP on a port; 0 takes a free one, which {@link MailServer#smtp()} tells. */
        public Builder smtp(int port) {
            return smtp(port, smtp -> smtp);
        }

        /** Speaks SMTP on a port, with options: {@code smtp(2525, smtp -> smtp.maxMessageSize(10_000_000))}. */
        public Builder smtp(int port, UnaryOperator<SmtpOptions> options) {
            SmtpOptions chosen = options.apply(SmtpOptions.defaults());
            return listen("smtp", port, parts -> parts.smtp(chosen));
        }

        /**
         * Takes users' new mail on a port (RFC 6409); 0 takes a free one, which {@link MailServer#submission()} tells.
         */
        public Builder submission(int port) {
            return submission(port, submission -> submission);
        }

        /** Takes users' new mail on a port, with options. */
        public Builder submission(int port, UnaryOperator<SmtpOptions> options) {
            SmtpOptions chosen = options.apply(SmtpOptions.submission());
            return listen("submission", port, parts -> parts.smtp(chosen));
        }

        /** Speaks LMTP on a port (RFC 2033); 0 takes a free one, which {@link MailServer#lmtp()} tells. */
        public Builder lmtp(int port) {
            return lmtp(port, lmtp -> lmtp);
        }

        /** Speaks LMTP on a port, with options. */
        public Builder lmtp(int port, UnaryOperator<SmtpOptions> options) {
            SmtpOptions chosen = options.apply(SmtpOptions.lmtp());
            return listen("lmtp", port, parts -> parts.smtp(chosen));
        }

        /** Speaks POP3 on a port; 0 takes a free one, which {@link MailServer#pop3()} tells. */
        public Builder pop3(int port) {
            return pop3(port, pop3 -> pop3);
        }

        /** Speaks POP3 on a port, with options. */
        public Builder pop3(int port, UnaryOperator<Pop3Options> options) {
            Pop3Options chosen = options.apply(Pop3Options.defaults());
            return listen("pop3", port, parts -> parts.pop3(chosen));
        }

        /** Speaks a protocol of your own on a port. */
        public Builder protocol(int port, Protocol protocol) {
            Objects.requireNonNull(protocol);
            return listen(protocol.name(), port, parts -> protocol);
        }

        /** Listens on this address instead of the loopback address. */
        public Builder bind(InetAddress address) {
            bind = Objects.requireNonNull(address);
            return this;
        }

        /** How the server calls itself; {@code localhost} by default. */
        public Builder hostName(String name) {
            hostName = AccountName.canonicalDomain(name);
            return this;
        }

        /**
         * Names a user. With the first one the directory is closed: other local addresses do not exist, and nobody else
         * can log in.
         *
         * @param name a local part, good at every local domain, or a full address
         */
        public Builder user(String name, String password) {
            directories.user(name, password);
            return this;
        }

        /** Names users: see {@link #user}. */
        public Builder users(Map<String, String> passwords) {
            passwords.forEach(this::user);
            return this;
        }

        /** Names local domains. With the first one, mail for other domains is refused; with none, all are local. */
        public Builder domains(String... names) {
            for (String name : names) {
                directories.domain(name);
            }
            return this;
        }

        /**
         * Sends mail for a name on to others: {@code alias("sales", "bob", "carol@example.com")}. A name without a
         * domain is good at every local domain; as a target it is at the first one, or at the host name. Targets are
         * users, other aliases, and lists; that they exist is checked at the start.
         */
        public Builder alias(String name, String... targets) {
            List<String> all = List.of(targets);
            directories.book(book -> book.alias(name, all));
            return this;
        }

        /**
         * Names a mailing list: {@code list("team", "bob", "carol", "other-team")}. Each member gets one copy, those of
         * lists within the list too. Names are as for {@link #alias}. EXPN shows the members to anybody who asks; see
         * {@link SmtpOptions#expn(boolean)}.
         */
        public Builder list(String name, String... members) {
            List<String> all = List.of(members);
            directories.book(book -> book.list(name, all));
            return this;
        }

        /**
         * Sends mail for local addresses that nobody has to this user, alias or list. If no users are named, nobody has
         * any but those that aliases and lists name.
         */
        public Builder catchAll(String target) {
            directories.book(book -> book.catchAll(target));
            return this;
        }

        /** Sends mail for addresses of one local domain that nobody has to this user, alias or list. */
        public Builder catchAll(String domain, String target) {
            directories.book(book -> book.catchAll(domain, target));
            return this;
        }

        /**
         * Whether {@code bob+tag} is {@code bob} unless somebody is named so. By default it is if users are named; if
         * not, every address is an account of its own.
         */
        public Builder subAddressing(boolean on) {
            directories.book(book -> book.subAddressing(on));
            return this;
        }

        /** Sub-addressing with another delimiter than {@code +}. */
        public Builder subAddressing(char delimiter) {
            directories.book(book -> book.subAddressing(delimiter));
            return this;
        }

        /**
         * Asks a directory of your own for addresses, instead of the users that are named. Aliases and lists, if there
         * are any, go before it.
         */
        public Builder directory(Directory own) {
            directories.directory(own);
            return this;
        }

        /** Asks an authenticator of your own for log-ins, instead of the users that are named. */
        public Builder authenticator(Authenticator own) {
            directories.authenticator(own);
            return this;
        }

        /** Keeps mail in this store, which stays the caller's to close. */
        public Builder store(MailStore instance) {
            Objects.requireNonNull(instance);
            store = () -> instance;
            storeIsOurs = false;
            return this;
        }

        /**
         * Keeps mail in a store that is made at the start and closed with the server:
         * {@code store(() -> MaildirMailStore.open(path))}. If it cannot be made the server does not start.
         */
        public Builder store(Callable<? extends MailStore> opening) {
            store = Objects.requireNonNull(opening);
            storeIsOurs = true;
            return this;
        }

        /** Takes the time from this clock; a {@link dev.yubin.protocol.VirtualClock} in tests. */
        public Builder clock(Timers timers) {
            clock = Objects.requireNonNull(timers);
            return this;
        }

        /**
         * Runs on these event loops instead of the shared ones. They stay the caller's to shut down, after the server is
         * closed.
         */
        public Builder eventLoops(EventLoopGroup group) {
            eventLoops = Objects.requireNonNull(group);
            return this;
        }

        /**
         * Runs what may block on this executor, which stays the caller's to shut down: one with virtual threads on Java
         * 21, for example. By default a pool of up to 32 threads.
         */
        public Builder storeExecutor(Executor executor) {
            storeExecutor = Objects.requireNonNull(executor);
            return this;
        }

        /**
         * Runs hooks that may block on this executor, which stays the caller's to shut down. By default each runs on a
         * thread of its own, up to 1,000 at a time. An executor that queues may keep a hook waiting for itself if it
         * sends mail to this server.
         */
        public Builder hookExecutor(Executor executor) {
            hookExecutor = Objects.requireNonNull(executor);
            return this;
        }

        /**
         * How much received mail {@link MailServer#received()} keeps.
         *
         * @param mails how many mails; 0 keeps none
         * @param contentOctets how many octets of content they may have together; older mails lose theirs
         */
        public Builder journal(int mails, long contentOctets) {
            if (mails < 0 || contentOctets < 0) {
                throw new IllegalArgumentException("A journal cannot keep less than nothing");
            }
            journalMails = mails;
            journalContent = contentOctets;
            return this;
        }

        /**
         * Starts the server: all of its ports, or none.
         *
         * @throws UncheckedIOException if a port cannot be had; the message names it, the cause is a
         *     {@link java.net.BindException}; or if the store cannot be opened
         * @throws IllegalArgumentException if a user, alias or list is not as it must be; the message says what to do
         * @throws IllegalStateException if there is nothing to listen for, or users are named whom nobody would ask for
         */
        public MailServer start() {
            if (listeners.isEmpty()) {
                throw new IllegalStateException("There is nothing to listen for: call smtp(0), for example");
            }
            return new MailServer(RunningServer.start(this));
        }

        private Builder listen(String name, int port, ListenerPlan.Speaker speaker) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("Not a port: " + port + " for " + name);
            }
            listeners.add(new ListenerPlan(name, port, speaker));
            return this;
        }

        List<ListenerPlan> listeners() {
            return listeners;
        }

        InetAddress bind() {
            return bind;
        }

        String hostName() {
            return hostName;
        }

        MailStore openStore() {
            if (store == null) {
                return clock == null ? new MemoryMailStore() : new MemoryMailStore(clock::now);
            }
            try {
                return store.call();
            } catch (IOException e) {
                throw new UncheckedIOException("The mail store cannot be opened: " + e.getMessage(), e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("The mail store cannot be opened: " + e.getMessage(), e);
            }
        }

        boolean storeIsOurs() {
            return storeIsOurs;
        }

        /** The clock, or null for the system's. */
        Timers clock() {
            return clock;
        }

        /** The event loops, or null for the shared ones. */
        EventLoopGroup eventLoops() {
            return eventLoops;
        }

        /** The executor, or null for one of our own. */
        Executor storeExecutor() {
            return storeExecutor;
        }

        /** The hook executor, or null for one of our own. */
        Executor hookExecutor() {
            return hookExecutor;
        }

        Journal newJournal() {
            return new Journal(journalMails, journalContent);
        }

        DirectoryPlan directories() {
            return directories;
        }
    }
}
