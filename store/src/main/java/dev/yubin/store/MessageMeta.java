package dev.yubin.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a store knows of a message besides its content. */
public final class MessageMeta {
    /** Stands for a save date that is not known. */
    private static final int NO_DATE = -1;

    // Plain numbers, because there may be millions of these on the heap.
    private final int uid;
    private final int internalNanos;
    private final int saveNanos;
    private final long internalSecond;
    private final long saveSecond;
    private final long modSeq;
    private final long size;
    private final Flags flags;
    private final String emailId;

    private MessageMeta(Builder from) {
        this.uid = (int) from.uid;
        this.modSeq = from.modSeq;
        this.flags = from.flags;
        this.size = from.size;
        this.internalSecond = from.internalDate.getEpochSecond();
        this.internalNanos = from.internalDate.getNano();
        this.saveSecond = from.saveDate == null ? 0 : from.saveDate.getEpochSecond();
        this.saveNanos = from.saveDate == null ? NO_DATE : from.saveDate.getNano();
        this.emailId = from.emailId;
    }

    /** A builder for the message of that UID and size in octets, received at that time. */
    public static Builder builder(long uid, long size, Instant internalDate) {
        return new Builder(uid, size, internalDate);
    }

    /**
     * A builder for a new message that gets that UID: with its size, date, flags and EMAILID. What the store adds is the
     * MODSEQ, the save date, and an EMAILID if there is none.
     */
    public static Builder builder(long uid, NewMessage message) {
        return new Builder(uid, message.content().size(), message.internalDate())
                .flags(message.flags())
                .emailId(message.emailId());
    }

    /** The UID. */
    public long uid() {
        return Integer.toUnsignedLong(uid);
    }

    /** The MODSEQ of the commit that last touched it; 0 if the store keeps none. */
    public long modSeq() {
        return modSeq;
    }

    /** The flags. */
    public Flags flags() {
        return flags;
    }

    /** The size in octets (RFC822.SIZE). */
    public long size() {
        return size;
    }

    /** When the message was received (INTERNALDATE). */
    public Instant internalDate() {
        return Instant.ofEpochSecond(internalSecond, internalNanos);
    }

    /** When it came into this mailbox (RFC 8514); empty if the store does not know. */
    public Optional<Instant> saveDate() {
        return saveNanos == NO_DATE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(saveSecond, saveNanos));
    }

    /** What identifies the content (RFC 8474 EMAILID); empty if the store keeps none. */
    public String emailId() {
        return emailId;
    }

    /** A builder that starts with all of this. */
    public Builder toBuilder() {
        Builder same = new Builder(uid(), size, internalDate());
        same.modSeq = modSeq;
        same.flags = flags;
        same.saveDate = saveDate().orElse(null);
        same.emailId = emailId;
        return same;
    }

    @Override
    public String toString() {
        return "UID " + uid() + " MODSEQ " + modSeq + " FLAGS " + flags + " SIZE " + size;
    }

    /** Builds a {@link MessageMeta}. Not thread-safe. */
    public static final class Builder {
        private final long uid;
        private final long size;
        private final Instant internalDate;
        private long modSeq;
        private Flags flags = Flags.NONE;
        private Instant saveDate;
        private String emailId = "";

        private Builder(long uid, long size, Instant internalDate) {
            if (uid < 0 || uid > UidSet.MAX_UID) {
                throw new IllegalArgumentException("Not a UID: " + uid);
            }
            this.uid = uid;
            this.size = size;
            this.internalDate = Objects.requireNonNull(internalDate);
        }

        /** Sets the MODSEQ. */
        public Builder modSeq(long value) {
            modSeq = value;
            return this;
        }

        /** Sets the flags. */
        public Builder flags(Flags value) {
            flags = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the save date. */
        public Builder saveDate(Instant value) {
            saveDate = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the EMAILID. */
        public Builder emailId(String value) {
            emailId = Objects.requireNonNull(value);
            return this;
        }

        /** The message's data. */
        public MessageMeta build() {
            return new MessageMeta(this);
        }
    }
}
