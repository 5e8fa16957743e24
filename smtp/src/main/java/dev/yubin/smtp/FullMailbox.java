package dev.yubin.smtp;

/** What a client is told of a full mailbox (RFC 9208 §4.3, RFC 5321 §4.5.3.1.9). */
public enum FullMailbox {
    /** It may have room later: 452 4.2.2, the client keeps the mail and tries again. */
    TRY_LATER,
    /** It is refused for good: 552 5.2.2, the sender is told at once. */
    REFUSE
}
