package dev.yubin.store;

import java.util.regex.Pattern;

/**
 * What identifies a mailbox for as long as it exists: it survives a rename and is never given out again in its account
 * (RFC 8474 §4, MAILBOXID).
 */
public final class MailboxId implements Comparable<MailboxId> {
    private static final Pattern OBJECT_ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final String value;

    private MailboxId(String value) {
        this.value = value;
    }

    /**
     * An id from its text.
     *
     * @throws IllegalArgumentException if the text is not 1 to 255 of {@code A-Za-z0-9_-} (RFC 8474 §7, objectid)
     */
    public static MailboxId of(String value) {
        if (!OBJECT_ID.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an object id: 1 to 255 letters, digits, '_' or '-' are allowed");
        }
        return new MailboxId(value);
    }

    @Override
    public int compareTo(MailboxId other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailboxId id && value.equals(id.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
