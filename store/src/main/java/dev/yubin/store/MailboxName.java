package dev.yubin.store;

import dev.yubin.store.StoreException.Kind;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /**
     * What a rename does to the mailboxes of an account: each old name with its new one, for {@code from} and all below
     * it. These are all rules of {@link MailAccount#rename}, so a store checks with this and then renames. It lets all
     * leave their names before any arrives: {@code a/b} may become {@code a} and {@code a/b/b} take the name
     * {@code a/b}.
     *
     * @param existing the names of all mailboxes of the account
     * @return old names and new ones, sorted by the old
     * @throws StoreException {@code NOT_FOUND} if {@code from} does not exist, {@code UNSUPPORTED} if it is INBOX or
     *     would come below itself, {@code ALREADY_EXISTS} if a new name belongs to a mailbox that keeps it,
     *     {@code LIMIT} if a new name is too long
     */
    public static SortedMap<MailboxName, MailboxName> renames(
            Collection<MailboxName> existing, MailboxName from, MailboxName to) throws StoreException {
        if (!existing.contains(from)) {
            throw new StoreException(Kind.NOT_FOUND, "No mailbox " + from);
        }
        if (from.isInbox() || to.isBelow(from)) {
            throw new StoreException(Kind.UNSUPPORTED, from + " cannot be renamed to " + to);
        }
        SortedMap<MailboxName, MailboxName> renames = new TreeMap<>();
        for (MailboxName name : existing) {
            if (name.equals(from) || name.isBelow(from)) {
                renames.put(name, name.renamed(from, to));
            }
        }
        for (MailboxName target : renames.values()) {
            boolean leaves = renames.containsKey(target) && !from.equals(to);
            if (existing.contains(target) && !leaves) {
                throw new StoreException(Kind.ALREADY_EXISTS, "There is already a mailbox " + target);
            }
        }
        return renames;
    }

    private MailboxName renamed(MailboxName from, MailboxName to) throws StoreException {
        try {
            return moved(from, to);
        } catch (IllegalArgumentException tooLong) {
            throw new StoreException(Kind.LIMIT, "The new name of " + this + " is too long", tooLong);
        }
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
