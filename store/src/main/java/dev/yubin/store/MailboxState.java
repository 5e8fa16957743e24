package dev.yubin.store;

import java.util.Objects;
import java.util.OptionalLong;

/** The counters and marks of a mailbox at one moment: see {@link Mailbox#state()}. */
public final class MailboxState {
    private final long uidValidity;
    private final long uidNext;
    private final long highestModSeq;
    private final long messages;
    private final long unseen;
    private final long deleted;
    private final long size;
    private final long firstUnseen;
    private final Flags keywords;
    private final boolean keywordsFull;

    private MailboxState(Builder from) {
        this.uidValidity = from.uidValidity;
        this.uidNext = from.uidNext;
        this.highestModSeq = from.highestModSeq;
        this.messages = from.messages;
        this.unseen = from.unseen;
        this.deleted = from.deleted;
        this.size = from.size;
        this.firstUnseen = from.firstUnseen;
        this.keywords = from.keywords;
        this.keywordsFull = from.keywordsFull;
    }

    /** A builder with all counters 0. */
    public static Builder builder() {
        return new Builder();
    }

    /** UIDVALIDITY: rises when the name is used anew, and never repeats in the account. */
    public long uidValidity() {
        return uidValidity;
    }

    /** UIDNEXT: the next message gets this UID or a higher one. */
    public long uidNext() {
        return uidNext;
    }

    /** HIGHESTMODSEQ: the newest commit; 0 if the store keeps no MODSEQ (NOMODSEQ). */
    public long highestModSeq() {
        return highestModSeq;
    }

    /** How many messages there are. */
    public long messages() {
        return messages;
    }

    /** How many of them are not {@code \Seen}. */
    public long unseen() {
        return unseen;
    }

    /** How many of them are {@code \Deleted}. */
    public long deleted() {
        return deleted;
    }

    /** How many octets they have together. */
    public long size() {
        return size;
    }

    /** The lowest UID that is not {@code \Seen}, if there is one. */
    public OptionalLong firstUnseen() {
        return firstUnseen == 0 ? OptionalLong.empty() : OptionalLong.of(firstUnseen);
    }

    /** The keywords that messages have; a store may also name those they had. */
    public Flags keywords() {
        return keywords;
    }

    /**
     * Whether the mailbox takes no keyword beyond {@link #keywords()}; then PERMANENTFLAGS has no {@code \\*} (RFC 9051
     * §7.1).
     */
    public boolean keywordsFull() {
        return keywordsFull;
    }

    /** Builds a {@link MailboxState}. Not thread-safe. */
    public static final class Builder {
        private long uidValidity;
        private long uidNext;
        private long highestModSeq;
        private long messages;
        private long unseen;
        private long deleted;
        private long size;
        private long firstUnseen;
        private Flags keywords = Flags.NONE;
        private boolean keywordsFull;

        private Builder() {}

        /** Sets UIDVALIDITY. */
        public Builder uidValidity(long value) {
            uidValidity = value;
            return this;
        }

        /** Sets UIDNEXT. */
        public Builder uidNext(long value) {
            uidNext = value;
            return this;
        }

        /** Sets HIGHESTMODSEQ. */
        public Builder highestModSeq(long value) {
            highestModSeq = value;
            return this;
        }

        /** Sets the number of messages. */
        public Builder messages(long value) {
            messages = value;
            return this;
        }

        /** Sets the number of messages without {@code \Seen}. */
        public Builder unseen(long value) {
            unseen = value;
            return this;
        }

        /** Sets the number of {@code \Deleted} messages. */
        public Builder deleted(long value) {
            deleted = value;
            return this;
        }

        /** Sets the size in octets. */
        public Builder size(long value) {
            size = value;
            return this;
        }

        /** Sets the UID of the first message without {@code \Seen}, 0 for none. */
        public Builder firstUnseen(long value) {
            firstUnseen = value;
            return this;
        }

        /** Sets the keywords in use. */
        public Builder keywords(Flags value) {
            keywords = Objects.requireNonNull(value);
            return this;
        }

        /** Sets whether there is no room for another keyword. */
        public Builder keywordsFull(boolean value) {
            keywordsFull = value;
            return this;
        }

        /**
         * Counts one message: it is added to the number of messages, the size and the keywords, and if it is that, to
         * the unseen, the deleted, and the first unseen.
         */
        public Builder count(MessageMeta message) {
            messages++;
            size += message.size();
            keywords = keywords.plus(message.flags().keywords());
            if (message.flags().contains(Flag.DELETED)) {
                deleted++;
            }
            if (!message.flags().contains(Flag.SEEN)) {
                unseen++;
                firstUnseen = firstUnseen == 0 ? message.uid() : Math.min(firstUnseen, message.uid());
            }
            return this;
        }

        /** The state. */
        public MailboxState build() {
            return new MailboxState(this);
        }
    }
}
