package dev.yubin.protocol;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What one connection may use, and how many there may be, whatever they speak. Immutable: each method gives a changed
 * copy. A protocol's options say which values it starts with. Connections are counted for each listener by itself.
 */
public final class Limits {
    /** Default of {@link #lineLength()}: what an AUTH command with a long token may take (RFC 4954 §4). */
    public static final int DEFAULT_LINE_LENGTH = 12_288;

    /** Default of {@link #lineLengthAfterLogin()}. */
    public static final int DEFAULT_LINE_LENGTH_AFTER_LOGIN = 65_536;

    /** Default of {@link #literal()}. */
    public static final int DEFAULT_LITERAL = 8192;

    /** Default of {@link #literalAfterLogin()}. */
    public static final int DEFAULT_LITERAL_AFTER_LOGIN = 65_536;

    /** Default of {@link #commands()}: as many as it likes. */
    public static final long DEFAULT_COMMANDS = Long.MAX_VALUE;

    /** Default of {@link #slowBadCommands()}. */
    public static final int DEFAULT_SLOW_BAD_COMMANDS = 10;

    /** Default of {@link #badCommandDelay()}. */
    public static final Duration DEFAULT_BAD_COMMAND_DELAY = Duration.ofSeconds(1);

    /** Default of {@link #badCommands()}. */
    public static final int DEFAULT_BAD_COMMANDS = 20;

    /** Default of {@link #storeTimeout()}. */
    public static final Duration DEFAULT_STORE_TIMEOUT = Duration.ofSeconds(60);

    /** Default of {@link #handshake()}. */
    public static final Duration DEFAULT_HANDSHAKE = Duration.ofSeconds(30);

    /** Default of {@link #session()}. */
    public static final Duration DEFAULT_SESSION = Duration.ofDays(1);

    /** Default of {@link #connections()}. */
    public static final int DEFAULT_CONNECTIONS = 10_000;

    /** Default of {@link #connectionsPerAddress()}. */
    public static final int DEFAULT_CONNECTIONS_PER_ADDRESS = 1000;

    /** Timers count nanoseconds, which end at 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Duration idle;
    private Duration session = DEFAULT_SESSION;
    private Duration handshake = DEFAULT_HANDSHAKE;
    private int connections = DEFAULT_CONNECTIONS;
    private int connectionsPerAddress = DEFAULT_CONNECTIONS_PER_ADDRESS;
    private int lineLength = DEFAULT_LINE_LENGTH;
    private int lineLengthAfterLogin = DEFAULT_LINE_LENGTH_AFTER_LOGIN;
    private int literal = DEFAULT_LITERAL;
    private int literalAfterLogin = DEFAULT_LITERAL_AFTER_LOGIN;
    private long commands = DEFAULT_COMMANDS;
    private int slowBadCommands = DEFAULT_SLOW_BAD_COMMANDS;
    private Duration badCommandDelay = DEFAULT_BAD_COMMAND_DELAY;
    private int badCommands = DEFAULT_BAD_COMMANDS;
    private LoginLimits logins = LoginLimits.defaults();
    private Duration storeTimeout = DEFAULT_STORE_TIMEOUT;

    private Limits() {}

    /** The defaults, with this idle limit. */
    public static Limits withIdle(Duration idle) {
        return new Limits().idle(idle);
    }

    /** How long a connection may neither send nor take anything before it is closed. */
    public Duration idle() {
        return idle;
    }

    /** How long a session may last, however busy it is. After that it is closed as soon as no command runs. */
    public Duration session() {
        return session;
    }

    /** How long a TLS handshake may take before the connection is closed. */
    public Duration handshake() {
        return handshake;
    }

    /**
     * How many connections a listener may have. One more is told to try again later in place of the greeting, and
     * closed; once as many again wait for their end like that, others are closed without a word.
     */
    public int connections() {
        return connections;
    }

    /**
     * How many connections a listener may have from one address, which is the client's own if it comes through a
     * trusted proxy. One more is told to try again later in place of the greeting, and closed.
     */
    public int connectionsPerAddress() {
        return connectionsPerAddress;
    }

    /** The longest command line before log-in, in octets without its CRLF. A longer one is refused and read past. */
    public int lineLength() {
        return lineLength;
    }

    /** The longest command line after log-in; never less than {@link #lineLength()}. */
    public int lineLengthAfterLogin() {
        return Math.max(lineLength, lineLengthAfterLogin);
    }

    /** The longest literal of an IMAP command before log-in, in octets; for protocols that have literals. */
    public int literal() {
        return literal;
    }

    /** The longest one after log-in, apart from messages; never less than {@link #literal()}. */
    public int literalAfterLogin() {
        return Math.max(literal, literalAfterLogin);
    }

    /**
     * How many commands a session may have, the end of a message among them. One more is told to try again later, and the
     * connection is closed.
     */
    public long commands() {
        return commands;
    }

