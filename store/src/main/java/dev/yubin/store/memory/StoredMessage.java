package dev.yubin.store.memory;

import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.index.IndexEntry;

/** A message in a mailbox at one moment; a flag change makes a new one that shares the content. */
final class StoredMessage implements IndexEntry {
    private final MessageMeta meta;
    private final MessageContent content;
    // Asked of all 32 messages of a leaf whenever one of them changes; both fit into what the object has to spare.
    private final boolean unseen;
    private final boolean deleted;

    StoredMessage(MessageMeta meta, MessageContent content) {
        this.meta = meta;
        this.content = content;
        this.unseen = IndexEntry.super.unseen();
        this.deleted = IndexEntry.super.deleted();
    }

    StoredMessage with(MessageMeta changed) {
        return new StoredMessage(changed, content);
    }

    @Override
    public MessageMeta meta() {
        return meta;
    }

    MessageContent content() {
        return content;
    }

    @Override
    public boolean unseen() {
        return unseen;
    }

    @Override
    public boolean deleted() {
        return deleted;
    }
}
