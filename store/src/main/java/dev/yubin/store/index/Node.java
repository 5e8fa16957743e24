package dev.yubin.store.index;

/** A node of a {@link MessageTree}, with the sums of all below it. Immutable: nobody changes its slots. */
final class Node {
    /** How many bits of a UID one level decides. */
    static final int BITS = 5;

    static final int WIDTH = 1 << BITS;
    static final Node EMPTY_LEAF = new Node(new Object[WIDTH], 0);

    /** Messages in a leaf, nodes above; null where there is nothing. */
    final Object[] slots;

    final int count;
    final int unseen;
    final int deleted;
    final long size;

    /** A node of these slots, with that many bits of a UID below them: 0 for a leaf. */
    Node(Object[] slots, int bits) {
        this.slots = slots;
        int messages = 0;
        int notSeen = 0;
        int toDelete = 0;
        long octets = 0;
        for (Object child : slots) {
            if (child == null) {
                continue;
            }
            if (bits == 0) {
                IndexEntry message = (IndexEntry) child;
                messages++;
                notSeen += message.unseen() ? 1 : 0;
                toDelete += message.deleted() ? 1 : 0;
                octets += message.meta().size();
            } else {
                Node node = (Node) child;
                messages += node.count;
                notSeen += node.unseen;
                toDelete += node.deleted;
                octets += node.size;
            }
        }
        this.count = messages;
        this.unseen = notSeen;
        this.deleted = toDelete;
        this.size = octets;
    }

    /** The slot of a UID in a node with that many bits below its slots. */
    static int slot(long uid, int bits) {
        return (int) (uid >>> bits) & (WIDTH - 1);
    }

    /** The first slot that may have UIDs from {@code first} on, in a node whose UIDs begin with {@code base}. */
    static int slotFrom(long base, long first, int bits) {
        return first <= base ? 0 : (int) Math.min(WIDTH, (first - base) >>> bits);
    }
}
