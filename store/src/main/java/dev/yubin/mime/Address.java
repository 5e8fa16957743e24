package dev.yubin.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An address as header fields have it: one mailbox or a named group (RFC 5322 §3.4), obsolete forms (§4.4) and UTF-8 (RFC
 * 6532 §3.2) included; groups may stand in {@code From:} as well (RFC 6854).
 *
 * <p>Reading takes any input and never throws: broken addresses give the best there is, and what is no address at all is
 * passed over. The time is linear in the input.
 */
public sealed interface Address permits MailboxAddress, GroupAddress {
    /** How many mailboxes and groups of one field are read; what comes after them is passed over. */
    int MAX_ADDRESSES = 10_000;

    /**
     * The addresses of a field, in their order. Beyond the RFC's syntax it takes what real mail has: semicolons or spaces
     * between addresses, empty elements, names with dots, {@code <} without {@code >}, addresses without a domain, groups that are
     * never closed.
     *
     * @param fieldBody the unfolded body of {@code From:}, {@code To:} and the like
     * @return at most {@value #MAX_ADDRESSES} mailboxes and groups, a group's members counted too
     */
    static List<Address> parseList(String fieldBody) {
        return new AddressParser(fieldBody).parse();
    }

    /**
     * The mailboxes of a field, those in groups among them, in their order.
     *
     * @param fieldBody the unfolded body of {@code From:}, {@code To:} and the like
     */
    static List<MailboxAddress> parseMailboxes(String fieldBody) {
        List<MailboxAddress> mailboxes = new ArrayList<>();
        for (Address address : parseList(fieldBody)) {
            mailboxes.addAll(address.mailboxes());
        }
        return List.copyOf(mailboxes);
    }

    /**
     * The name as people read it: encoded words decoded (RFC 2047), also where they stand in quotes or in a comment. It has
     * no CR, LF or NUL.
     */
    Optional<String> displayName();

    /** The name as it is written, without quotes, encoded words not decoded: what IMAP's ENVELOPE shows. */
    Optional<String> phrase();

    /** The mailboxes this stands for: itself, or the members of the group. */
    List<MailboxAddress> mailboxes();

    /** The address as a header field has it, on one line. */
    @Override
    String toString();
}
