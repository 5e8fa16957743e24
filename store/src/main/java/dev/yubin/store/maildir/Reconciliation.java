package dev.yubin.store.maildir;

import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings the index in line with the files, which other programs add, rename and delete as they like. A message that is
 * not found is looked for twice: a file that is renamed during a listing may be missing from it.
 */
final class Reconciliation {
    private static final int COPY_BUFFER = 16 * 1024;

    /** A file that was found. */
    private record Found(MessageFile file, boolean isNew) {}

    private final FolderState state;
    private final Map<String, Found> found = new HashMap<>();
    private final Map<String, UidSet.Builder> flagged = new TreeMap<>();
    private final Map<String, UidSet.Builder> placed = new TreeMap<>();
    private final List<StoredFile> added = new ArrayList<>();
    private final NavigableSet<Long> removed = new TreeSet<>();
    /** Two commits at the most, in this order. */
    private final long removalModSeq;

    private final long changeModSeq;

    Reconciliation(FolderState state) {
        this.state = state;
        this.removalModSeq = state.nextModSeq();
        this.changeModSeq = removalModSeq + 1;
    }

    /**
     * Looks at {@code new/}, and at {@code cur/} unless nothing has changed there, and commits what is different.
     *
     * @return whether all that was found is in the index now
     */
    boolean run(boolean alsoCur) throws IOException {
        list(StoredFile.NEW);
        boolean all = alsoCur || hasOneOfCur();
        if (all) {
            list(StoredFile.CUR);
        }
        if (!missing(all).isEmpty()) {
            // Once more, see above.
            list(StoredFile.NEW);
            list(StoredFile.CUR);
            removed.addAll(missing(all));
        }
        compareKnown();
        boolean complete = addUnknown();
        commit();
        return complete;
    }

    /** Whether {@code new/} has a file that the index has in {@code cur/}. */
    private boolean hasOneOfCur() {
        return found.keySet().stream()
                .map(state.index::uidOf)
                .anyMatch(uid -> uid != null && !state.index.inNew().contains(uid));
    }

    private void list(String directory) throws IOException {
        boolean isNew = directory.equals(StoredFile.NEW);
        for (String name : state.disk.list(state.path.resolve(directory))) {
            if (!MessageFile.isMessage(name)) {
                continue;
            }
            MessageFile file = MessageFile.parse(name);
            if (!file.name().equals(name)) {
                state.disk.rename(
                        state.path.resolve(directory).resolve(name),
                        state.path.resolve(directory).resolve(file.name()));
            }
            Found before = found.put(file.base(), new Found(file, isNew));
            if (before != null && !before.equals(new Found(file, isNew))) {
                twice(file.base(), before, new Found(file, isNew));
            }
        }
    }

    /** Two files have the same base: one was renamed while we looked, or a crash left two names, or two messages. */
    private void twice(String base, Found one, Found other) throws IOException {
        Path first = path(one);
        Path second = path(other);
        var statOne = state.disk.stat(first);
        var statOther = state.disk.stat(second);
        if (statOne.isEmpty() || statOther.isEmpty()) {
            found.put(base, statOne.isPresent() ? one : other);
            return;
        }
        Found loser = one.isNew ? one : other;
        Found winner = one.isNew ? other : one;
        found.put(base, winner);
        Object key = statOne.get().key();
        if (key != null && key.equals(statOther.get().key())) {
            state.disk.delete(path(loser));
            return;
        }
        String fresh = MessageFile.newForeignBase(state.clock.instant());
        Found renamed = new Found(new MessageFile(fresh, loser.file.letters()), loser.isNew);
        state.disk.rename(path(loser), path(renamed));
        found.put(fresh, renamed);
    }

    private Path path(Found file) {
        return state.path.resolve(file.isNew ? StoredFile.NEW : StoredFile.CUR).resolve(file.file.name());
    }

    /** The messages whose files should be where we looked, and are not. */
    private List<Long> missing(boolean all) throws IOException {
        List<StoredFile> suspects = new ArrayList<>();
        if (all) {
            state.snapshot().messages().forEach(1, UidSet.MAX_UID, file -> {
                if (!found.containsKey(file.base())) {
                    suspects.add(file);
                }
                return true;
            });
        } else {
            for (long uid : state.index.inNew()) {
                StoredFile file = state.snapshot().messages().get(uid);
                if (!found.containsKey(file.base())) {
                    suspects.add(file);
                }
            }
        }
        List<Long> missing = new ArrayList<>();
        for (StoredFile file : suspects) {
            if (!finishDelivery(file)) {
                missing.add(file.meta().uid());
            }
        }
        return missing;
    }

    /** A delivery that was committed but whose file was not moved out of {@code tmp/} before a crash. */
    private boolean finishDelivery(StoredFile file) throws IOException {
        Path staged = state.path.resolve(StoredFile.TMP).resolve(file.base());
        if (state.disk.stat(staged).isEmpty()) {
            return false;
        }
        try {
            state.disk.rename(staged, file.path(state.path));
        } catch (NoSuchFileException e) {
            return false;
        }
        state.disk.sync(file.path(state.path).getParent());
        found.put(file.base(), new Found(new MessageFile(file.base(), file.letters()), file.isNew()));
        return true;
    }

