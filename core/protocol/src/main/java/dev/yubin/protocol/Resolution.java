package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.util.List;

/** What a {@link Directory} says of an address. */
public sealed interface Resolution {
    /** Mail for it goes to this account. */
    record ToAccount(AccountName account) implements Resolution {}

    /**
     * Mail for it goes to each of these accounts: it is a mailing list, or an alias of several.
     *
     * @param accounts at least one, none twice
     */
    record ToMembers(List<AccountName> accounts) implements Resolution {
        /**
         * @throws IllegalArgumentException if there is no account
         */
        public ToMembers {
            accounts = List.copyOf(accounts);
            if (accounts.isEmpty()) {
                throw new IllegalArgumentException("A list needs a member");
            }
        }
    }

    /** Its domain is ours, but there is nobody of that name. */
    record UnknownUser() implements Resolution {}

    /** Its domain is not ours. */
    record ForeignDomain() implements Resolution {}
}
