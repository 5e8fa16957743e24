package dev.yubin.store.index;

import dev.yubin.store.UidSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What an operation makes of the messages of a set. It is worked out on a tree once, which takes as long as there are
 * messages in the set, and then brought up to date with later trees, which takes as long as these differ from the one
 * before: where two trees share a node, what was made of it holds.
 *
 * @param <E> what there is per message
 */
final class Rework<E extends IndexEntry> {
    private final UidSet asked;
    private final UnaryOperator<E> operation;
    private final Predicate<Node> leavesAlone;
    private MessageTree<E> before = MessageTree.empty();
    private MessageTree<E> after = MessageTree.empty();
    private UidSet touched = UidSet.EMPTY;
    private boolean nothingNew;

    /**
     * An operation on a set.
     *
     * @param operation what becomes of a message: the same object leaves it, null removes it. It depends on the message
     *     alone, because it is asked again about one that has changed
     */
    Rework(UidSet asked, UnaryOperator<E> operation) {
        this(asked, operation, node -> false);
    }

    /**
     * An operation on a set that need not look into some nodes.
     *
     * @param leavesAlone whether the operation certainly leaves all messages below a node as they are
     */
    Rework(UidSet asked, UnaryOperator<E> operation, Predicate<Node> leavesAlone) {
        this.asked = asked;
        this.operation = operation;
        this.leavesAlone = leavesAlone;
    }

    /** Works the operation out on a tree. */
    Rework<E> on(MessageTree<E> now) {
        int height = Math.max(now.shift(), before.shift());
        Pass pass = new Pass();
        Node root = now.rootAt(height);
        // The first time there is nothing to go by.
        boolean first = before.count() == 0;
        Node old = first ? null : before.rootAt(height);
        Node made = pass.node(root, old, first ? null : after.rootAt(height), height, 0);
        after = made == root ? now : MessageTree.of(made, height);
        before = now;
        UidSet looked = pass.looked.build();
        nothingNew = looked.isEmpty();
        touched = touched.minus(looked).plus(pass.touched.build());
        return this;
    }

    /** The tree it was worked out on. */
    MessageTree<E> before() {
        return before;
    }

    /** That tree after the operation. */
    MessageTree<E> after() {
        return after;
    }

    /** The UIDs of the messages that the operation changes or removes. */
    UidSet touched() {
        return touched;
    }

    /** Whether the last tree had the same messages of the set as the one before, as far as these were looked at. */
    boolean nothingNew() {
        return nothingNew;
    }

    /** One walk over a tree, along with what is known of the one before. */
    private final class Pass {
        final UidSet.Builder looked = new UidSet.Builder();
        final UidSet.Builder touched = new UidSet.Builder();
        /** The first range that does not end before where the walk is. */
        private int range;

        Node node(Node now, Node old, Node made, int bits, long base) {
            if (now == old) {
                return made;
            }
            Node.Draft draft = null;
            long step = 1L << bits;
            for (int i = range == asked.ranges() ? Node.WIDTH : Node.slotFrom(base, asked.first(range), bits);
                    i < Node.WIDTH && seek(base + i * step);
                    i++) {
                long low = base + i * step;
                Object child = now.slots[i];
                Object oldChild = old == null ? null : old.slots[i];
                if (asked.first(range) >= low + step) {
                    continue;
                }
                Object result;
                if (child == oldChild) {
                    result = made == null ? null : made.slots[i];
                } else if (child == null) {
                    gone(oldChild, bits);
                    result = null;
                } else if (bits == 0) {
                    result = message(child);
                } else if (isLeftAlone(child) && isLeftAlone(oldChild)) {
                    result = child;
                } else {
                    Node madeChild = made == null ? null : (Node) made.slots[i];
                    result = node((Node) child, (Node) oldChild, madeChild, bits - Node.BITS, low);
                }
                if (result != child) {
                    draft = draft == null ? new Node.Draft(now) : draft;
                    draft.set(i, result);
                }
            }
            if (draft == null) {
                return now;
            }
            Node changed = draft.node();
            return changed.count == 0 ? null : changed;
        }

        @SuppressWarnings("unchecked") // A leaf of a tree of E.
        private Object message(Object slot) {
            E message = (E) slot;
            looked.add(message.meta().uid());
            E result = operation.apply(message);
            if (result != message) {
                touched.add(message.meta().uid());
            }
            return result;
        }

        private boolean isLeftAlone(Object child) {
            return child == null || leavesAlone.test((Node) child);
        }

        /** What was there before is so no longer, whether the operation touched it or not. */
        private void gone(Object child, int bits) {
            if (child == null) {
                return;
            }
            if (bits == 0) {
                looked.add(((IndexEntry) child).meta().uid());
                return;
            }
            for (Object below : ((Node) child).slots) {
                gone(below, bits - Node.BITS);
            }
        }

        /** Goes on to the range that a UID is in or before; false if there is none. */
        private boolean seek(long uid) {
            if (range < asked.ranges() && asked.last(range) < uid) {
                range++;
            }
            if (range < asked.ranges() && asked.last(range) < uid) {
                int high = asked.ranges();
                while (range < high) {
                    int middle = (range + high) >>> 1;
                    if (asked.last(middle) < uid) {
                        range = middle + 1;
                    } else {
                        high = middle;
                    }
                }
            }
            return range < asked.ranges();
        }
    }
}
