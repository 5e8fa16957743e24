package dev.yubin.store.index;

/** A node of a {@link MessageTree}, with the sums of all below it. Immutable: nobody changes its slots. */
final class Node {
    /** How many bits of a UID one level decides. */
    static final int BITS = 5;

    static final int WIDTH = 1 << BITS;
    static final Node EMPTY_LEAF = new Draft(null).node();

    /** Messages in a leaf, nodes above; null where there is nothing. */
    final Object[] slots;

    final int count;
    final int unseen;
    final int deleted;
    final long size;

    private Node(Draft draft) {
        this.slots = draft.slots;
        this.count = draft.count;
        this.unseen = draft.unseen;
        this.deleted = draft.deleted;
        this.size = draft.size;
    }

    /** A node in the making. It looks at nothing but what changes, because its neighbours may be far away in memory. */
    static final class Draft {
        private final Object[] slots;
        private int count;
        private int unseen;
        private int deleted;
        private long size;

        /** Begins with what another node has, or with nothing if that is null. */
        Draft(Node old) {
            this.slots = old == null ? new Object[WIDTH] : old.slots.clone();
            if (old != null) {
                this.count = old.count;
                this.unseen = old.unseen;
                this.deleted = old.deleted;
                this.size = old.size;
            }
        }

        /** Fills or empties a slot. */
        void set(int slot, Object child) {
            add(slots[slot], -1);
            add(child, 1);
            slots[slot] = child;
        }

        private void add(Object child, int sign) {
            if (child instanceof Node node) {
                count += sign * node.count;
                unseen += sign * node.unseen;
                deleted += sign * node.deleted;
                size += sign * node.size;
            } else if (child != null) {
                IndexEntry message = (IndexEntry) child;
                count += sign;
                unseen += message.unseen() ? sign : 0;
                deleted += message.deleted() ? sign : 0;
                size += sign * message.meta().size();
            }
        }

        /** The node, after which the draft is not touched any more. */
        Node node() {
            return new Node(this);
        }
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
