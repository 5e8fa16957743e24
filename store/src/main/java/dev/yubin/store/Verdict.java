package dev.yubin.store;

import java.io.IOException;
import java.util.Optional;

/** What became of one recipient's copy: see {@link MailStore#deliver}. */
public final class Verdict {
    private static final Verdict DELIVERED = new Verdict(null);

    private final IOException failure;

    private Verdict(IOException failure) {
        this.failure = failure;
    }

    /** It is in the mailbox. */
    public static Verdict delivered() {
        return DELIVERED;
    }

    /** It is nowhere, because of that. */
    public static Verdict failed(IOException failure) {
        return new Verdict(failure);
    }

    /** Whether it is in the mailbox. */
    public boolean isDelivered() {
        return failure == null;
    }

    /** Why it is not. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }
}
