package dev.yubin.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.function.LongConsumer;

/**
 * An immutable set of UIDs, kept as ascending ranges: "all" is one range, whatever the size of the mailbox. A UID is 1
 * to 4,294,967,295 (RFC 9051 §2.3.1.1).
 */
public final class UidSet {
    /** The largest UID there can be. */
    public static final long MAX_UID = 0xFFFF_FFFFL;

    /** No UID. */
    public static final UidSet EMPTY = new UidSet(new long[0]);

    /** Every UID there can be. */
    public static final UidSet ALL = new UidSet(new long[] {1, MAX_UID});

    /** first, last, first, last ... inclusive, ascending, with a gap between ranges. */
    private final long[] bounds;

    private UidSet(long[] bounds) {
        this.bounds = bounds;
    }

    /** These UIDs, in any order. */
    public static UidSet of(long... uids) {
        long[] sorted = uids.clone();
        Arrays.sort(sorted);
        Builder set = new Builder();
        for (long uid : sorted) {
            set.add(uid);
        }
        return set.build();
    }

    /** The UIDs of these messages, in any order. */
    public static UidSet of(Collection<MessageMeta> messages) {
        return of(messages.stream().mapToLong(MessageMeta::uid).toArray());
    }

    /** The UIDs from {@code first} to {@code last}, both included. */
    public static UidSet range(long first, long last) {
        return new Builder().addRange(first, last).build();
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static UidSet parse(String text) {
        Builder set = new Builder();
        for (int from = 0; from < text.length(); ) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            int colon = text.indexOf(':', from);
            boolean range = colon >= 0 && colon < end;
            long first = Long.parseLong(text, from, range ? colon : end, 10);
            set.addRange(first, range ? Long.parseLong(text, colon + 1, end, 10) : first);
            from = end + 1;
        }
        return set.build();
    }

    /** Whether there is no UID in the set. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many UIDs there are in the set, whether or not they name messages. */
    public long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1;
        }
        return count;
    }

    /** Whether a UID is in the set. O(log ranges). */
    public boolean contains(long uid) {
        int at = Arrays.binarySearch(bounds, uid);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /** The UIDs of this set and the other. */
    public UidSet plus(UidSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        Builder union = new Builder();
        int mine = 0;
        int theirs = 0;
        while (mine < ranges() || theirs < other.ranges()) {
            boolean takeMine = theirs == other.ranges() || mine < ranges() && first(mine) <= other.first(theirs);
            long first = takeMine ? first(mine) : other.first(theirs);
            long last = takeMine ? last(mine++) : other.last(theirs++);
            // What the last range added covers already is left out.
            long from = union.used == 0 ? first : Math.max(first, union.bounds[union.used - 1]);
            if (from <= last) {
                union.addRange(from, last);
            }
        }
        return union.build();
    }

    /** The UIDs of this set that are not in the other. */
    public UidSet minus(UidSet other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        Builder rest = new Builder();
        int theirs = 0;
        for (int mine = 0; mine < ranges(); mine++) {
            long from = first(mine);
            while (from <= last(mine)) {
                while (theirs < other.ranges() && other.last(theirs) < from) {
                    theirs++;
                }
                long gapEnd = theirs < other.ranges() ? other.first(theirs) - 1 : MAX_UID;
                if (from <= gapEnd) {
                    rest.addRange(from, Math.min(gapEnd, last(mine)));
                }
                from = gapEnd < last(mine) ? other.last(theirs) + 1 : last(mine) + 1;
            }
        }
        return rest.build();
    }

    /** The UIDs of this set that are lower than {@code uid}: those given out already, if that is UIDNEXT. */
    public UidSet below(long uid) {
        return uid > MAX_UID ? this : minus(range(Math.max(1, uid), MAX_UID));
    }

    /** How many ranges there are. */
    public int ranges() {
        return bounds.length / 2;
    }

    /** The first UID of range {@code index}, counted from 0. */
    public long first(int index) {
        return bounds[2 * index];
    }

    /** The last UID of range {@code index}, counted from 0. */
    public long last(int index) {
        return bounds[2 * index + 1];
    }

    /** Calls back for each UID in ascending order. Not for sets with open ends such as {@link #ALL}. */
    public void forEach(LongConsumer action) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
                action.accept(uid);
            }
        }
    }

    /** The UIDs one by one, in ascending order. Not for sets with open ends such as {@link #ALL}. */
    public long[] toArray() {
        long[] uids = new long[Math.toIntExact(count())];
        int n = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
                uids[n++] = uid;
            }
        }
        return uids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** The set as IMAP writes it: {@code 1:3,7}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",");
        for (int i = 0; i < bounds.length; i += 2) {
            text.add(bounds[i] == bounds[i + 1] ? "" + bounds[i] : bounds[i] + ":" + bounds[i + 1]);
        }
        return text.toString();
    }

    /** Builds a set from UIDs that come in ascending order. Not thread-safe. */
    public static final class Builder {
        private long[] bounds = new long[8];
        private int used;

        /** Adds a UID that is not below any added so far. */
        public Builder add(long uid) {
            return addRange(uid, uid);
        }

        /**
         * Adds a range that does not begin below the end of what was added so far.
         *
         * @throws IllegalArgumentException if it does, or if a bound is no UID
         */
        public Builder addRange(long first, long last) {
            if (first < 1 || last > MAX_UID || first > last || (used > 0 && first < bounds[used - 1])) {
                throw new IllegalArgumentException("Not an ascending range of UIDs: " + first + ":" + last);
            }
            if (used > 0 && first <= bounds[used - 1] + 1) {
                bounds[used - 1] = last;
                return this;
            }
            if (used == bounds.length) {
                bounds = Arrays.copyOf(bounds, used * 2);
            }
            bounds[used++] = first;
            bounds[used++] = last;
            return this;
        }

        /** The set so far. */
        public UidSet build() {
            return used == 0 ? EMPTY : new UidSet(Arrays.copyOf(bounds, used));
        }
    }
}
