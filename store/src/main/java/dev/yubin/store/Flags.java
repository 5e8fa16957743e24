package dev.yubin.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** An immutable set of {@link Flag}s. */
public final class Flags implements Iterable<Flag> {
    /** No flags. */
    public static final Flags NONE = new Flags(List.of());

    private final List<Flag> sorted;

    private Flags(List<Flag> sorted) {
        this.sorted = sorted;
    }

    /** These flags. */
    public static Flags of(Flag... flags) {
        return copyOf(Arrays.asList(flags));
    }

    /** The flags of a collection. */
    public static Flags copyOf(Collection<Flag> flags) {
        return flags.isEmpty() ? NONE : new Flags(List.copyOf(new TreeSet<>(flags)));
    }

    /** Whether a flag is in the set. */
    public boolean contains(Flag flag) {
        return Collections.binarySearch(sorted, flag) >= 0;
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
        return copyOf(sorted.stream().filter(flag -> !flag.isSystem()).toList());
    }

    /** This set and the other together; this very object if that adds nothing. */
    public Flags plus(Flags other) {
        if (other.sorted.stream().allMatch(this::contains)) {
            return this;
        }
        TreeSet<Flag> union = new TreeSet<>(sorted);
        union.addAll(other.sorted);
        return new Flags(List.copyOf(union));
    }

    /** This set without the other; this very object if that takes nothing away. */
    public Flags minus(Flags other) {
        List<Flag> rest = sorted.stream().filter(f -> !other.contains(f)).toList();
        return rest.size() == sorted.size() ? this : copyOf(rest);
    }

    @Override
    public Iterator<Flag> iterator() {
        return sorted.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flags flags && sorted.equals(flags.sorted);
    }

    @Override
    public int hashCode() {
        return sorted.hashCode();
    }

    @Override
    public String toString() {
        return sorted.toString();
    }
}
