package dev.yubin.mime;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A named group of mailboxes, such as {@code undisclosed-recipients:;} (RFC 5322 §3.4). Two are equal when their names,
 * as people read them, and their members are.
 */
public final class GroupAddress implements Address {
    private final String phrase;
    private final List<MailboxAddress> members;

    GroupAddress(String phrase, List<MailboxAddress> members) {
        this.phrase = phrase;
        this.members = List.copyOf(members);
    }

    @Override
    public Optional<String> displayName() {
        return phrase().map(Phrase::decoded).filter(name -> !name.isEmpty());
    }

    @Override
    public Optional<String> phrase() {
        return Optional.of(phrase).filter(name -> !name.isEmpty());
    }

    /** The mailboxes of the group in their order; there may be none. */
    public List<MailboxAddress> members() {
        return members;
    }

    @Override
    public List<MailboxAddress> mailboxes() {
        return members;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupAddress
                && ((GroupAddress) other).displayName().equals(displayName())
                && ((GroupAddress) other).members.equals(members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(displayName(), members);
    }

    @Override
    public String toString() {
        String list = members.stream().map(MailboxAddress::toString).collect(Collectors.joining(", "));
        return Phrase.headerForm(displayName().orElse("")) + ":" + (list.isEmpty() ? "" : " " + list) + ";";
    }
}
