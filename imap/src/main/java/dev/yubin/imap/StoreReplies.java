package dev.yubin.imap;

import dev.yubin.store.StoreException;
import java.io.IOException;

/** What a client is told when the store cannot do what it was asked: a NO with a response code. */
final class StoreReplies {
    /** A store call that outlasts the server's patience (RFC 5530 §3). */
    static final Refusal TOO_SLOW = new Refusal("UNAVAILABLE", "The mail store takes too long, try again later");

    /** An unchecked exception (RFC 5530 §3). */
    static final Refusal BUG = new Refusal("SERVERBUG", "Something went wrong here");

    /** RFC 9051 §6.3.12, §6.4.7: the mailbox that messages were to go into may be made. */
    private static final Refusal TRY_CREATE = new Refusal("TRYCREATE", "There is no such mailbox, it can be created");

    private StoreReplies() {}

    /** The one table from what a store says to what the client is told. The codes are those of RFC 5530 §3. */
    static Refusal of(IOException failure) {
        return switch (StoreException.kindOf(failure)) {
            case NOT_FOUND -> new Refusal("NONEXISTENT", "There is no such mailbox");
            case ALREADY_EXISTS -> new Refusal("ALREADYEXISTS", "There is already a mailbox of that name");
            // The session leaves the selected state, because there is nothing left that it could have selected.
            case GONE -> new Refusal("NONEXISTENT", "The mailbox was deleted");
            case OVERQUOTA -> new Refusal("OVERQUOTA", "The quota would be exceeded");
            case LIMIT -> new Refusal("LIMIT", "A limit of the mail store would be exceeded");
            case UNSUPPORTED -> new Refusal("CANNOT", "The mail store cannot do that");
            case TEMPORARY -> new Refusal("UNAVAILABLE", "The mail store has trouble, try again later");
            case CORRUPT -> new Refusal("CORRUPTION", "What is stored cannot be read");
        };
    }

    /** As {@link #of}, for the mailbox that APPEND, COPY or MOVE puts messages into. */
    static Refusal ofTarget(IOException failure) {
        return StoreException.kindOf(failure) == StoreException.Kind.NOT_FOUND ? TRY_CREATE : of(failure);
    }

    /**
     * What follows NO.
     *
     * @param code the response code, without brackets
     * @param text for a person
     */
    record Refusal(String code, String text) {}
}
