package dev.yubin.pop3;

/** What becomes of messages with UTF-8 in their headers (RFC 6532) where the client has not said UTF8 (RFC 6856 §2.1). */
public enum Utf8Headers {
    /**
     * A {@linkplain dev.yubin.mime.Surrogate surrogate} is sent, whose header says in ASCII what ASCII can say (RFC 6858). It
     * has another size than LIST and STAT tell, which is that of the message as it is stored: to know the other one, each
     * header would have to be read.
     */
    SURROGATE,
    /** RETR and TOP are refused with the response code {@code UTF8}, as RFC 6856 §5 has it. */
    REFUSE,
    /** They are sent as they are, which RFC 6856 forbids and many clients bear. */
    AS_STORED
}
