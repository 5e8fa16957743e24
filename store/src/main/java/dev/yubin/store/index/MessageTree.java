package dev.yubin.store.index;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An immutable map from UID to message: a radix tree of 32-way nodes in which a change copies only the path to what it
 * changes. A reader that holds a tree sees one moment of the mailbox, waits for nobody and delays nobody. Look-up and
 * change are O(log UIDs); a node without messages is dropped.
 *
 * @param <E> what there is per message
 */
public final class MessageTree<E extends IndexEntry> {
    private static final MessageTree<?> EMPTY = new MessageTree<>(Node.EMPTY_LEAF, 0);

    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;

    private final Node root;
    /** How many bits of a UID lie below the root's slots: 0 when the root is a leaf. */
    private final int shift;

    private MessageTree(Node root, int shift) {
        this.root = root;
        this.shift = shift;
    }

    /** The tree without messages. */
    @SuppressWarnings("unchecked") // It has no message of any type.
    public static <E extends IndexEntry> MessageTree<E> empty() {
        return (MessageTree<E>) EMPTY;
    }

    /** How many messages there are. */
    public int count() {
        return root.count;
    }

    /** How many are not seen. */
    public int unseen() {
        return root.unseen;
    }

    /** How many are deleted. */
    public int deleted() {
        return root.deleted;
    }

    /** How many octets they have. */
    public long size() {
        return root.size;
    }

    /** The message of a UID, or null. */
    public E get(long uid) {
        if (uid >>> shift >= WIDTH) {
            return null;
        }
        Node node = root;
        for (int bits = shift; bits > 0; bits -= BITS) {
            node = (Node) node.slots[slot(uid, bits)];
            if (node == null) {
                return null;
            }
        }
        return message(node.slots[slot(uid, 0)]);
    }

    /** The lowest UID that is not seen, or 0. */
    public long firstUnseen() {
        if (root.unseen == 0) {
            return 0;
        }
        Node node = root;
        for (int bits = shift; bits > 0; bits -= BITS) {
            for (Object child : node.slots) {
                if (child != null && ((Node) child).unseen > 0) {
                    node = (Node) child;
                    break;
                }
            }
        }
        for (Object message : node.slots) {
            if (message != null && ((IndexEntry) message).unseen()) {
                return ((IndexEntry) message).meta().uid();
            }
        }
        throw new IllegalStateException("The counters of the tree are wrong");
    }

    /** This tree and a message of a UID it does not have. */
    public MessageTree<E> with(E message) {
        long uid = message.meta().uid();
        Node grown = root;
        int bits = shift;
        while (uid >>> bits >= WIDTH) {
            Object[] slots = new Object[WIDTH];
            slots[0] = grown.count == 0 ? null : grown;
            bits += BITS;
            grown = new Node(slots, bits);
        }
        return new MessageTree<>(put(grown, bits, uid, message), bits);
    }

    /**
     * This tree with each message from {@code first} to {@code last} replaced by what {@code change} makes of it: the
     * same object leaves it, null removes it. Each touched node is copied once.
     */
    public MessageTree<E> update(long first, long last, UnaryOperator<E> change) {
        Node changed = update(root, shift, 0, first, last, change);
        if (changed == root) {
            return this;
        }
        return changed == null ? empty() : new MessageTree<>(changed, shift);
    }

    /** Shows the messages from {@code first} to {@code last} by ascending UID while the visitor returns true. */
    public boolean forEach(long first, long last, Predicate<? super E> visitor) {
        return forEach(root, shift, 0, first, last, visitor);
    }

    @SuppressWarnings("unchecked") // A leaf has what with() and update() put there.
    private E message(Object slot) {
        return (E) slot;
    }

    private static int slot(long uid, int bits) {
        return (int) (uid >>> bits) & (WIDTH - 1);
    }

    private static Node put(Node node, int bits, long uid, IndexEntry message) {
        Object[] slots = node == null ? new Object[WIDTH] : node.slots.clone();
        int slot = slot(uid, bits);
        slots[slot] = bits == 0 ? message : put((Node) slots[slot], bits - BITS, uid, message);
        return new Node(slots, bits);
    }

    private Node update(Node node, int bits, long base, long first, long last, UnaryOperator<E> change) {
        Object[] slots = null;
        long step = 1L << bits;
        for (int i = slotFrom(base, first, bits); i < WIDTH; i++) {
            long low = base + i * step;
            if (low > last) {
                break;
            }
            Object before = node.slots[i];
            if (before == null) {
                continue;
            }
            Object after = bits == 0
                    ? change.apply(message(before))
                    : update((Node) before, bits - BITS, low, first, last, change);
            if (after != before) {
                slots = slots == null ? node.slots.clone() : slots;
                slots[i] = after;
            }
        }
        if (slots == null) {
            return node;
        }
        Node changed = new Node(slots, bits);
        return changed.count == 0 ? null : changed;
    }

    private boolean forEach(Node node, int bits, long base, long first, long last, Predicate<? super E> visitor) {
        long step = 1L << bits;
        for (int i = slotFrom(base, first, bits); i < WIDTH; i++) {
            long low = base + i * step;
            if (low > last) {
                return true;
            }
            Object child = node.slots[i];
            if (child == null) {
                continue;
            }
            boolean more = bits == 0
                    ? visitor.test(message(child))
                    : forEach((Node) child, bits - BITS, low, first, last, visitor);
            if (!more) {
                return false;
            }
        }
        return true;
    }

    private static int slotFrom(long base, long first, int bits) {
        return first <= base ? 0 : (int) Math.min(WIDTH, (first - base) >>> bits);
    }

    /** A node of the tree, with the sums of all below it. */
    private static final class Node {
        static final Node EMPTY_LEAF = new Node(new Object[WIDTH], 0);

        /** Messages in a leaf, nodes above; null where there is nothing. */
        final Object[] slots;

        final int count;
        final int unseen;
        final int deleted;
        final long size;

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
    }
}
