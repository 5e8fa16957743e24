package dev.yubin.store;

import java.io.IOException;

/**
 * What a store throws when it cannot do what it was asked. Each protocol has one table from {@link Kind} to its reply;
 * the message is for the log and never reaches a client. A plain IOException counts as {@link Kind#TEMPORARY}.
 */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    /** Why the store could not do it. The set is closed, so that every protocol's table is complete. */
    public enum Kind {
        /** There is no account, mailbox or message of that name or UID. */
        NOT_FOUND,
        /** There is already one of that name. */
        ALREADY_EXISTS,
        /** The mailbox was deleted while it was in use. */
        GONE,
        /** The account's quota would be exceeded. */
        OVERQUOTA,
        /** A limit of the store: a keyword too many, a name it cannot keep, a message too large. */
        LIMIT,
        /** The store does not do this, ever. */
        UNSUPPORTED,
        /** It did not work now and may later: a full disk, a lost connection, a busy lock. */
        TEMPORARY,
        /** What is stored cannot be read as it should be. */
        CORRUPT
    }

    private final Kind kind;

    /** A failure of that kind; the message says what a person can do about it. */
    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** As {@link #StoreException(Kind, String)}, with the cause. */
    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why the store could not do it. */
    public Kind kind() {
        return kind;
    }

    /** The kind of any failure of a store: its own, or {@link Kind#TEMPORARY}. */
    public static Kind kindOf(IOException failure) {
        return failure instanceof StoreException own ? own.kind : Kind.TEMPORARY;
    }
}
