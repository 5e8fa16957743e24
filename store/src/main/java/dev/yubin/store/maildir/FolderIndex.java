package dev.yubin.store.maildir;

import dev.yubin.store.Expunge;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.ChangeLog;
import dev.yubin.store.index.ExpungeCommit;
import dev.yubin.store.index.MessageTree;
import dev.yubin.store.index.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What is known of a folder, in memory: the messages, and the changes that readers may ask for. A commit is one or more
 * of {@link #add}, {@link #flag}, {@link #place} and {@link #remove}, and then {@link #commit}. Used under the folder's
 * lock, except for the snapshots it hands out.
 */
final class FolderIndex {
    /** How many removals are remembered, and how many ranges of UIDs they may have together. */
    private static final int MAX_TOMBSTONES = 4096;

    private static final int MAX_TOMBSTONE_RANGES = 65_536;

    /** Messages that one commit removed. */
    record Tombstone(long modSeq, UidSet uids) {}

    private final Map<String, Long> uidsByBase = new HashMap<>();
    private final NavigableSet<Long> inNew = new TreeSet<>();
    private final Map<String, Flags> flagsByLetters = new HashMap<>();
    private final Deque<Tombstone> tombstones = new ArrayDeque<>();
    private int tombstoneRanges;
    /** Removals up to this MODSEQ are not known any more. */
    private long forgotten;

    private KeywordTable keywords;
    private KeywordTable readBy = KeywordTable.EMPTY;
    private MessageTree<StoredFile> messages = MessageTree.empty();
    private long uidNext = 1;
    private long recentFrom = 1;
    private ChangeLog changes;
    private final List<Long> touched = new ArrayList<>();
    private UidSet removed = UidSet.EMPTY;
    private Snapshot<StoredFile> committed;

    FolderIndex(long modSeq, KeywordTable keywords) {
        this.keywords = keywords;
        this.forgotten = modSeq;
        this.changes = new ChangeLog(modSeq);
        this.committed = Snapshot.empty(modSeq);
    }

    /** The folder after the newest commit. */
    Snapshot<StoredFile> snapshot() {
        return committed;
    }

    ChangeLog changes() {
        return changes;
    }

    KeywordTable keywords() {
        return keywords;
    }

    /** From now on letters are read by this table, which has all of the former one. */
    void keywords(KeywordTable table) {
        keywords = table;
        flagsByLetters.clear();
    }

    /** The table by which readers were told the flags of the messages in the index file. */
    void readBy(KeywordTable table) {
        readBy = table;
    }

    /** The messages whose letters mean other flags by now than what readers were told, by their letters. */
    Map<String, UidSet.Builder> reread() {
        Map<String, UidSet.Builder> changed = new TreeMap<>();
        if (!readBy.equals(keywords)) {
            messages.forEach(1, UidSet.MAX_UID, file -> {
                if (!readBy.flags(file.letters()).equals(file.meta().flags())) {
                    changed.computeIfAbsent(file.letters(), none -> new UidSet.Builder())
                            .add(file.meta().uid());
                }
                return true;
            });
        }
        return changed;
    }

    /** The UID of a file, by the base of its name; null if it is not known. */
    Long uidOf(String base) {
        return uidsByBase.get(base);
    }

    /** The messages in {@code new/}, by ascending UID. */
    NavigableSet<Long> inNew() {
        return inNew;
    }

    /** Messages from this UID on have not been claimed as recent. */
    long recentFrom() {
        return recentFrom;
    }

    void recentFrom(long uid) {
        recentFrom = uid;
    }

    /** The removals that are remembered, oldest first. */
    Iterable<Tombstone> tombstones() {
        return tombstones;
    }

    /** How many removals are remembered. */
    int tombstoneCount() {
        return tombstones.size();
    }

    /** Removals up to this MODSEQ are not known any more. */
    long forgotten() {
        return forgotten;
    }

    /** The next message gets this UID or a higher one. */
    long uidNext() {
        return uidNext;
    }

    void raiseUidNext(long atLeast) {
        uidNext = Math.max(uidNext, atLeast);
    }

    /** Letters as flags; equal letters give the same object. */
    Flags flags(String letters) {
        return letters == null ? Flags.NONE : flagsByLetters.computeIfAbsent(letters, keywords::flags);
    }

    /** Adds a message whose UID is not known yet. */
    void add(StoredFile file) {
        long uid = file.meta().uid();
        messages = messages.with(file);
        uidsByBase.put(file.base(), uid);
        if (file.isNew()) {
            inNew.add(uid);
        }
        touched.add(uid);
        raiseUidNext(uid + 1);
    }

    /** Gives messages, in {@code cur/} from now on, these flags. */
    void flag(String letters, UidSet uids, long modSeq) {
        Flags flags = flags(letters);
        update(uids, file -> {
            touched.add(file.meta().uid());
            return file.flagged(letters, flags, modSeq);
        });
    }

    /** Messages are in {@code cur/} now under a name with these letters, which are the flags they had. */
    void place(String letters, UidSet uids) {
        update(
                uids,
                file -> new StoredFile(file.meta(), file.base(), letters, false, file.extensions(), file.bareLf()));
    }

    private void update(UidSet uids, UnaryOperator<StoredFile> change) {
        for (int i = 0; i < uids.ranges(); i++) {
            messages = messages.update(uids.first(i), uids.last(i), file -> {
                if (file.isNew()) {
                    inNew.remove(file.meta().uid());
                }
                return change.apply(file);
            });
        }
    }

    /** Takes messages out. */
    void remove(UidSet uids) {
        Snapshot<StoredFile> now = new Snapshot<>(messages, uidNext, committed.modSeq(), Flags.NONE);
        ExpungeCommit<StoredFile> gone = new ExpungeCommit<>(now, uids, Expunge.ANY);
        messages = gone.messages();
        for (StoredFile file : gone.removed()) {
            uidsByBase.remove(file.base(), file.meta().uid());
            inNew.remove(file.meta().uid());
        }
        removed = gone.uids();
    }

    /** Makes what was done since the last commit visible, under a MODSEQ. */
    Snapshot<StoredFile> commit(long modSeq) {
        if (!removed.isEmpty()) {
            bury(modSeq, removed);
        }
        if (!touched.isEmpty() || !removed.isEmpty()) {
            touched.sort(null);
            UidSet.Builder changed = new UidSet.Builder();
            touched.forEach(changed::add);
            changes.add(modSeq, changed.build(), removed);
        }
        touched.clear();
        removed = UidSet.EMPTY;
        committed = new Snapshot<>(messages, uidNext, Math.max(modSeq, committed.modSeq()), keywords.keywords());
        return committed;
    }

    /** Remembers a removal. */
    void bury(long modSeq, UidSet uids) {
        tombstones.add(new Tombstone(modSeq, uids));
        tombstoneRanges += uids.ranges();
        while (tombstones.size() > MAX_TOMBSTONES || tombstoneRanges > MAX_TOMBSTONE_RANGES) {
            Tombstone oldest = tombstones.remove();
            tombstoneRanges -= oldest.uids().ranges();
            forgotten = Math.max(forgotten, oldest.modSeq());
        }
    }

    /** Counts all messages as changed now, and forgets what was before. */
    void distrust(long modSeq) {
        messages = messages.update(1, UidSet.MAX_UID, file -> file.at(modSeq));
        tombstones.clear();
        tombstoneRanges = 0;
        restored(modSeq, modSeq);
    }

    /**
     * Ends the reading of a file that tells messages and removals instead of commits: they become the commits they came
     * from.
     *
     * @param horizon removals up to this MODSEQ are not in the file
     */
    Snapshot<StoredFile> restored(long modSeq, long horizon) {
        forgotten = Math.max(horizon, forgotten);
        changes = new ChangeLog(forgotten);
        Map<Long, List<Long>> changed = new TreeMap<>();
        messages.forEach(1, UidSet.MAX_UID, file -> {
            MessageMeta meta = file.meta();
            if (meta.modSeq() > forgotten) {
                changed.computeIfAbsent(meta.modSeq(), none -> new ArrayList<>())
                        .add(meta.uid());
            }
            return true;
        });
        Map<Long, UidSet> gone = new HashMap<>();
        tombstones.forEach(tombstone -> gone.put(tombstone.modSeq(), tombstone.uids()));
        gone.keySet().forEach(removal -> changed.computeIfAbsent(removal, none -> List.of()));
        changed.forEach((each, uids) -> {
            UidSet.Builder set = new UidSet.Builder();
            uids.forEach(set::add);
            changes.add(each, set.build(), gone.getOrDefault(each, UidSet.EMPTY));
        });
        touched.clear();
        return commit(modSeq);
    }
}
