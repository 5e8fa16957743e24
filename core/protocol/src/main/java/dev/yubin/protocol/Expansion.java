package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.util.List;

/** What a {@link Directory} says of a name that is to be expanded (EXPN, RFC 5321 §3.5). */
public sealed interface Expansion {
    /**
     * It is a mailing list, or an alias of several.
     *
     * @param addresses who gets its mail: at least one, none twice, in order; lists within the list are expanded too
     */
    record Members(List<AccountName> addresses) implements Expansion {
        /**
         * @throws IllegalArgumentException if there is no member
         */
        public Members {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("A list needs a member");
            }
        }
    }

    /** It is the name of one user. */
    record NotAList() implements Expansion {}

    /**
     * A bare name that is a different list at several domains.
     *
     * @param addresses what it may mean
     */
    record Ambiguous(List<AccountName> addresses) implements Expansion {
        public Ambiguous {
            addresses = List.copyOf(addresses);
        }
    }

    /** There is nobody of that name. */
    record UnknownUser() implements Expansion {}

    /** Its domain is not ours. */
    record ForeignDomain() implements Expansion {}
}
