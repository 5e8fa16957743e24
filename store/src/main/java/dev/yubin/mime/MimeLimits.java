package dev.yubin.mime;

/**
 * How much of a message is looked into. What is beyond a limit is not lost: its octets stay where they are, and the part
 * says what was {@linkplain MimePart#cuts() cut off}. Immutable.
 */
public final class MimeLimits {
    /** 100 levels, 10,000 parts, 256 KiB of each header, 4 MiB of Content fields in all, 1,000 parameters of a field. */
    public static final MimeLimits DEFAULT = new MimeLimits(100, 10_000, 256 * 1024, 4 * 1024 * 1024, 1_000);

    private static final int MAX_DEPTH = 500;

    private final int depth;
    private final int parts;
    private final int headerOctets;
    private final int fieldOctets;
    private final int parameters;

    private MimeLimits(int depth, int parts, int headerOctets, int fieldOctets, int parameters) {
        this.depth = positive(depth);
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "Parts are looked for at most " + MAX_DEPTH + " levels deep, not " + depth);
        }
        this.parts = positive(parts);
        this.headerOctets = positive(headerOctets);
        this.fieldOctets = positive(fieldOctets);
        this.parameters = positive(parameters);
    }

    private static int positive(int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("A limit is at least 1, not " + limit);
        }
        return limit;
    }

    /** How deep parts may lie in one another; the message itself is at depth 1. */
    public int depth() {
        return depth;
    }

    /** How many parts a message may have in all, itself included. */
    public int parts() {
        return parts;
    }

    /** How many octets of each header are looked at. */
    public int headerOctets() {
        return headerOctets;
    }

    /** How many octets of Content-Type and its like are kept for all parts together. */
    public int fieldOctets() {
        return fieldOctets;
    }

    /** How many parameters of a field are kept. */
    public int parameters() {
        return parameters;
    }

    /**
     * The same with another {@link #depth()}.
     *
     * @param levels at most 500
     */
    public MimeLimits withDepth(int levels) {
        return new MimeLimits(levels, parts, headerOctets, fieldOctets, parameters);
    }

    /** The same with another {@link #parts()}. */
    public MimeLimits withParts(int number) {
        return new MimeLimits(depth, number, headerOctets, fieldOctets, parameters);
    }

    /** The same with another {@link #headerOctets()}. */
    public MimeLimits withHeaderOctets(int octets) {
        return new MimeLimits(depth, parts, octets, fieldOctets, parameters);
    }

    /** The same with another {@link #fieldOctets()}. */
    public MimeLimits withFieldOctets(int octets) {
        return new MimeLimits(depth, parts, headerOctets, octets, parameters);
    }

    /** The same with another {@link #parameters()}. */
    public MimeLimits withParameters(int number) {
        return new MimeLimits(depth, parts, headerOctets, fieldOctets, number);
    }
}
