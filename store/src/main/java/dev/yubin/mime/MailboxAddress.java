package dev.yubin.mime;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One mailbox: an address, and the name that goes with it (RFC 5322 §3.4.1).
 *
 * <p>Two are equal when they are the same mailbox: the same local part to the letter, for only the receiving host knows
 * what case means there (RFC 5321 §2.4), and the same domain whatever its case. Name and route do not count.
 */
public final class MailboxAddress implements Address {
    private final String phrase;
    private final String route;
    private final String localPart;
    private final String domain;

    /** Parts as the methods give them, null for what there is not. */
    MailboxAddress(String phrase, String route, String localPart, String domain) {
        this.phrase = phrase;
        this.route = route;
        this.localPart = localPart;
        this.domain = domain;
    }

    /**
     * A mailbox to write into a message.
     *
     * @param address {@code local@domain}, or with a name {@code Name <local@domain>}
     * @throws IllegalArgumentException if this is not exactly one address, or has a CR, LF or NUL in it
     */
    public static MailboxAddress of(String address) {
        return AddressParser.one(address);
    }

    /**
     * A mailbox to write into a message.
     *
     * @param name what people read, any text; without quotes, they are added where they are needed
     * @param address {@code local@domain}
     * @throws IllegalArgumentException if this is not exactly one address, or there is a CR, LF or NUL
     */
    public static MailboxAddress of(String name, String address) {
        if (Phrase.breaksLines(name)) {
            throw new IllegalArgumentException(
                    "A name is one line: take CR, LF and NUL out of \"" + Phrase.clean(name) + "\"");
        }
        MailboxAddress mailbox = of(address);
        String phrase = name.isBlank() ? null : Phrase.encoded(name.strip());
        return new MailboxAddress(phrase, mailbox.route, mailbox.localPart, mailbox.domain);
    }

    @Override
    public Optional<String> displayName() {
        return phrase().map(Phrase::decoded).filter(name -> !name.isEmpty());
    }

    /**
     * {@inheritDoc} Where there is no name before the address, a comment beside it is the name, as in
     * {@code bob@example.com (Bob)}.
     */
    @Override
    public Optional<String> phrase() {
        return Optional.ofNullable(phrase);
    }

    /** The obsolete source route, {@code @a,@b} of {@code <@a,@b:bob@c>} (RFC 5322 §4.4). */
    public Optional<String> route() {
        return Optional.ofNullable(route);
    }

    /** The local part, its quotes undone, without comments; empty if there is no address but only a name. */
    public String localPart() {
        return localPart;
    }

    /** The domain, without comments and white space; a literal has its brackets; empty if there is none. */
    public Optional<String> domain() {
        return Optional.ofNullable(domain);
    }

    /**
     * The bare address, {@code local@domain}, the local part in quotes where it has to be; only the local part if there is
     * no domain, and the empty text if there is neither.
     */
    public String address() {
        if (domain == null) {
            return localPart.isEmpty() ? "" : Phrase.localForm(localPart);
        }
        return Phrase.localForm(localPart) + "@" + domain;
    }

    @Override
    public List<MailboxAddress> mailboxes() {
        return List.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailboxAddress
                && ((MailboxAddress) other).localPart.equals(localPart)
                && ((MailboxAddress) other).domainKey().equals(domainKey());
    }

    @Override
    public int hashCode() {
        return Objects.hash(localPart, domainKey());
    }

    /** {@code Name <local@domain>}, the name in quotes or encoded words where it has to be, or only {@code local@domain}. */
    @Override
    public String toString() {
        String path = (route == null ? "" : route + ":") + address();
        if (displayName().isPresent()) {
            return Phrase.headerForm(displayName().get()) + " <" + path + ">";
        }
        return route == null && !path.isEmpty() ? path : "<" + path + ">";
    }

    private String domainKey() {
        return domain == null ? "" : domain.toLowerCase(Locale.ROOT);
    }
}
