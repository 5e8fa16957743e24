package dev.yubin.store;

/**
 * An immutable set of the rights of RFC 4314 §2.1, as the letters that stand for them. The obsolete {@code c} and
 * {@code d} are the protocol's business and are never in here.
 */
public final class Rights {
    /** All rights there are, in the order they are written. */
    public static final Rights ALL = new Rights("lrswipkxtea");

    /** No rights. */
    public static final Rights NONE = new Rights("");

    private final String letters;

    private Rights(String letters) {
        this.letters = letters;
    }

    /**
     * The rights of some letters, in any order.
     *
     * @throws IllegalArgumentException if a letter stands for no right
     */
    public static Rights of(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if (ALL.letters.indexOf(letters.charAt(i)) < 0) {
                throw new IllegalArgumentException("Not a right of RFC 4314: one of " + ALL.letters + " is needed");
            }
        }
        return ALL.keepIf(letters, true);
    }

    /** Whether all rights of the other set are in this one. */
    public boolean containsAll(Rights other) {
        return other.minus(this).isEmpty();
    }

    /** Whether there is no right in the set. */
    public boolean isEmpty() {
        return letters.isEmpty();
    }

    /** This set and the other together. */
    public Rights plus(Rights other) {
        return ALL.keepIf(letters + other.letters, true);
    }

    /** This set without the other. */
    public Rights minus(Rights other) {
        return keepIf(other.letters, false);
    }

    private Rights keepIf(String among, boolean in) {
        StringBuilder kept = new StringBuilder(letters.length());
        letters.chars().filter(c -> among.indexOf(c) >= 0 == in).forEach(c -> kept.append((char) c));
        return new Rights(kept.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rights rights && letters.equals(rights.letters);
    }

    @Override
    public int hashCode() {
        return letters.hashCode();
    }

    /** The letters. */
    @Override
    public String toString() {
        return letters;
    }
}
