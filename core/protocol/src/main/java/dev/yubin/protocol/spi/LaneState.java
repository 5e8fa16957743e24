package dev.yubin.protocol.spi;

/** What a {@link LaneHandler} does at the moment. */
enum LaneState {
    /** Nothing runs: the decoder may decode. */
    IDLE,
    /** A command waits until its session is ready for it. */
    WAITING,
    /** A command or a step of its long output runs, or will do so in a moment. */
    RUNNING,
    /** Long output waits until the peer has taken what was written. */
    WRITING,
    /** A command is done, and its outcome is delayed. */
    PAUSED,
    /** The connection becomes encrypted: what came in plain text is forgotten, nothing is decoded until that is done. */
    SECURING,
    /** The last reply is on its way; input is thrown away. */
    CLOSING,
    /** The connection is gone. */
    CLOSED
}
