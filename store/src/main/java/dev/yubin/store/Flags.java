package dev.yubin.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** An immutable set of {@link Flag}s. */
public final class Flags implements Iterable<Flag> {
    /** In the order of their bits: the flags that are asked about most come first. */
    private static final Flag[] SYSTEM = {Flag.SEEN, Flag.DELETED, Flag.FLAGGED, Flag.ANSWERED, Flag.DRAFT};

    /** The sets without keywords, by their bits: a million messages that are seen share one object. */
    private static final Flags[] WITHOUT_KEYWORDS = withoutKeywords();

    /** No flags. */
    public static final Flags NONE = WITHOUT_KEYWORDS[0];

    private final List<Flag> sorted;
    private final int system;
    private final boolean hasKeywords;

    private Flags(List<Flag> sorted, int system) {
        this.sorted = sorted;
        this.system = system;
        this.hasKeywords = sorted.size() > Integer.bitCount(system);
    }

    private static Flags[] withoutKeywords() {
        Flags[] sets = new Flags[1 << SYSTEM.length];
        for (int bits = 0; bits < sets.length; bits++) {
            List<Flag> flags = new ArrayList<>();
            for (Flag flag : SYSTEM) {
                if ((bits & bit(flag)) != 0) {
                    flags.add(flag);
                }
            }
            Collections.sort(flags);
            sets[bits] = new Flags(List.copyOf(flags), bits);
        }
        return sets;
    }

    /** The bit of a system flag, of each of which there is one object; 0 for a keyword. */
    private static int bit(Flag flag) {
        for (int i = 0; i < SYSTEM.length; i++) {
            if (SYSTEM[i] == flag) {
                return 1 << i;
            }
        }
        return 0;
    }

    /** These flags. */
    public static Flags of(Flag... flags) {
        return copyOf(Arrays.asList(flags));
    }

    /** The flags of a collection. */
    public static Flags copyOf(Collection<Flag> flags) {
        int bits = 0;
        boolean keywords = false;
        for (Flag flag : flags) {
            bits |= bit(flag);
            keywords |= !flag.isSystem();
        }
        return keywords ? new Flags(List.copyOf(new TreeSet<>(flags)), bits) : WITHOUT_KEYWORDS[bits];
    }

    /** Whether a flag is in the set. */
    public boolean contains(Flag flag) {
        int bit = bit(flag);
        return bit != 0 ? (system & bit) != 0 : Collections.binarySearch(sorted, flag) >= 0;
    }

    /** Whether the set is empty. */
    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** How many flags there are. */
    public int size() {
        return sorted.size();
    }

    /** Those of the set that are keywords. */
    public Flags keywords() {
        return hasKeywords ? minus(WITHOUT_KEYWORDS[system]) : NONE;
    }

    /** This set and the other together; this very object if that adds nothing. */
    public Flags plus(Flags other) {
        if (containsAll(other)) {
            return this;
        }
        int bits = system | other.system;
        if (!hasKeywords && !other.hasKeywords) {
            return WITHOUT_KEYWORDS[bits];
        }
        TreeSet<Flag> union = new TreeSet<>(sorted);
        union.addAll(other.sorted);
        return new Flags(List.copyOf(union), bits);
    }

    /** This set without the other; this very object if that takes nothing away. */
    public Flags minus(Flags other) {
        int bits = system & ~other.system;
        if (!hasKeywords) {
            return WITHOUT_KEYWORDS[bits];
        }
        if (bits == system && !other.hasKeywords) {
            return this;
        }
        List<Flag> rest = new ArrayList<>(sorted.size());
        for (Flag flag : sorted) {
            if (!other.contains(flag)) {
                rest.add(flag);
            }
        }
        if (rest.size() == sorted.size()) {
            return this;
        }
        return rest.size() == Integer.bitCount(bits) ? WITHOUT_KEYWORDS[bits] : new Flags(List.copyOf(rest), bits);
    }

    private boolean containsAll(Flags other) {
        if ((other.system & ~system) != 0) {
            return false;
        }
        if (other.hasKeywords) {
            for (Flag flag : other.sorted) {
                if (!contains(flag)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public Iterator<Flag> iterator() {
        return sorted.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Flags flags && system == flags.system && sorted.equals(flags.sorted);
    }

    @Override
    public int hashCode() {
        return hasKeywords ? sorted.hashCode() : system;
    }

    @Override
    public String toString() {
        return sorted.toString();
    }
}
