package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.util.List;

/** What a {@link Directory} says of a name that is to be verified (VRFY, RFC 5321 §3.5). */
public sealed interface Verification {
    /** It is a user's name. */
    record User(AccountName address) implements Verification {}

    /** It is nobody's own name, but mail for it goes to this address. */
    record ForwardsTo(AccountName address) implements Verification {}

    /** It is the name of several: a mailing list. */
    record MailingList() implements Verification {}

    /** It cannot be said who that is, but mail for it would be taken. */
    record Undecided() implements Verification {}

    /**
     * A bare name that means different things at several domains.
     *
     * @param addresses what it may mean
     */
    record Ambiguous(List<AccountName> addresses) implements Verification {
        public Ambiguous {
            addresses = List.copyOf(addresses);
        }
    }

    /** There is nobody of that name. */
    record UnknownUser() implements Verification {}

    /** Its domain is not ours. */
    record ForeignDomain() implements Verification {}
}
