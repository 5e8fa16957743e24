package dev.yubin.mime;

import dev.yubin.store.AccountName;
import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Fields of addresses in UTF-8 as ASCII has them (RFC 6858 §2.1). */
final class SurrogateAddresses {
    /** Nobody has this address, ever (RFC 2606 §2). */
    static final String INVALID = "invalid@internationalized-address.invalid";

    /** Longer domains are none; and A-labels of very long ones would take very long to make. */
    private static final int MAX_DOMAIN = 255;
    /** Longer names are encoded words, which can be folded. */
    private static final int MAX_PLAIN_NAME = 60;

    private final FieldFolder field;
    private String comma = "";

    private SurrogateAddresses(String name) {
        field = new FieldFolder(name);
    }

    static String list(String name, String body) {
        List<Address> addresses = Address.parseList(body);
        SurrogateAddresses written = new SurrogateAddresses(name);
        addresses.forEach(written::add);
        return addresses.isEmpty() ? "" : written.field.toString();
    }

    /** Return-Path: an address in brackets and nothing else (RFC 5322 §3.6.7). */
    static String path(String name, String body) {
        List<MailboxAddress> paths = Address.parseMailboxes(body);
        if (paths.isEmpty()) {
            return "";
        }
        return new FieldFolder(name).text(" <" + spec(paths.get(0)) + ">").toString();
    }

    /** List-Id: a phrase and what looks like a domain, in brackets (RFC 2919 §3). */
    static String listId(String name, String body) {
        List<MailboxAddress> ids = Address.parseMailboxes(body);
        boolean ascii = ids.size() == 1
                && !ids.get(0).localPart().isEmpty()
                && SurrogateField.isAscii(ids.get(0).address());
        return ascii ? list(name, body) : "";
    }

    private void add(Address address) {
        field.text(comma);
        comma = ",";
        if (address instanceof MailboxAddress mailbox) {
            addMailbox(mailbox);
            return;
        }
        String name = address.displayName().orElse("");
        addName(name.isEmpty() ? "group" : name);
        // RFC 2047 §5 (3): white space parts an encoded word from what is special.
        field.text(isPlain(name) ? ":" : " :");
        comma = "";
        address.mailboxes().forEach(this::add);
        field.text(";");
        comma = ",";
    }

    private void addMailbox(MailboxAddress mailbox) {
        String spec = spec(mailbox);
        boolean invalid = spec.equals(INVALID);
        String name = mailbox.displayName().orElse(invalid ? mailbox.address() : "");
        addName(name);
        String route = mailbox.route()
                .filter(SurrogateField::isAscii)
                .map(r -> r + ":")
                .orElse("");
        // A word alone could be read as a name.
        boolean bare = name.isEmpty() && route.isEmpty() && mailbox.domain().isPresent();
        field.text(bare ? " " + spec : " <" + route + spec + ">");
    }

    private void addName(String name) {
        if (name.isEmpty()) {
            return;
        }
        if (isPlain(name)) {
            field.text(" " + Phrase.headerForm(name));
        } else {
            field.encoded(name);
        }
    }

    private static boolean isPlain(String name) {
        return name.length() <= MAX_PLAIN_NAME && EncodedWords.isPlain(name);
    }

    /** The address in ASCII, or the one that nobody has. */
    private static String spec(MailboxAddress mailbox) {
        String address = mailbox.address();
        if (SurrogateField.isAscii(address)) {
            boolean nobody = address.isEmpty()
                    && !mailbox.displayName().map(SurrogateField::isAscii).orElse(true);
            return nobody ? INVALID : address;
        }
        String domain = mailbox.domain().map(SurrogateAddresses::aLabels).orElse("");
        boolean invalid = domain.isEmpty() || !SurrogateField.isAscii(mailbox.localPart());
        return invalid ? INVALID : Phrase.localForm(mailbox.localPart()) + "@" + domain;
    }

    /**
     * The domain in A-labels, or nothing where reading them would give another domain: it might belong to somebody else.
     */
    private static String aLabels(String domain) {
        if (SurrogateField.isAscii(domain)) {
            return domain;
        }
        if (domain.length() > MAX_DOMAIN) {
            return "";
        }
        try {
            String labels = AccountName.canonicalDomain(domain);
            String wanted = Normalizer.normalize(domain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
            boolean same = IDN.toUnicode(labels, IDN.ALLOW_UNASSIGNED).equals(wanted);
            return same ? labels : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
