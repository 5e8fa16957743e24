package dev.yubin.protocol;

import java.time.Duration;

/**
 * What one connection may use, and how many there may be, whatever they speak. Immutable: each method gives a changed
 * copy. A protocol's options say which values it starts with. Connections are counted for each listener by itself.
 */
public final class Limits {
    /** Default of {@link #lineLength()}. RFC 5321 §4.5.3.1.4 asks for 512 plus what extensions add. */
    public static final int DEFAULT_LINE_LENGTH = 2000;

    /** Default of {@link #slowBadCommands()}. */
    public static final int DEFAULT_SLOW_BAD_COMMANDS = 10;

    /** Default of {@link #badCommandDelay()}. */
    public static final Duration DEFAULT_BAD_COMMAND_DELAY = Duration.ofSeconds(1);

    /** Default of {@link #badCommands()}. */
    public static final int DEFAULT_BAD_COMMANDS = 20;

    /** Default of {@link #storeTimeout()}. */
    public static final Duration DEFAULT_STORE_TIMEOUT = Duration.ofSeconds(60);

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
    private int connections = DEFAULT_CONNECTIONS;
    private int connectionsPerAddress = DEFAULT_CONNECTIONS_PER_ADDRESS;
    private int lineLength = DEFAULT_LINE_LENGTH;
    private int slowBadCommands = DEFAULT_SLOW_BAD_COMMANDS;
    private Duration badCommandDelay = DEFAULT_BAD_COMMAND_DELAY;
    private int badCommands = DEFAULT_BAD_COMMANDS;
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

    /** The longest command line in octets, without its CRLF. A longer one is refused and read past. */
    public int lineLength() {
        return lineLength;
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

    /** How long one call to a store, a directory or a hook that blocks may take before the client is told to try again later. */
    public Duration storeTimeout() {
        return storeTimeout;
    }

    /** A copy with this idle limit. */
    public Limits idle(Duration value) {
        Limits copy = copy();
        copy.idle = positive(value);
        return copy;
    }

    /** A copy with this limit to how long a session lasts. */
    public Limits session(Duration value) {
        Limits copy = copy();
        copy.session = positive(value);
        return copy;
    }

    /** A copy with this number of connections, at least 1. */
    public Limits connections(int count) {
        Limits copy = copy();
        copy.connections = atLeast(1, count, "connections");
        return copy;
    }

    /** A copy with this number of connections from one address, at least 1. */
    public Limits connectionsPerAddress(int count) {
        Limits copy = copy();
        copy.connectionsPerAddress = atLeast(1, count, "connections from an address");
        return copy;
    }

    /** A copy with this line length, at least 512. */
    public Limits lineLength(int octets) {
        if (octets < 512) {
            throw new IllegalArgumentException("Lines of 512 octets must be taken (RFC 5321 §4.5.3.1.4): " + octets);
        }
        Limits copy = copy();
        copy.lineLength = octets;
        return copy;
    }

    /** A copy that answers this number of bad commands at once, at least 0. */
    public Limits slowBadCommands(int count) {
        Limits copy = copy();
        copy.slowBadCommands = atLeast(0, count, "bad commands");
        return copy;
    }

    /** A copy that holds replies to further bad commands back for so long; zero is not at all. */
    public Limits badCommandDelay(Duration value) {
        Limits copy = copy();
        copy.badCommandDelay = value.isZero() ? value : positive(value);
        return copy;
    }

    /** A copy with this number of bad commands, at least 1. */
    public Limits badCommands(int count) {
        Limits copy = copy();
        copy.badCommands = atLeast(1, count, "bad commands");
        return copy;
    }

    /** A copy with this store time-out. */
    public Limits storeTimeout(Duration value) {
        Limits copy = copy();
        copy.storeTimeout = positive(value);
        return copy;
    }

    private Limits copy() {
        Limits copy = new Limits();
        copy.idle = idle;
        copy.session = session;
        copy.connections = connections;
        copy.connectionsPerAddress = connectionsPerAddress;
        copy.lineLength = lineLength;
        copy.slowBadCommands = slowBadCommands;
        copy.badCommandDelay = badCommandDelay;
        copy.badCommands = badCommands;
        copy.storeTimeout = storeTimeout;
        return copy;
    }

    private static int atLeast(int least, int count, String what) {
        if (count < least) {
            throw new IllegalArgumentException("There must be at least " + least + " " + what + ": " + count);
        }
        return count;
    }

    private static Duration positive(Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A time limit must be more than zero and at most 100 years: " + value);
        }
        return value;
    }
}
