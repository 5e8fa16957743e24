package dev.yubin.store.index;

import dev.yubin.store.Flag;
import dev.yubin.store.MessageMeta;

/** A message in an index: what is known of it, and, in the class that implements this, where its content is. */
public interface IndexEntry {
    /** What is known of the message. */
    MessageMeta meta();

    /** Whether it is not {@code \Seen}. */
    default boolean unseen() {
        return !meta().flags().contains(Flag.SEEN);
    }

    /** Whether it is {@code \Deleted}. */
    default boolean deleted() {
        return meta().flags().contains(Flag.DELETED);
    }
}
