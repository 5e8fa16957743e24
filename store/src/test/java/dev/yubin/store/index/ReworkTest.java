package dev.yubin.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReworkTest {
    private static final UnaryOperator<Message> EXPUNGE_DELETED = message -> message.deleted() ? null : message;
    private static final UnaryOperator<Message> REMOVE = message -> null;
    private static final UnaryOperator<Message> MARK_SEEN = message -> message.with(FlagChange.add(Flag.SEEN));

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private long next = 1;
    private int deletedShare = 2;

    @Test
    void whatIsBroughtUpToDateIsWhatItWouldBeIfWorkedOutAnew() {
        for (int round = 0; round < 300; round++) {
            next = 1;
            int spread = 1 + random.nextInt(40);
            deletedShare = 1 + random.nextInt(100);
            MessageTree<Message> tree = MessageTree.empty();
            for (int i = random.nextInt(300); i > 0; i--) {
                tree = tree.with(arrival(spread));
            }
            UidSet asked = randomSet();
            UnaryOperator<Message> operation =
                    List.of(EXPUNGE_DELETED, REMOVE, MARK_SEEN).get(round % 3);
            boolean prune = operation == EXPUNGE_DELETED && random.nextBoolean();
            Rework<Message> rework = new Rework<>(asked, operation, node -> prune && node.deleted == 0).on(tree);
            assertAsAnew(rework, tree, asked, operation);
            for (int later = 0; later < 4; later++) {
                for (int i = random.nextInt(6); i > 0; i--) {
                    tree = change(tree, spread);
                }
                assertAsAnew(rework.on(tree), tree, asked, operation);
            }
        }
    }

    @Test
    void onlyWhatIsDifferentIsLookedAtAgain() {
        List<Message> many = new ArrayList<>();
        for (long uid = 1; uid <= 100_000; uid++) {
            many.add(new Message(uid, Flags.NONE));
        }
        MessageTree<Message> tree = MessageTree.of(many);
        List<Long> looked = new ArrayList<>();
        Rework<Message> rework = new Rework<Message>(UidSet.ALL, message -> {
            looked.add(message.meta().uid());
            return MARK_SEEN.apply(message);
        });
        rework.on(tree);
        assertThat(looked).hasSize(100_000);
        looked.clear();
        MessageTree<Message> later = tree.update(500, 500, m -> m.with(FlagChange.add(Flag.FLAGGED)))
                .update(70_000, 70_001, m -> null)
                .with(new Message(2_000_000, Flags.NONE));
        rework.on(later);
        assertThat(looked).containsExactly(500L, 2_000_000L);
        assertThat(rework.nothingNew()).isFalse();
        assertThat(rework.touched().count()).isEqualTo(99_999);
        rework.on(later);
        assertThat(rework.nothingNew()).isTrue();
    }

    @Test
    void anExpungeLooksOnlyWhereSomethingIsDeleted() {
        List<Message> many = new ArrayList<>();
        for (long uid = 1; uid <= 100_000; uid++) {
            many.add(new Message(uid, uid == 777 ? Flags.of(Flag.DELETED) : Flags.NONE));
        }
        int[] looked = {0};
        Rework<Message> rework = new Rework<>(
                UidSet.ALL,
                message -> {
                    looked[0]++;
                    return EXPUNGE_DELETED.apply(message);
                },
                node -> node.deleted == 0);
        assertThat(rework.on(MessageTree.of(many)).touched()).isEqualTo(UidSet.of(777));
        assertThat(looked[0]).isLessThanOrEqualTo(32);
    }

    @Test
    void newsOutsideTheSetIsNoNews() {
        MessageTree<Message> tree = MessageTree.of(List.of(new Message(5, Flags.NONE), new Message(6, Flags.NONE)));
        Rework<Message> rework = new Rework<>(UidSet.of(5), REMOVE).on(tree);
        MessageTree<Message> later = tree.update(6, 6, REMOVE).with(new Message(7, Flags.NONE));
        assertThat(rework.on(later).nothingNew()).isTrue();
        assertThat(contents(rework.after())).containsExactly("7[]");
    }

    private void assertAsAnew(
            Rework<Message> rework, MessageTree<Message> tree, UidSet asked, UnaryOperator<Message> operation) {
        UidSet.Builder touched = new UidSet.Builder();
        List<String> expected = new ArrayList<>();
        tree.forEach(1, UidSet.MAX_UID, message -> {
            long uid = message.meta().uid();
            Message after = asked.contains(uid) ? operation.apply(message) : message;
            if (after != null) {
                expected.add(after.toString());
            }
            if (after != message) {
                touched.add(uid);
            }
            return true;
        });
        assertThat(contents(rework.after())).as("seed " + seed).isEqualTo(expected);
        assertThat(rework.touched()).as("seed " + seed).isEqualTo(touched.build());
        assertThat(rework.after().count()).as("seed " + seed).isEqualTo(expected.size());
        assertThat(rework.before()).isSameAs(tree);
        MessageTree<Message> fresh = new Rework<>(asked, operation).on(tree).after();
        assertThat(rework.after().unseen()).as("seed " + seed).isEqualTo(fresh.unseen());
        assertThat(rework.after().deleted()).as("seed " + seed).isEqualTo(fresh.deleted());
        assertThat(rework.after().size()).as("seed " + seed).isEqualTo(expected.size() * 10L);
    }

    private MessageTree<Message> change(MessageTree<Message> tree, int spread) {
        long first = 1 + (long) (random.nextDouble() * next);
        long last = Math.min(UidSet.MAX_UID, first + random.nextInt(20));
        return switch (random.nextInt(5)) {
            case 0, 1 -> tree.with(arrival(spread));
            case 2 -> tree.update(first, last, REMOVE);
            case 3 -> tree.update(first, last, m -> m.with(FlagChange.replace()));
            default ->
                random.nextInt(20) == 0
                        ? tree.update(1, UidSet.MAX_UID, REMOVE)
                        : tree.update(first, last, m -> m.with(FlagChange.add(Flag.DELETED)));
        };
    }

    private Message arrival(int spread) {
        next += 1 + random.nextInt(spread);
        return new Message(next, random.nextInt(deletedShare) > 0 ? Flags.NONE : Flags.of(Flag.DELETED));
    }

    private UidSet randomSet() {
        if (random.nextInt(4) == 0) {
            return UidSet.ALL;
        }
        UidSet.Builder set = new UidSet.Builder();
        long uid = 1;
        for (int i = random.nextInt(60); i > 0; i--) {
            uid += 1 + random.nextInt(50);
            long last = uid + random.nextInt(30);
            set.addRange(uid, last);
            uid = last;
        }
        return set.build();
    }

    private static List<String> contents(MessageTree<Message> tree) {
        List<String> all = new ArrayList<>();
        tree.forEach(1, UidSet.MAX_UID, message -> all.add(message.toString()));
        return all;
    }

    private record Message(MessageMeta meta) implements IndexEntry {
        Message(long uid, Flags flags) {
            this(MessageMeta.builder(uid, 10, Instant.EPOCH).flags(flags).build());
        }

        Message with(FlagChange change) {
            Flags after = change.applyTo(meta.flags());
            return after == meta.flags() ? this : new Message(meta.uid(), after);
        }

        @Override
        public String toString() {
            return meta.uid() + meta.flags().toString();
        }
    }
}
