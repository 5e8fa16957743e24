package dev.yubin.store.memory;

import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.index.IndexEntry;

/** A message in a mailbox at one moment; a flag change makes a new one that shares the content. */
record StoredMessage(MessageMeta meta, MessageContent content) implements IndexEntry {
    StoredMessage with(MessageMeta changed) {
        return new StoredMessage(changed, content);
    }
}