    private void compareKnown() throws IOException {
        List<StoredFile> moved = new ArrayList<>();
        for (Found each : found.values()) {
            Long uid = state.index.uidOf(each.file.base());
            if (uid == null || removed.contains(uid)) {
                continue;
            }
            UidList.Entry entry = state.unknownLines.get(each.file.base());
            StoredFile known = state.snapshot().messages().get(uid);
            if (entry != null && entry.uid() != uid) {
                // Another program gave the message a new UID.
                removed.add(uid);
            } else if (known.isNew() != each.isNew || !known.name().equals(each.file.name())) {
                moved.add(known);
            }
        }
        moved.sort(Comparator.comparingLong(file -> file.meta().uid()));
        for (StoredFile known : moved) {
            Found now = found.get(known.base());
            if (now.isNew) {
                // It went back to new/; our index has files there only while they are unseen by all.
                Found inCur = new Found(new MessageFile(known.base(), letters(now.file)), false);
                state.disk.rename(path(now), path(inCur));
                now = inCur;
            }
            String letters = letters(now.file);
            if (!letters.equals(now.file.letters())) {
                state.disk.rename(path(now), path(new Found(new MessageFile(known.base(), letters), false)));
            }
            boolean sameFlags = state.index.flags(letters).equals(known.meta().flags());
            (sameFlags ? placed : flagged)
                    .computeIfAbsent(letters, none -> new UidSet.Builder())
                    .add(known.meta().uid());
        }
    }

    private static String letters(MessageFile file) {
        return file.letters() == null ? "" : file.letters();
    }

    /** Gives UIDs to files that have none; says whether it could. */
    private boolean addUnknown() throws IOException {
        List<String> bases = new ArrayList<>();
        for (String base : found.keySet()) {
            Long uid = state.index.uidOf(base);
            if (uid == null || removed.contains(uid)) {
                bases.add(base);
            }
        }
        if (bases.isEmpty()) {
            return true;
        }
        bases.sort(MessageFile.BY_ARRIVAL);
        List<UidList.Entry> unlisted = new ArrayList<>();
        Map<String, UidList.Entry> entries = new HashMap<>();
        long uid = state.index.uidNext();
        for (String base : bases) {
            UidList.Entry entry = state.unknownLines.get(base);
            if (entry == null) {
                entry = new UidList.Entry(uid++, "", base);
                unlisted.add(entry);
            }
            entries.put(base, entry);
        }
        if (!unlisted.isEmpty()) {
            try {
                state.uidList.append(unlisted);
            } catch (IOException e) {
                FolderState.warn("Cannot give UIDs to new messages in " + state.path, e);
                return false;
            }
        }
        for (String base : bases) {
            add(entries.get(base), found.get(base));
        }
        added.sort(Comparator.comparingLong(file -> file.meta().uid()));
        return true;
    }

    private void add(UidList.Entry entry, Found file) throws IOException {
        Path path = path(file);
        Disk.Stat stat = state.disk.stat(path).orElse(null);
        if (stat == null || !stat.isFile()) {
            return;
        }
        long size = stat.size();
        if (!MessageFile.isOurs(entry.base())) {
            OptionalLong virtual = MessageFile.virtualSize(entry.base());
            boolean believable = virtual.isPresent() && virtual.getAsLong() >= size;
            size = believable ? virtual.getAsLong() : sizeWithCrlf(path);
        }
        MessageMeta meta = MessageMeta.builder(
                        entry.uid(), size, stat.modified().truncatedTo(ChronoUnit.SECONDS))
                .modSeq(changeModSeq)
                .flags(state.index.flags(file.file.letters()))
                .saveDate(state.clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .emailId(StoredFile.emailId(StoredFile.guid(entry.base(), entry.extensions())))
                .build();
        added.add(new StoredFile(
                meta, entry.base(), file.file.letters(), file.isNew, entry.extensions(), size != stat.size()));
    }

    private long sizeWithCrlf(Path path) throws IOException {
        long size = 0;
        byte[] buffer = new byte[COPY_BUFFER];
        try (InputStream in = new CrlfInputStream(state.disk.open(path, 0))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
            }
        }
        return size;
    }

    /** Removals first: a commit either removes messages or touches some. */
    private void commit() throws IOException {
        if (!removed.isEmpty()) {
            UidSet.Builder uids = new UidSet.Builder();
            removed.forEach(uids::add);
            state.index.remove(uids.build());
            state.commit(new IndexLines().removal(uids.build()), removalModSeq);
        }
        if (flagged.isEmpty() && placed.isEmpty() && added.isEmpty()) {
            return;
        }
        IndexLines lines = new IndexLines();
        placed.forEach((letters, uids) -> {
            state.index.place(letters, uids.build());
            lines.place(letters, uids.build());
        });
        flagged.forEach((letters, uids) -> {
            state.index.flag(letters, uids.build(), changeModSeq);
            lines.flags(letters, uids.build());
        });
        for (StoredFile file : added) {
            state.index.add(file);
            lines.message(file);
        }
        state.commit(lines, changeModSeq);
    }
}
