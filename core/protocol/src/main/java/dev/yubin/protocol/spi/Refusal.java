package dev.yubin.protocol.spi;

/** Why a log-in was refused; each protocol has one reply for each. */
public enum Refusal {
    /** The user is not who it says, or may not act as whom it wants. */
    CREDENTIALS,
    /** The client sent {@code *}. */
    CANCELLED,
    /** What the client sent is not base64, or no message of the mechanism. */
    MALFORMED,
    /** There is no such mechanism here. */
    UNKNOWN_MECHANISM,
    /** The mechanism would show a secret to who reads along: TLS first. */
    ENCRYPTION_NEEDED,
    /** Too many log-ins have failed on this connection or from this address; nobody was asked. */
    TOO_MANY
}
