package dev.yubin.store;

import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A feature of a {@link Mailbox}: its access control list (RFC 4314). The store only keeps the table; what a right
 * allows, and what the owner has in any case, is decided once, above the store. The table goes along when the mailbox
 * is renamed, and with it when it is deleted.
 */
public interface Acl {
    /**
     * The table: rights by identifier. An identifier is an account's name, {@code anyone}, or either with {@code -} in
     * front for rights that are taken away (RFC 4314 §2). There are no entries without rights.
     */
    Map<String, Rights> entries() throws IOException;

    /**
     * Changes the rights of one identifier, in one step: what {@code change} makes of those it has ({@link Rights#NONE}
     * if it has no entry). No rights means no entry.
     *
     * @param change is called once or more, and does nothing else
     */
    void update(String identifier, UnaryOperator<Rights> change) throws IOException;
}
