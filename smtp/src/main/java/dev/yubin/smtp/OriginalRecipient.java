package dev.yubin.smtp;

/**
 * The recipient as the sender first named it, from the ORCPT parameter of RCPT (RFC 3461 §4.2, RFC 6533 §3).
 *
 * @param type the kind of address, in lower case: {@code rfc822}, {@code utf-8} or another
 * @param address the address, decoded: printable ASCII, or, if the type is {@code utf-8}, a mailbox that may hold more
 */
public record OriginalRecipient(String type, String address) {
    /** The type of internationalised addresses (RFC 6533 §3). */
    static final String UTF_8 = "utf-8";

    /** As ORCPT writes it, in ASCII. */
    @Override
    public String toString() {
        return type + ';' + (type.equals(UTF_8) ? UnicodeXtext.encode(address) : Xtext.encode(address));
    }
}
