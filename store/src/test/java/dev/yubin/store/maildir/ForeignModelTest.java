package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two stores and another program change one mailbox in a random order. The model: the flags of each message by its
 * content, of which no two are the same. Each reader follows the changes, and ends up where the mailbox is.
 */
class ForeignModelTest extends SharedMaildir {
    private static final int STEPS = 120;
    private static final int RUNS = Integer.getInteger("yubin.runs", 4);
    private static final Flag[] FLAGS = {
        Flag.SEEN, Flag.ANSWERED, Flag.FLAGGED, Flag.DELETED, Flag.of("k0"), Flag.of("k1")
    };

    /** Who follows a mailbox, and what it knows. */
    private static final class Reader {
        private final Mailbox mailbox;
        private final Map<Long, MessageMeta> known = new TreeMap<>();
        private ChangePosition position = ChangePosition.afterCommit(0);

        Reader(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        void follow() throws IOException {
            ChangePage page;
            do {
                page = mailbox.changesSince(position, 3);
                if (page.reset()) {
                    known.clear();
                    known.putAll(metas(mailbox));
                } else {
                    page.vanished().forEach(known::remove);
                    for (MessageMeta meta : page.changed()) {
                        assertThat(meta.modSeq()).isGreaterThanOrEqualTo(position.modSeq());
                        known.put(meta.uid(), meta);
                    }
                }
                position = page.next();
            } while (!page.atEnd());
        }
    }

    private final Map<String, Flags> model = new TreeMap<>();
    /** The UID of each content, once it was seen. */
    private final Map<String, Long> uids = new HashMap<>();

    private Random random;
    private int count;

    static List<Long> seeds() {
        long seed = Long.getLong("yubin.seed", System.nanoTime());
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            seeds.add(seed + i);
        }
        return seeds;
    }

    @ParameterizedTest(name = "-Dyubin.seed={0}")
    @MethodSource("seeds")
    void allAgreeWithTheModel(long seed) throws Exception {
        random = new Random(seed);
        List<Reader> readers = new ArrayList<>(List.of(new Reader(inbox), new Reader(twin)));
        for (int i = 0; i < STEPS; i++) {
            step(readers.get(random.nextInt(2)).mailbox);
            if (random.nextInt(3) == 0) {
                check(readers.get(random.nextInt(2)));
            }
            if (random.nextInt(30) == 0) {
                readers.set(random.nextInt(2), new Reader(openInbox()));
            }
        }
        for (Reader reader : readers) {
            check(reader);
        }
        check(new Reader(openInbox()));
        assertThat(UidListText.uids(other.uidList())).doesNotHaveDuplicates().isSorted();
    }

    private void step(Mailbox mailbox) throws IOException {
        String content = model.isEmpty() ? null : new ArrayList<>(model.keySet()).get(random.nextInt(model.size()));
        int kind = content == null ? random.nextInt(3) : random.nextInt(10);
        switch (kind) {
            case 0 -> append(mailbox);
            case 1 -> foreignDelivery(StoredFile.NEW, "");
            case 2 -> foreignDelivery(StoredFile.CUR, ":2,FS");
            case 3, 4 -> foreignRename(content);
            case 5 -> foreignDeletion(content);
            case 6 -> expunge(mailbox, content);
            case 7 -> other.replace(UidList.NAME, other.uidList());
            default -> changeFlags(mailbox, content);
        }
    }

    private String nextContent() {
        return String.format("%04d\r\n", ++count);
    }

    private void append(Mailbox mailbox) throws IOException {
        String content = nextContent();
        Flags flags = random.nextBoolean() ? Flags.NONE : Flags.of(FLAGS[random.nextInt(FLAGS.length)]);
        MessageContent octets = MessageContent.of(content.getBytes(StandardCharsets.ISO_8859_1));
        // The stamps must tell what was before from what we do: see OtherProgram.
        other.awaitTick(maildir.resolve(StoredFile.CUR));
        other.awaitTick(maildir.resolve(StoredFile.NEW));
        long uid = mailbox.append(List.of(NewMessage.of(octets, Instant.EPOCH).flags(flags)))
                .uids()
                .first(0);
        uids.put(content, uid);
        model.put(content, flags);
    }

    private void foreignDelivery(String directory, String info) throws IOException {
        String content = nextContent();
        String text = random.nextBoolean() ? content : content.replace("\r\n", "\n");
        other.put(directory, 1_700_000_000 + count + ".x" + content.trim() + info, text);
        model.put(content, info.isEmpty() ? Flags.NONE : Flags.of(Flag.FLAGGED, Flag.SEEN));
    }

    /** The file with a content, with its directory. */
    private String fileOf(String content) throws IOException {
        for (String name : other.files()) {
            String text = java.nio.file.Files.readString(maildir.resolve(name));
            if (text.trim().equals(content.trim())) {
                return name;
            }
        }
        throw new AssertionError("No file has " + content);
    }

    private void foreignRename(String content) throws IOException {
        String name = fileOf(content);
        String base = MessageFile.parse(name.substring(4)).base();
        String letters = random.nextBoolean() ? "" : random.nextBoolean() ? "PR" : "ST";
        other.move(name, "cur/" + base + ":2," + letters);
        model.put(
                content,
                switch (letters) {
                    case "PR" -> Flags.of(Flag.ANSWERED);
                    case "ST" -> Flags.of(Flag.SEEN, Flag.DELETED);
                    default -> Flags.NONE;
                });
    }

    private void foreignDeletion(String content) throws IOException {
        other.delete(fileOf(content));
        model.remove(content);
    }

    private long uidOf(Mailbox mailbox, String content) throws IOException {
        for (Map.Entry<Long, String> message : contents(mailbox).entrySet()) {
            if (message.getValue().equals(content)) {
                return message.getKey();
            }
        }
        throw new AssertionError("No message has " + content);
    }

    private void expunge(Mailbox mailbox, String content) throws IOException {
        long uid = uidOf(mailbox, content);
        boolean deleted = model.get(content).contains(Flag.DELETED);
        assertThat(mailbox.expunge(UidSet.of(uid), Expunge.DELETED_ONLY).uids().isEmpty())
                .isNotEqualTo(deleted);
        if (deleted) {
            model.remove(content);
        }
    }

    private void changeFlags(Mailbox mailbox, String content) throws IOException {
        FlagChange.Mode mode = FlagChange.Mode.values()[random.nextInt(3)];
        FlagChange change = FlagChange.of(mode, Flags.of(FLAGS[random.nextInt(FLAGS.length)]));
        long uid = uidOf(mailbox, content);
        mailbox.updateFlags(UidSet.of(uid), change, OptionalLong.empty());
        model.put(content, change.applyTo(model.get(content)));
    }

    private void check(Reader reader) throws IOException {
        reader.follow();
        Map<Long, MessageMeta> now = metas(reader.mailbox);
        assertThat(describe(reader.known)).isEqualTo(describe(now));
        Map<String, Flags> found = new TreeMap<>();
        for (MessageMeta meta : now.values()) {
            String content = read(reader.mailbox, meta.uid(), 0);
            assertThat(found.put(content, meta.flags())).isNull();
            assertThat(meta.size()).isEqualTo(content.length());
            Long before = uids.put(content, meta.uid());
            assertThat(before == null || before == meta.uid()).as("UID stays").isTrue();
        }
        assertThat(found).isEqualTo(model);
    }

    private static Map<Long, String> describe(Map<Long, MessageMeta> metas) {
        Map<Long, String> all = new TreeMap<>();
        metas.forEach((uid, meta) -> all.put(uid, meta.modSeq() + " " + meta.flags()));
        return all;
    }
}
