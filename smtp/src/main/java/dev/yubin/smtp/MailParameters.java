package dev.yubin.smtp;

/**
 * The parameters of MAIL.
 *
 * @param size what SIZE announces, in octets, or -1 (RFC 1870)
 * @param eightBitMime whether BODY=8BITMIME was said (RFC 6152)
 */
record MailParameters(long size, boolean eightBitMime) {
    static final MailParameters NONE = new MailParameters(-1, false);
}