    /** How many bad commands in one session are answered at once; each one more waits for {@link #badCommandDelay()}. */
    public int slowBadCommands() {
        return slowBadCommands;
    }

    /** How long the reply to a bad command is held back after {@link #slowBadCommands()} of them; zero is not at all. */
    public Duration badCommandDelay() {
        return badCommandDelay;
    }

    /** After how many bad commands in one session the connection is closed. */
    public int badCommands() {
        return badCommands;
    }

    /** How many log-ins may fail, and how long a failed one waits for its answer. */
    public LoginLimits logins() {
        return logins;
    }

    /** How long one call to a store, a directory or a hook that blocks may take before the client is told to try again later. */
    public Duration storeTimeout() {
        return storeTimeout;
    }

    /** A copy with this idle limit. */
    public Limits idle(Duration value) {
        return with(copy -> copy.idle = positive(value));
    }

    /** A copy with this limit to how long a session lasts. */
    public Limits session(Duration value) {
        return with(copy -> copy.session = positive(value));
    }

    /** A copy with this limit to how long a TLS handshake takes. */
    public Limits handshake(Duration value) {
        return with(copy -> copy.handshake = positive(value));
    }

    /** A copy with this number of connections, at least 1. */
    public Limits connections(int count) {
        return with(copy -> copy.connections = atLeast(1, count, "connections"));
    }

    /** A copy with this number of connections from one address, at least 1. */
    public Limits connectionsPerAddress(int count) {
        return with(copy -> copy.connectionsPerAddress = atLeast(1, count, "connections from an address"));
    }

    /** A copy with this line length before log-in, at least 512. */
    public Limits lineLength(int octets) {
        return with(copy -> copy.lineLength = line(octets));
    }

    /** A copy with this line length after log-in, at least 512. */
    public Limits lineLengthAfterLogin(int octets) {
        return with(copy -> copy.lineLengthAfterLogin = line(octets));
    }

    /** A copy with this length of a literal before log-in, at least 512. */
    public Limits literal(int octets) {
        return with(copy -> copy.literal = atLeast(512, octets, "octets in a literal"));
    }

    /** A copy with this length of a literal after log-in, at least 512. */
    public Limits literalAfterLogin(int octets) {
        return with(copy -> copy.literalAfterLogin = atLeast(512, octets, "octets in a literal"));
    }

    /** A copy with this number of commands, at least 1. */
    public Limits commands(long count) {
        return with(copy -> copy.commands = atLeast(1, count, "commands"));
    }

    /** A copy that answers this number of bad commands at once, at least 0. */
    public Limits slowBadCommands(int count) {
        return with(copy -> copy.slowBadCommands = atLeast(0, count, "bad commands"));
    }

    /** A copy that holds replies to further bad commands back for so long; zero is not at all. */
    public Limits badCommandDelay(Duration value) {
        return with(copy -> copy.badCommandDelay = value.isZero() ? value : positive(value));
    }

    /** A copy with this number of bad commands, at least 1. */
    public Limits badCommands(int count) {
        return with(copy -> copy.badCommands = atLeast(1, count, "bad commands"));
    }

    /** A copy with changed limits to failed log-ins: {@code limits.logins(l -> l.failed(3))}. */
    public Limits logins(UnaryOperator<LoginLimits> change) {
        return with(copy -> copy.logins = change.apply(logins));
    }

    /** A copy with this store time-out. */
    public Limits storeTimeout(Duration value) {
        return with(copy -> copy.storeTimeout = positive(value));
    }

    private Limits with(Consumer<Limits> change) {
        Limits copy = new Limits();
        copy.idle = idle;
        copy.session = session;
        copy.handshake = handshake;
        copy.connections = connections;
        copy.connectionsPerAddress = connectionsPerAddress;
        copy.lineLength = lineLength;
        copy.lineLengthAfterLogin = lineLengthAfterLogin;
        copy.literal = literal;
        copy.literalAfterLogin = literalAfterLogin;
        copy.commands = commands;
        copy.slowBadCommands = slowBadCommands;
        copy.badCommandDelay = badCommandDelay;
        copy.badCommands = badCommands;
        copy.logins = logins;
        copy.storeTimeout = storeTimeout;
        change.accept(copy);
        return copy;
    }

    private static int line(int octets) {
        if (octets < 512) {
            throw new IllegalArgumentException("Lines of 512 octets must be taken (RFC 5321 §4.5.3.1.4): " + octets);
        }
        return octets;
    }

    static int atLeast(int least, int count, String what) {
        return (int) atLeast(least, (long) count, what);
    }

    private static long atLeast(int least, long count, String what) {
        if (count < least) {
            throw new IllegalArgumentException("There must be at least " + least + " " + what + ": " + count);
        }
        return count;
    }

    static Duration positive(Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A time limit must be more than zero and at most 100 years: " + value);
        }
        return value;
    }
}
