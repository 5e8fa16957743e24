package dev.yubin.smtp;

/** When a recipient's sender wants a delivery status notification, as NOTIFY says it (RFC 3461 §4.1). */
public enum Notify {
    /** Not at all; never together with the others. */
    NEVER,
    /** When the message was delivered. */
    SUCCESS,
    /** When it could not be delivered. */
    FAILURE,
    /** When its delivery takes long. */
    DELAY
}
