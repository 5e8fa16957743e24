package dev.yubin.protocol.spi;

/** Why the server ends a session by itself. */
public enum Farewell {
    /** The client was idle for too long. */
    IDLE,
    /** The client sends far more than it was told it may. */
    FLOODED,
    /** A call to the store took too long. */
    STORE_TIMED_OUT,
    /** The session has lasted for longer than a session may. */
    SESSION_TOO_LONG,
    /** The session has had as many commands as it may. */
    TOO_MANY_COMMANDS,
    /** More connections are open than may be: said in place of the greeting. */
    TOO_MANY_CONNECTIONS,
    /** The server closes. */
    SHUTTING_DOWN
}
