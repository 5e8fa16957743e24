package dev.yubin.smtp;

/** What is done with message text that holds a CR or LF that is not part of a CRLF. */
public enum BareLineEnds {
    /** The message is refused with 554 5.6.0: other programs may see a line end there (SMTP smuggling). */
    REFUSE,
    /** The message is kept as it is. A bare CR or LF still ends neither a line nor the message. */
    KEEP
}
