package dev.yubin.store;

import java.io.IOException;
import java.util.Optional;

/**
 * A feature of a {@link Mailbox}: an index that spares a search the reading of messages. It narrows down; the search
 * itself looks into what is left, so that its answer does not depend on how a store cuts words.
 */
public interface SearchIndex {
    /** Where a text is looked for (RFC 9051 §6.4.4). */
    enum Field {
        /** Anywhere: TEXT. */
        TEXT,
        /** In the body: BODY. */
        BODY,
        /** In the header: HEADER, FROM, SUBJECT and so on. */
        HEADER
    }

    /**
     * Which messages may contain a text. A message that does contain it is never left out, one that does not may be in.
     *
     * @param within the messages asked about; the answer is among these
     * @param text what is looked for, in any case, not empty
     * @return empty if the index is of no help with this text
     */
    Optional<UidSet> mayContain(UidSet within, Field field, String text) throws IOException;
}
