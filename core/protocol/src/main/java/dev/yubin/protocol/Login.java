package dev.yubin.protocol;

import dev.yubin.store.AccountName;

/** What an {@link Authenticator} says of a log-in. */
public sealed interface Login {
    /** Welcome; this is your account. */
    record Accepted(AccountName account) implements Login {}

    /**
     * No.
     *
     * @param reason what the person may be told; nothing that helps a guesser
     */
    record Refused(String reason) implements Login {}
}
