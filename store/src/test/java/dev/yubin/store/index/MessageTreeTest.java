package dev.yubin.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Flag;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MessageTreeTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void anEmptyTreeHasNothing() {
        MessageTree<Message> tree = MessageTree.empty();
        assertThat(tree.count()).isZero();
        assertThat(tree.firstUnseen()).isZero();
        assertThat(tree.get(1)).isNull();
        assertThat(tree.get(UidSet.MAX_UID)).isNull();
        assertThat(tree.update(1, UidSet.MAX_UID, message -> null)).isSameAs(tree);
    }

    @Test
    void uidsAtTheEdgesOfNodesAreKeptApart() {
        long[] uids = {1, 31, 32, 33, 1023, 1024, 1025, 1L << 30, (1L << 31) + 1, UidSet.MAX_UID};
        MessageTree<Message> tree = MessageTree.empty();
        for (long uid : uids) {
            tree = tree.with(message(uid, Flags.NONE));
        }
        assertThat(uidsOf(tree, 1, UidSet.MAX_UID)).containsExactly(box(uids));
        for (long uid : uids) {
            assertThat(tree.get(uid).meta().uid()).isEqualTo(uid);
        }
        assertThat(tree.get(2)).isNull();
        assertThat(tree.count()).isEqualTo(uids.length);
    }

    @Test
    void aTreeWithoutMessagesIsTheEmptyTree() {
        MessageTree<Message> tree = MessageTree.<Message>empty().with(message(100_000, Flags.NONE));
        assertThat(tree.update(1, UidSet.MAX_UID, message -> null)).isSameAs(MessageTree.empty());
    }

    @Test
    void anUpdateThatChangesNothingIsTheSameTree() {
        MessageTree<Message> tree = MessageTree.<Message>empty().with(message(5, Flags.NONE));
        assertThat(tree.update(1, 10, message -> message)).isSameAs(tree);
    }

    @Test
    void aTreeAgreesWithATreeMapAndOlderTreesStayAsTheyWere() {
        for (int round = 0; round < 20; round++) {
            NavigableMap<Long, Flags> model = new TreeMap<>();
            MessageTree<Message> tree = MessageTree.empty();
            int spread = 1 + random.nextInt(200);
            long next = 1;
            for (int i = 0; i < 300; i++) {
                MessageTree<Message> before = tree;
                NavigableMap<Long, Flags> modelBefore = new TreeMap<>(model);
                if (random.nextInt(3) > 0) {
                    next += 1 + random.nextInt(spread);
                    Flags flags = randomFlags();
                    tree = tree.with(message(next, flags));
                    model.put(next, flags);
                } else {
                    tree = change(tree, model, next);
                }
                assertSame(tree, model);
                assertSame(before, modelBefore);
            }
        }
    }

    @Test
    void aTreeOfManyIsTheTreeOfEachOneAfterTheOther() {
        List<Message> messages = new ArrayList<>();
        MessageTree<Message> oneByOne = MessageTree.empty();
        long uid = 0;
        for (int i = 0; i < 3000; i++) {
            uid += 1 + random.nextInt(i % 100 == 0 ? 5000 : 3);
            messages.add(message(uid, randomFlags()));
            oneByOne = oneByOne.with(messages.get(i));
        }
        MessageTree<Message> atOnce = MessageTree.of(messages);
        assertAlike(atOnce, oneByOne);
        int half = random.nextInt(messages.size());
        MessageTree<Message> low = MessageTree.of(messages.subList(0, half));
        MessageTree<Message> high = MessageTree.of(messages.subList(half, messages.size()));
        assertAlike(low.plus(high), oneByOne);
        assertAlike(high.plus(low), oneByOne);
        assertThat(MessageTree.<Message>of(List.of())).isSameAs(MessageTree.empty());
    }

    private void assertAlike(MessageTree<Message> one, MessageTree<Message> other) {
        String hint = "seed " + seed;
        assertThat(uidsOf(one, 1, UidSet.MAX_UID)).as(hint).isEqualTo(uidsOf(other, 1, UidSet.MAX_UID));
        assertThat(one.count()).as(hint).isEqualTo(other.count());
        assertThat(one.unseen()).as(hint).isEqualTo(other.unseen());
        assertThat(one.deleted()).as(hint).isEqualTo(other.deleted());
        assertThat(one.size()).as(hint).isEqualTo(other.size());
        assertThat(one.firstUnseen()).as(hint).isEqualTo(other.firstUnseen());
    }

    private MessageTree<Message> change(MessageTree<Message> tree, NavigableMap<Long, Flags> model, long highest) {
        long first = 1 + (long) (random.nextDouble() * highest);
        long last = first + random.nextInt(500);
        boolean remove = random.nextBoolean();
        Flags flags = randomFlags();
        UnaryOperator<Message> operator =
                old -> remove ? null : message(old.meta().uid(), flags);
        NavigableMap<Long, Flags> touched = model.subMap(first, true, last, true);
        if (remove) {
            touched.clear();
        } else {
            touched.replaceAll((uid, old) -> flags);
        }
        return tree.update(first, last, operator);
    }

    private void assertSame(MessageTree<Message> tree, NavigableMap<Long, Flags> model) {
        String hint = "seed " + seed;
        assertThat(tree.count()).as(hint).isEqualTo(model.size());
        assertThat(tree.size()).as(hint).isEqualTo(model.size() * 10L);
        assertThat((long) tree.unseen())
                .as(hint)
                .isEqualTo(model.values().stream()
                        .filter(f -> !f.contains(Flag.SEEN))
                        .count());
        assertThat((long) tree.deleted())
                .as(hint)
                .isEqualTo(model.values().stream()
                        .filter(f -> f.contains(Flag.DELETED))
                        .count());
        long firstUnseen = model.entrySet().stream()
                .filter(e -> !e.getValue().contains(Flag.SEEN))
                .mapToLong(e -> e.getKey())
                .findFirst()
                .orElse(0);
        assertThat(tree.firstUnseen()).as(hint).isEqualTo(firstUnseen);
        long from = model.isEmpty() ? 1 : 1 + (long) (random.nextDouble() * model.lastKey());
        long to = from + random.nextInt(1000);
        assertThat(uidsOf(tree, from, to))
                .as(hint)
                .containsExactlyElementsOf(model.subMap(from, true, to, true).keySet());
        assertThat(tree.countFrom(from)).as(hint).isEqualTo(model.tailMap(from).size());
        assertThat(tree.countFrom(from + 100_000)).as(hint).isZero();
        Message found = tree.get(from);
        assertThat(found == null ? null : found.meta().flags()).as(hint).isEqualTo(model.get(from));
    }

    private Flags randomFlags() {
        Flags flags = Flags.NONE;
        flags = random.nextBoolean() ? flags.plus(Flags.of(Flag.SEEN)) : flags;
        return random.nextInt(4) == 0 ? flags.plus(Flags.of(Flag.DELETED)) : flags;
    }

    private static List<Long> uidsOf(MessageTree<Message> tree, long first, long last) {
        List<Long> uids = new ArrayList<>();
        tree.forEach(first, last, message -> uids.add(message.meta().uid()));
        return uids;
    }

    private static Long[] box(long[] uids) {
        Long[] boxed = new Long[uids.length];
        for (int i = 0; i < uids.length; i++) {
            boxed[i] = uids[i];
        }
        return boxed;
    }

    private static Message message(long uid, Flags flags) {
        MessageMeta meta =
                MessageMeta.builder(uid, 10, Instant.EPOCH).flags(flags).build();
        return new Message(meta);
    }

    private record Message(MessageMeta meta) implements IndexEntry {}
}
