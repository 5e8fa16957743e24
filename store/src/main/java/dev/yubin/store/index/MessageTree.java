package dev.yubin.store.index;

import static dev.yubin.store.index.Node.BITS;
import static dev.yubin.store.index.Node.WIDTH;

import dev.yubin.store.UidSet;
import java.util.List;
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

    /** The tree of these messages, which come by ascending UID. */
    public static <E extends IndexEntry> MessageTree<E> of(List<E> ascending) {
        if (ascending.isEmpty()) {
            return empty();
        }
        long last = ascending.get(ascending.size() - 1).meta().uid();
        int bits = 0;
        while (last >>> bits >= WIDTH) {
            bits += BITS;
        }
        return new MessageTree<>(build(ascending, 0, ascending.size(), bits), bits);
    }

    /** The tree with that root at that height. */
    static <E extends IndexEntry> MessageTree<E> of(Node root, int shift) {
        return root == null || root.count == 0 ? empty() : new MessageTree<>(root, shift);
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

    int shift() {
        return shift;
    }

    /** The message of a UID, or null. */
    public E get(long uid) {
        if (uid >>> shift >= WIDTH) {
            return null;
        }
        Node node = root;
        for (int bits = shift; bits > 0; bits -= BITS) {
            node = (Node) node.slots[Node.slot(uid, bits)];
            if (node == null) {
                return null;
            }
        }
        return message(node.slots[Node.slot(uid, 0)]);
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

    /** How many messages there are from a UID on. */
    public int countFrom(long uid) {
        if (uid >>> shift >= WIDTH) {
            return 0;
        }
        int count = 0;
        Node node = root;
        for (int bits = shift; node != null; bits -= BITS) {
            int slot = Node.slot(uid, bits);
            for (int i = bits == 0 ? slot : slot + 1; i < WIDTH; i++) {
                if (node.slots[i] != null) {
                    count += bits == 0 ? 1 : ((Node) node.slots[i]).count;
                }
            }
            node = bits == 0 ? null : (Node) node.slots[slot];
        }
        return count;
    }

    /** This tree and a message of a UID it does not have. */
    public MessageTree<E> with(E message) {
        long uid = message.meta().uid();
        int bits = shift;
        while (uid >>> bits >= WIDTH) {
            bits += BITS;
        }
        return of(put(rootAt(bits), bits, uid, message), bits);
    }

    private static Node put(Node node, int bits, long uid, IndexEntry message) {
        Node.Draft copy = new Node.Draft(node);
        int slot = Node.slot(uid, bits);
        Node below = node == null || bits == 0 ? null : (Node) node.slots[slot];
        copy.set(slot, bits == 0 ? message : put(below, bits - BITS, uid, message));
        return copy.node();
    }

    /** This tree and another that has no UID of this one. Only nodes that both have are copied. */
    public MessageTree<E> plus(MessageTree<E> other) {
        int bits = Math.max(shift, other.shift);
        return of(plus(rootAt(bits), other.rootAt(bits), bits), bits);
    }

    /**
     * This tree with each message from {@code first} to {@code last} replaced by what {@code change} makes of it: the
     * same object leaves it, null removes it. Each touched node is copied once.
     */
    public MessageTree<E> update(long first, long last, UnaryOperator<E> change) {
        return new Rework<>(UidSet.range(first, last), change).on(this).after();
    }

    /** Shows the messages from {@code first} to {@code last} by ascending UID while the visitor returns true. */
    public boolean forEach(long first, long last, Predicate<? super E> visitor) {
        return forEach(root, shift, 0, first, last, visitor);
    }

    @SuppressWarnings("unchecked") // A leaf has what of() and update() put there.
    private E message(Object slot) {
        return (E) slot;
    }

    /** The root as it is in a tree of that height, which is not below the own one. */
    Node rootAt(int height) {
        Node grown = root;
        for (int bits = shift + BITS; bits <= height; bits += BITS) {
            Node.Draft above = new Node.Draft(null);
            above.set(0, grown.count == 0 ? null : grown);
            grown = above.node();
        }
        return grown;
    }

    private static Node build(List<? extends IndexEntry> messages, int from, int to, int bits) {
        Node.Draft node = new Node.Draft(null);
        int end;
        for (int i = from; i < to; i = end) {
            int slot = Node.slot(messages.get(i).meta().uid(), bits);
            end = i + 1;
            while (bits > 0 && end < to && Node.slot(messages.get(end).meta().uid(), bits) == slot) {
                end++;
            }
            node.set(slot, bits == 0 ? messages.get(i) : build(messages, i, end, bits - BITS));
        }
        return node.node();
    }

    private static Node plus(Node one, Node other, int bits) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Node.Draft both = new Node.Draft(one);
        for (int i = 0; i < WIDTH; i++) {
            Object added = other.slots[i];
            if (added != null) {
                both.set(i, bits == 0 ? added : plus((Node) one.slots[i], (Node) added, bits - BITS));
            }
        }
        return both.node();
    }

    private boolean forEach(Node node, int bits, long base, long first, long last, Predicate<? super E> visitor) {
        long step = 1L << bits;
        for (int i = Node.slotFrom(base, first, bits); i < WIDTH; i++) {
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
}
