package dev.yubin.protocol;

import dev.yubin.store.AccountName;

/**
 * Addresses with a detail behind the user's name, as RFC 5233 calls them: {@code bob+tag}.
 *
 * @param delimiter what stands between the two; {@link #OFF} if there is no such thing
 */
record SubAddressing(char delimiter) {
    static final char OFF = 0;
    static final char DEFAULT = '+';

    private static final String POSSIBLE = "!#$%&'*+-/=?^_`{|}~.";

    SubAddressing {
        if (delimiter != OFF && POSSIBLE.indexOf(delimiter) < 0) {
            throw new IllegalArgumentException(
                    "'" + delimiter + "' cannot stand in an address: take one of " + POSSIBLE);
        }
    }

    /** The address without its detail, which begins at the first delimiter; null if it has none. */
    AccountName base(AccountName name) {
        int end = delimiter == OFF ? -1 : name.localPart().indexOf(delimiter);
        return end < 1 ? null : AccountName.of(name.localPart().substring(0, end), name.domain());
    }
}
