package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of the two files that tell what a folder has is cut off or garbled. */
class DamageTest extends SharedMaildir {
    private static final int SEEDS = 100;

    private final Warnings warnings = new Warnings();
    private final Map<String, byte[]> whole = new TreeMap<>();
    /** What was told after each step, by MODSEQ. */
    private final Map<Long, Map<Long, Flags>> told = new TreeMap<>();

    private MaildirAccount account;
    private MailboxState before;
    private String id;
    private Map<Long, MessageMeta> metas;
    private Map<Long, String> contents;
    private Map<Long, Flags> flags;
    private UidSet uids;
    private int checks;

    @BeforeEach
    void aMailboxWithAHistory() throws Exception {
        append(Flag.of("k"));
        append();
        tell();
        other.put("cur", "1.x:2,PS", "x\n");
        inbox.uids();
        append();
        change(1, FlagChange.add(Flag.SEEN));
        change(2, FlagChange.add(Flag.SEEN));
        change(2, FlagChange.remove(Flag.SEEN));
        other.awaitTick(maildir.resolve("new"));
        inbox.expunge(uids(4), Expunge.ANY);
        tell();
        change(1, FlagChange.add(Flag.FLAGGED));
        change(1, FlagChange.remove(Flag.FLAGGED));
        account = (MaildirAccount) store(disk()).create(USER);
        before = inbox.state();
        id = inbox.id().toString();
        metas = metas(inbox);
        contents = contents(inbox);
        flags = flags(inbox);
        uids = inbox.uids();
        for (String name : List.of(IndexFile.NAME, UidList.NAME)) {
            whole.put(name, Files.readAllBytes(maildir.resolve(name)));
        }
    }

    private void change(long uid, FlagChange change) throws IOException {
        other.awaitTick(maildir.resolve("cur"));
        inbox.updateFlags(uids(uid), change, OptionalLong.empty());
        tell();
    }

    private void tell() throws IOException {
        told.put(inbox.state().highestModSeq(), flags(inbox));
    }

    private static Map<Long, Flags> flags(Mailbox mailbox) throws IOException {
        Map<Long, Flags> flags = new TreeMap<>();
        metas(mailbox).forEach((uid, meta) -> flags.put(uid, meta.flags()));
        return flags;
    }

    @AfterEach
    void stopLogging() {
        warnings.close();
    }

    /** The mailbox as a process sees it that opens it now. */
    private Mailbox reopen() throws IOException {
        Folder folder = new Folder(disk(), InstantSource.system(), maildir, account);
        return new MaildirMailbox(account, folder, folder.current().id());
    }

    private void damage(String name, byte[] octets) throws IOException {
        for (Map.Entry<String, byte[]> file : whole.entrySet()) {
            // In place, as damage is: so nothing but the content tells of it.
            Files.write(maildir.resolve(file.getKey()), file.getKey().equals(name) ? octets : file.getValue());
        }
    }

    /** Whoever was told something at any time learns what is different now. */
    private void expectReadersCatchUp(Mailbox mailbox, String what) throws IOException {
        for (Map.Entry<Long, Map<Long, Flags>> reader : told.entrySet()) {
            ChangePage page = mailbox.changesSince(ChangePosition.afterCommit(reader.getKey()), 100);
            if (!page.reset()) {
                Map<Long, Flags> known = new TreeMap<>(reader.getValue());
                page.vanished().forEach(known::remove);
                page.changed().forEach(meta -> known.put(meta.uid(), meta.flags()));
                assertThat(known).as(what + ", told at " + reader.getKey()).isEqualTo(flags(mailbox));
            }
        }
    }

    private void expectAllIsThere(String what, boolean noticeable) throws IOException {
        Mailbox mailbox = reopen();
        assertThat(mailbox.state().uidValidity()).as(what).isEqualTo(before.uidValidity());
        assertThat(mailbox.id().toString()).as(what).isEqualTo(id);
        assertThat(mailbox.uids()).as(what).isEqualTo(uids);
        assertThat(mailbox.state().uidNext()).as(what).isGreaterThanOrEqualTo(before.uidNext());
        assertThat(flags(mailbox)).as(what).isEqualTo(flags);
        assertThat(mailbox.state().highestModSeq()).as(what).isGreaterThanOrEqualTo(before.highestModSeq());
        if (noticeable) {
            expectNoOlderModSeqs(mailbox, what);
        }
        if (noticeable && checks % 4 == 0) {
            expectReadersCatchUp(mailbox, what);
        }
        expectWarnings(1, what);
        if (checks++ % 8 != 0) {
            return;
        }
        // What takes time: it depends less on where exactly the damage is.
        assertThat(contents(mailbox)).as(what).isEqualTo(contents);
        Mailbox next = reopen();
        assertThat(describe(next)).as(what + ", opened again").isEqualTo(describe(mailbox));
        assertThat(next.state().highestModSeq()).as(what).isGreaterThanOrEqualTo(before.highestModSeq());
        expectWarnings(0, what + ", opened again");
    }

    private void expectNoOlderModSeqs(Mailbox mailbox, String what) throws IOException {
        assertThat(mailbox.state().highestModSeq()).as(what).isGreaterThanOrEqualTo(before.highestModSeq());
        for (MessageMeta now : metas(mailbox).values()) {
            MessageMeta then = metas.get(now.uid());
            assertThat(now.flags()).as(what).isEqualTo(then.flags());
            assertThat(now.size()).as(what).isEqualTo(then.size());
            assertThat(now.modSeq()).as(what + ", MODSEQ of " + now.uid()).isGreaterThanOrEqualTo(then.modSeq());
        }
    }

    private void expectWarnings(int atMost, String what) {
        assertThat(warnings.take()).as(what).hasSizeLessThanOrEqualTo(atMost);
    }

