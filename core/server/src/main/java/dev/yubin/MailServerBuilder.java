package dev.yubin;

import dev.yubin.pop3.Pop3Options;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.TlsOptions;
import dev.yubin.protocol.TokenValidator;
import dev.yubin.protocol.spi.Protocol;
import dev.yubin.smtp.SmtpOptions;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import io.netty.channel.EventLoopGroup;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Sets a {@link MailServer} up: see {@link MailServer#builder}. Not thread-safe. */
public final class MailServerBuilder {
    /** Default of {@link #journal}: how many mails are kept. */
    public static final int DEFAULT_JOURNAL_MAILS = 10_000;

    /** Default of {@link #journal}: how many octets of content are kept, 64 MiB. */
    public static final long DEFAULT_JOURNAL_CONTENT = 64L * 1024 * 1024;

    private final ServerPlan plan = new ServerPlan();

    MailServerBuilder() {}

    /** Speaks SMTP on a port; 0 takes a free one, which {@link MailServer#smtp()} tells. */
    public MailServerBuilder smtp(int port) {
        return smtp(port, smtp -> smtp);
    }

    /** Speaks SMTP on a port, with options: {@code smtp(2525, smtp -> smtp.maxMessageSize(10_000_000))}. */
    public MailServerBuilder smtp(int port, UnaryOperator<SmtpOptions> options) {
        return listen(port, SmtpOptions.defaults(), options);
    }

    /**
     * Takes users' new mail on a port (RFC 6409); 0 takes a free one, which {@link MailServer#submission()} tells.
     */
    public MailServerBuilder submission(int port) {
        return submission(port, submission -> submission);
    }

    /** Takes users' new mail on a port, with options. */
    public MailServerBuilder submission(int port, UnaryOperator<SmtpOptions> options) {
        return listen(port, SmtpOptions.submission(), options);
    }

    /** Speaks LMTP on a port (RFC 2033); 0 takes a free one, which {@link MailServer#lmtp()} tells. */
    public MailServerBuilder lmtp(int port) {
        return lmtp(port, lmtp -> lmtp);
    }

    /** Speaks LMTP on a port, with options. */
    public MailServerBuilder lmtp(int port, UnaryOperator<SmtpOptions> options) {
        return listen(port, SmtpOptions.lmtp(), options);
    }

    /** Speaks POP3 on a port; 0 takes a free one, which {@link MailServer#pop3()} tells. */
    public MailServerBuilder pop3(int port) {
        return pop3(port, pop3 -> pop3);
    }

    /** Speaks POP3 on a port, with options. */
    public MailServerBuilder pop3(int port, UnaryOperator<Pop3Options> options) {
        return listen(port, Pop3Options.defaults(), options);
    }

    /** Speaks SMTP over TLS from the first octet on; 0 takes a free port, which {@link MailServer#smtps()} tells. */
    public MailServerBuilder smtps(int port) {
        return smtps(port, smtp -> smtp);
    }

    /** Speaks SMTP over TLS on a port, with options. */
    public MailServerBuilder smtps(int port, UnaryOperator<SmtpOptions> options) {
        return listen(port, SmtpOptions.defaults().startsWithTls(true), options);
    }

    /**
     * Takes users' new mail over TLS from the first octet on (RFC 8314 §3.3); 0 takes a free port, which
     * {@link MailServer#submissions()} tells.
     */
    public MailServerBuilder submissions(int port) {
        return submissions(port, submission -> submission);
    }

    /** Takes users' new mail over TLS on a port, with options. */
    public MailServerBuilder submissions(int port, UnaryOperator<SmtpOptions> options) {
        return listen(port, SmtpOptions.submission().startsWithTls(true), options);
    }

    /** Speaks POP3 over TLS from the first octet on (RFC 8314 §3.1); 0 takes a free port, which {@link MailServer#pop3s()} tells. */
    public MailServerBuilder pop3s(int port) {
        return pop3s(port, pop3 -> pop3);
    }

    /** Speaks POP3 over TLS on a port, with options. */
    public MailServerBuilder pop3s(int port, UnaryOperator<Pop3Options> options) {
        return listen(port, Pop3Options.defaults().startsWithTls(true), options);
    }

    /** Speaks a protocol of your own on a port. */
    public MailServerBuilder protocol(int port, Protocol protocol) {
        Objects.requireNonNull(protocol);
        return listen(protocol.name(), port, parts -> protocol);
    }

    /**
     * Changes the limits that all listeners start with, before their own options change them, whichever is said first:
     * {@code limits(l -> l.idle(Duration.ofMinutes(1)).connections(500))}. What is said again is changed as well. A
     * {@link #protocol} of your own has its own limits.
     */
    public MailServerBuilder limits(UnaryOperator<Limits> change) {
        plan.limits(change);
        return this;
    }

    /** Listens on this address instead of the loopback address. */
    public MailServerBuilder bind(InetAddress address) {
        plan.bind = Objects.requireNonNull(address);
        return this;
    }

    /** How the server calls itself; {@code localhost} by default. */
    public MailServerBuilder hostName(String name) {
        plan.hostName = AccountName.canonicalDomain(name);
        return this;
    }

    /**
     * Names a user. With the first one the directory is closed: other local addresses do not exist, and nobody else
     * can log in.
     *
     * @param name a local part, good at every local domain, or a full address
     */
    public MailServerBuilder user(String name, String password) {
        plan.directories.user(name, password);
        return this;
    }

    /** Names users: see {@link #user}. */
    public MailServerBuilder users(Map<String, String> passwords) {
        passwords.forEach(this::user);
        return this;
    }

    /** Names local domains. With the first one, mail for other domains is refused; with none, all are local. */
    public MailServerBuilder domains(String... names) {
        for (String name : names) {
            plan.directories.domain(name);
        }
        return this;
    }

    /**
     * Sends mail for a name on to others: {@code alias("sales", "bob", "carol@example.com")}. A name without a
     * domain is good at every local domain; as a target it is at the first one, or at the host name. Targets are
     * users, other aliases, and lists; that they exist is checked at the start.
     */
    public MailServerBuilder alias(String name, String... targets) {
        List<String> all = List.of(targets);
        plan.directories.book(book -> book.alias(name, all));
        return this;
    }

    /**
     * Names a mailing list: {@code list("team", "bob", "carol", "other-team")}. Each member gets one copy, those of
     * lists within the list too. Names are as for {@link #alias}. EXPN shows the members to anybody who asks; see
     * {@link SmtpOptions#expn(boolean)}.
     */
    public MailServerBuilder list(String name, String... members) {
        List<String> all = List.of(members);
        plan.directories.book(book -> book.list(name, all));
        return this;
    }

    /**
     * Sends mail for local addresses that nobody has to this user, alias or list. If no users are named, nobody has
     * any but those that aliases and lists name.
     */
    public MailServerBuilder catchAll(String target) {
        plan.directories.book(book -> book.catchAll(target));
        return this;
    }

    /** Sends mail for addresses of one local domain that nobody has to this user, alias or list. */
    public MailServerBuilder catchAll(String domain, String target) {
        plan.directories.book(book -> book.catchAll(domain, target));
        return this;
    }

    /**
     * Whether {@code bob+tag} is {@code bob} unless somebody is named so. By default it is if users are named; if
     * not, every address is an account of its own.
     */
    public MailServerBuilder subAddressing(boolean on) {
        plan.directories.book(book -> book.subAddressing(on));
        return this;
    }

    /** Sub-addressing with another delimiter than {@code +}. */
    public MailServerBuilder subAddressing(char delimiter) {
        plan.directories.book(book -> book.subAddressing(delimiter));
        return this;
    }

    /**
     * Asks a directory of your own for addresses, instead of the users that are named. Aliases and lists, if there are
     * any, go before it. Which domains are local is up to it; {@link #domains} only says where bare names of aliases and
     * lists are good.
     */
    public MailServerBuilder directory(Directory own) {
        plan.directories.directory(own);
        return this;
    }

    /** Asks an authenticator of your own for log-ins, instead of the users that are named. */
    public MailServerBuilder authenticator(Authenticator own) {
        plan.directories.authenticator(own);
        return this;
    }

    /**
     * Takes OAuth's tokens (XOAUTH2, OAUTHBEARER) that this finds good:
     * {@code tokens(token -> token.value().equals("t0ken") ? Optional.of("bob") : Optional.empty())}. Without, an open
     * server takes any token, and one with named users none. An {@link #authenticator} of your own takes tokens itself.
     */
    public MailServerBuilder tokens(TokenValidator validator) {
        plan.directories.tokens(validator);
        return this;
    }

    /** Lets anybody in without a password, to this account (ANONYMOUS, RFC 4505). */
    public MailServerBuilder anonymous(String account) {
        plan.directories.anonymous(account);
        return this;
    }

    /**
     * How the server proves itself and encrypts: {@code tls(tls -> tls.versions("TLSv1.3"))}. By default with a certificate
     * of its own making, see {@link MailServer#tls()}.
     */
    public MailServerBuilder tls(UnaryOperator<TlsOptions> options) {
        plan.tls = Objects.requireNonNull(options.apply(plan.tls));
        return this;
    }

    /** How the server proves itself and encrypts: {@code tls(TlsOptions.pem(chain, key))}. */
    public MailServerBuilder tls(TlsOptions options) {
        plan.tls = Objects.requireNonNull(options);
        return this;
    }

    /** Keeps mail in this store, which stays the caller's to close. */
    public MailServerBuilder store(MailStore instance) {
        Objects.requireNonNull(instance);
        plan.store = () -> instance;
        plan.storeIsOurs = false;
        return this;
    }

    /**
     * Keeps mail in a store that is made at the start and closed with the server:
     * {@code store(() -> MaildirMailStore.open(path))}. If it cannot be made the server does not start.
     */
    public MailServerBuilder store(Callable<? extends MailStore> opening) {
        plan.store = Objects.requireNonNull(opening);
        plan.storeIsOurs = true;
        return this;
    }

    /** Takes the time from this clock; a {@link dev.yubin.protocol.VirtualClock} in tests. */
    public MailServerBuilder clock(Timers timers) {
        plan.clock = Objects.requireNonNull(timers);
        return this;
    }

    /**
     * Runs on these event loops instead of the shared ones. They stay the caller's to shut down, after the server is
     * closed.
     */
    public MailServerBuilder eventLoops(EventLoopGroup group) {
        plan.eventLoops = Objects.requireNonNull(group);
        return this;
    }

    /**
     * Runs what may block on this executor, which stays the caller's to shut down: one with virtual threads on Java
     * 21, for example. By default a pool of up to 32 threads.
     */
    public MailServerBuilder storeExecutor(Executor executor) {
        plan.storeExecutor = Objects.requireNonNull(executor);
        return this;
    }

    /**
     * Runs hooks that may block on this executor, which stays the caller's to shut down. By default each runs on a
     * thread of its own, up to 1,000 at a time. An executor that queues may keep a hook waiting for itself if it
     * sends mail to this server.
     */
    public MailServerBuilder hookExecutor(Executor executor) {
        plan.hookExecutor = Objects.requireNonNull(executor);
        return this;
    }

    /**
     * How much received mail {@link MailServer#received()} keeps.
     *
     * @param mails how many mails; 0 keeps none
     * @param contentOctets how many octets of content they may have together; older mails lose theirs
     */
    public MailServerBuilder journal(int mails, long contentOctets) {
        if (mails < 0 || contentOctets < 0) {
            throw new IllegalArgumentException("A journal cannot keep less than nothing");
        }
        plan.journalMails = mails;
        plan.journalContent = contentOctets;
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
        if (plan.listeners.isEmpty()) {
            throw new IllegalStateException("There is nothing to listen for: call smtp(0), for example");
        }
        return new MailServer(RunningServer.start(plan));
    }

    private MailServerBuilder listen(int port, SmtpOptions defaults, UnaryOperator<SmtpOptions> options) {
        SmtpOptions chosen = options.apply(defaults.limits(plan.limits)); // What is wrong shows here, not at the start.
        if (chosen.role() != defaults.role()) {
            throw new IllegalArgumentException(
                    "These options are for " + chosen.role().protocolName() + ", not for "
                            + defaults.role().protocolName() + ": change the ones that are given");
        }
        return listen(chosen.protocolName(), port, parts -> parts.smtp(defaults, options));
    }

    private MailServerBuilder listen(int port, Pop3Options defaults, UnaryOperator<Pop3Options> options) {
        // What is wrong shows here, not at the start.
        Pop3Options chosen = options.apply(defaults.limits(plan.limits));
        return listen(chosen.protocolName(), port, parts -> parts.pop3(defaults, options));
    }

    private MailServerBuilder listen(String name, int port, ListenerPlan.Speaker speaker) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + port + " for " + name);
        }
        plan.listeners.add(new ListenerPlan(name, port, speaker));
        return this;
    }
}
