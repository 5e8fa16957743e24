package dev.yubin.store.memory;

import dev.yubin.store.Flag;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;

/** A message in a mailbox at one moment; a flag change makes a new one that shares the content. */
record StoredMessage(MessageMeta meta, MessageContent content) {
    boolean unseen() {
        return !meta.flags().contains(Flag.SEEN);
    }

    boolean deleted() {
        return meta.flags().contains(Flag.DELETED);
    }

    StoredMessage with(MessageMeta changed) {
        return new StoredMessage(changed, content);
    }
}
