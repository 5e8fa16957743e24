package dev.yubin.store;

/** Sees messages during {@link Mailbox#scan}, by ascending UID. */
@FunctionalInterface
public interface MetaVisitor {
    /** Sees one message; returns whether it wants to see more. Must not call back into the store. */
    boolean visit(MessageMeta meta);
}
