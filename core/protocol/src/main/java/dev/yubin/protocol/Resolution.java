package dev.yubin.protocol;

import dev.yubin.store.AccountName;

/** What a {@link Directory} says of an address. */
public sealed interface Resolution {
    /** Mail for it goes to this account. */
    record ToAccount(AccountName account) implements Resolution {}

    /** Its domain is ours, but there is nobody of that name. */
    record UnknownUser() implements Resolution {}

    /** Its domain is not ours. */
    record ForeignDomain() implements Resolution {}
}
