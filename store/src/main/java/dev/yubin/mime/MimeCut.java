package dev.yubin.mime;

/** What was not looked into, because a {@linkplain MimeLimits limit} was reached. */
public enum MimeCut {
    /** What is in this part lies too deep. */
    DEPTH,
    /** This part has more parts than are listed. */
    PARTS,
    /** This part's header goes on beyond what was looked at, or a field of it was too large to be kept. */
    HEADER,
    /** A field of this part's header has more parameters than are kept. */
    PARAMETERS
}
