package dev.yubin.store;

import java.util.Locale;

/**
 * One flag of a message: a system flag such as {@code \Seen} or a keyword such as {@code $Forwarded} (RFC 9051 §2.3.2).
 * Flags are the same in any case; a keyword keeps the case it was first given.
 */
public final class Flag implements Comparable<Flag> {
    /** The message has been read. */
    public static final Flag SEEN = new Flag("\\Seen");

    /** The message has been answered. */
    public static final Flag ANSWERED = new Flag("\\Answered");

    /** The message is marked for attention. */
    public static final Flag FLAGGED = new Flag("\\Flagged");

    /** The message is marked for a later EXPUNGE. */
    public static final Flag DELETED = new Flag("\\Deleted");

    /** The message is not finished. */
    public static final Flag DRAFT = new Flag("\\Draft");

    /** Longest keyword, in characters. */
    public static final int MAX_KEYWORD = 128;

    private static final Flag[] SYSTEM = {SEEN, ANSWERED, FLAGGED, DELETED, DRAFT};

    private final String name;
    private final String key;

    private Flag(String name) {
        this.name = name;
        this.key = name.toLowerCase(Locale.ROOT);
    }

    /**
     * The flag of that name: one of the five system flags, or a keyword.
     *
     * @throws IllegalArgumentException if it is neither; {@code \Recent} is no flag of a message (RFC 9051 §2.3.2)
     */
    public static Flag of(String name) {
        if (name.startsWith("\\")) {
            for (Flag flag : SYSTEM) {
                if (flag.name.equalsIgnoreCase(name)) {
                    return flag;
                }
            }
            throw new IllegalArgumentException("Not a system flag");
        }
        // RFC 9051 §9: flag-keyword is an atom.
        boolean atom =
                !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0);
        if (!atom || name.length() > MAX_KEYWORD) {
            throw new IllegalArgumentException("Not a keyword");
        }
        return new Flag(name);
    }

    /** Whether this is a system flag. */
    public boolean isSystem() {
        return name.charAt(0) == '\\';
    }

    @Override
    public int compareTo(Flag other) {
        return key.compareTo(other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flag flag && key.equals(flag.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** The flag's name as it goes over the wire. */
    @Override
    public String toString() {
        return name;
    }
}