    @ParameterizedTest
    @ValueSource(strings = {IndexFile.NAME, UidList.NAME})
    void aFileThatIsCutOffAnywhereIsMadeGood(String name) throws Exception {
        byte[] octets = whole.get(name);
        for (int length = 0; length < octets.length; length++) {
            damage(name, Arrays.copyOf(octets, length));
            // Nothing tells that there were more commits than there are.
            boolean noticeable = name.equals(UidList.NAME) || !isEndOfCommit(octets, length);
            expectAllIsThere(name + " cut to " + length + " of " + octets.length, noticeable);
        }
    }

    private static boolean isEndOfCommit(byte[] octets, int length) {
        String text = new String(octets, 0, length, StandardCharsets.UTF_8);
        String last = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
        return last.startsWith("c ") && last.endsWith("\n");
    }

    @Test
    void aGarbledIndexIsMadeGood() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] octets = garbled(whole.get(IndexFile.NAME), 0, seed);
            damage(IndexFile.NAME, octets);
            expectAllIsThere(
                    "index garbled with seed " + seed + ":\n" + new String(octets, StandardCharsets.UTF_8), true);
        }
    }

    /** One octet is another one, from some place on. */
    private static byte[] garbled(byte[] octets, int from, int seed) {
        Random random = new Random(seed);
        byte[] garbled = octets.clone();
        int at = from + random.nextInt(octets.length - from);
        garbled[at] = (byte) (octets[at] + 1 + random.nextInt(255));
        return garbled;
    }

    @Test
    void aGarbledListIsMadeGoodFromTheIndex() throws Exception {
        byte[] octets = whole.get(UidList.NAME);
        int header =
                UidListText.header(new String(octets, StandardCharsets.UTF_8)).length();
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] garbled = garbled(octets, header, seed);
            String text = new String(garbled, StandardCharsets.UTF_8);
            damage(UidList.NAME, garbled);
            String what = "list garbled with seed " + seed + ":\n" + text;
            Mailbox mailbox = reopen();
            assertThat(mailbox.state().uidValidity()).as(what).isEqualTo(before.uidValidity());
            assertThat(mailbox.state().uidNext()).as(what).isGreaterThanOrEqualTo(before.uidNext());
            assertThat(mailbox.state().highestModSeq()).as(what).isGreaterThanOrEqualTo(before.highestModSeq());
            Map<Long, String> now = contents(mailbox);
            if (now.equals(contents)) {
                expectNoOlderModSeqs(mailbox, what);
            } else {
                expectOneRenumbered(now, what);
            }
            assertThat(describe(reopen())).as(what).isEqualTo(describe(mailbox));
        }
    }

    /** A number that became a higher one, in the order of the list, cannot be told from what another program wrote. */
    private void expectOneRenumbered(Map<Long, String> now, String what) {
        assertThat(now.values()).as(what).containsExactlyInAnyOrderElementsOf(contents.values());
        long same = contents.entrySet().stream()
                .filter(entry -> entry.getValue().equals(now.get(entry.getKey())))
                .count();
        assertThat(same).as(what).isGreaterThanOrEqualTo(contents.size() - 1L);
    }

    @Test
    void aGarbledFirstLineOfTheListLosesNoUid() throws Exception {
        byte[] octets = whole.get(UidList.NAME);
        int header =
                UidListText.header(new String(octets, StandardCharsets.UTF_8)).length();
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] garbled = octets.clone();
            System.arraycopy(garbled(Arrays.copyOf(octets, header - 1), 0, seed), 0, garbled, 0, header - 1);
            damage(UidList.NAME, garbled);
            String what = "seed " + seed + ": " + new String(garbled, 0, header, StandardCharsets.UTF_8);
            Mailbox mailbox = reopen();
            assertThat(contents(mailbox)).as(what).isEqualTo(contents);
            assertThat(mailbox.state().uidNext()).as(what).isGreaterThanOrEqualTo(before.uidNext());
            assertThat(mailbox.state().highestModSeq()).as(what).isGreaterThanOrEqualTo(before.highestModSeq());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yubin-index 0 17 x 0\n", "yubin-index 2 binary?\n\0\0", "\n\n\n", "c 1 0\n", "\0\0\0\0\0"})
    void anIndexOfAnotherKindIsMadeAnew(String content) throws Exception {
        damage(IndexFile.NAME, content.getBytes(StandardCharsets.UTF_8));
        Mailbox mailbox = reopen();
        assertThat(warnings.take()).hasSize(1).first().asString().contains(IndexFile.NAME);
        mailbox.state();
        assertThat(contents(mailbox)).isEqualTo(contents);
        expectNoOlderModSeqs(mailbox, content);
        assertThat(mailbox.changesSince(ChangePosition.afterCommit(before.highestModSeq()), 10)
                        .reset())
                .isTrue();
        assertThat(warnings.take()).isEmpty();
    }

    @Test
    void damageUnderAnOpenMailboxIsMadeGoodToo() throws Exception {
        for (String name : whole.keySet()) {
            byte[] octets = whole.get(name);
            for (int length = octets.length - 1; length >= 0; length -= 29) {
                Path file = maildir.resolve(name);
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.min(length, (int) Files.size(file))));
                long modSeq = inbox.state().highestModSeq();
                assertThat(contents(inbox)).as(name + " cut to " + length).isEqualTo(contents);
                assertThat(inbox.state().uidValidity()).isEqualTo(before.uidValidity());
                change(1, FlagChange.add(Flag.DELETED));
                change(1, FlagChange.remove(Flag.DELETED));
                assertThat(inbox.state().highestModSeq()).isGreaterThan(modSeq);
                expectTwinAgrees();
            }
        }
    }
}
