package dev.yubin.store;

import java.text.Normalizer;
import java.util.List;

/**
 * The name of a mailbox within an account: levels from the top down, written with {@code /} between them. The first
 * level {@code INBOX} is the same in any case (RFC 9051 §5.1). Names are Unicode in NFC; how a protocol or a file
 * system encodes them is its own business.
 */
public final class MailboxName implements Comparable<MailboxName> {
    /** The mailbox every account has, where new mail goes. */
    public static final MailboxName INBOX = new MailboxName("INBOX");

    /** What stands between two levels in {@link #toString()}. */
    public static final char SEPARATOR = '/';

    /** Longest name in characters, separators included. */
    public static final int MAX_LENGTH = 1000;

    private final String path;

    private MailboxName(String path) {
        this.path = path;
    }

    /**
     * Reads a name such as {@code Archive/2026}.
     *
     * @throws IllegalArgumentException if a level is empty, the name is too long, or it holds control characters
     */
    public static MailboxName of(String path) {
        String name = Normalizer.normalize(path, Normalizer.Form.NFC);
        boolean emptyLevel = name.isEmpty() || name.startsWith("/") || name.endsWith("/") || name.contains("//");
        if (emptyLevel || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Not a mailbox name: " + path.replaceAll("\\p{Cntrl}", "?"));
        }
        int end = name.indexOf(SEPARATOR);
        String top = end < 0 ? name : name.substring(0, end);
        if (top.equalsIgnoreCase("INBOX")) {
            return end < 0 ? INBOX : new MailboxName("INBOX" + name.substring(end));
        }
        return new MailboxName(name);
    }

    /** Whether this is {@link #INBOX} itself. */
    public boolean isInbox() {
        return path.equals(INBOX.path);
    }

    /** The levels, from the top down. */
    public List<String> levels() {
        return List.of(path.split("/"));
    }

    /** Whether this name lies below {@code ancestor}, at any depth. */
    public boolean isBelow(MailboxName ancestor) {
        return path.length() > ancestor.path.length()
                && path.startsWith(ancestor.path)
                && path.charAt(ancestor.path.length()) == SEPARATOR;
    }

    /**
     * This name with {@code from} at its head replaced by {@code to}, as a rename of {@code from} does to its children.
     *
     * @throws IllegalArgumentException if this name is neither {@code from} nor below it
     */
    public MailboxName moved(MailboxName from, MailboxName to) {
        if (!equals(from) && !isBelow(from)) {
            throw new IllegalArgumentException(this + " is not below " + from);
        }
        return of(to.path + path.substring(from.path.length()));
    }

    @Override
    public int compareTo(MailboxName other) {
        return path.compareTo(other.path);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailboxName name && path.equals(name.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return path;
    }
}
