package dev.yubin.store.maildir;

import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import dev.yubin.store.maildir.FolderListing.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings the index in line with the files, which other programs add, rename and delete as they like. A message that is
 * not found is looked for twice: a file that is renamed during a listing may be missing from it.
 */
final class Reconciliation {
    /** How often it is tried to read a file. */
    private static final int ATTEMPTS = 2;

    private final FolderState state;
    private final FolderListing found;
    private final Map<String, UidSet.Builder> flagged = new TreeMap<>();
    private final Map<String, UidSet.Builder> placed = new TreeMap<>();
    private final List<StoredFile> added = new ArrayList<>();
    private final NavigableSet<Long> removed = new TreeSet<>();
    /** Two commits at the most, in this order. */
    private final long removalModSeq;

    private final long changeModSeq;

    Reconciliation(FolderState state) {
        this.state = state;
        this.found = new FolderListing(state);
        this.removalModSeq = state.nextModSeq();
        this.changeModSeq = removalModSeq + 1;
    }

    /**
     * Looks at {@code new/}, and at {@code cur/} unless nothing has changed there, and commits what is different.
     *
     * @param before what the directories looked like before: what happens during the look then shows at the next one
     * @return whether all that was found is in the index now
     */
    boolean run(boolean alsoCur, Stamps before) throws IOException {
        found.list(StoredFile.NEW);
        boolean all = alsoCur || hasOneOfCur();
        if (all) {
            found.list(StoredFile.CUR);
        }
        if (!missing(all).isEmpty()) {
            // Once more, see above.
            found.list(StoredFile.NEW);
            found.list(StoredFile.CUR);
            removed.addAll(missing(all));
        }
        compareKnown();
        boolean complete = addUnknown();
        commit(complete ? before : Stamps.UNKNOWN);
        state.stamps = before;
        return complete;
    }

    /** Whether {@code new/} has a file that the index has in {@code cur/}. */
    private boolean hasOneOfCur() {
        return found.bases().stream()
                .map(state.index::uidOf)
                .anyMatch(uid -> uid != null && !state.index.inNew().contains(uid));
    }

    /** The messages whose files should be where we looked, and are not. */
    private List<Long> missing(boolean all) throws IOException {
        List<StoredFile> suspects = new ArrayList<>();
        if (all) {
            state.snapshot().messages().forEach(1, UidSet.MAX_UID, file -> {
                if (!found.bases().contains(file.base())) {
                    suspects.add(file);
                }
                return true;
            });
        } else {
            for (long uid : state.index.inNew()) {
                StoredFile file = state.snapshot().messages().get(uid);
                if (!found.bases().contains(file.base())) {
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
        found.put(new Found(new MessageFile(file.base(), file.letters()), file.isNew()));
        return true;
    }

    private void compareKnown() throws IOException {
        List<StoredFile> moved = new ArrayList<>();
        for (String base : found.bases()) {
            Long uid = state.index.uidOf(base);
            if (uid == null || removed.contains(uid)) {
                continue;
            }
            Found each = found.get(base);
            UidList.Entry entry = state.unknownLines.get(base);
            StoredFile known = state.snapshot().messages().get(uid);
            if (entry != null && entry.uid() != uid) {
                // Another program gave the message a new UID.
                removed.add(uid);
            } else if (known.isNew() != each.isNew()
                    || !known.name().equals(each.file().name())) {
                moved.add(known);
            }
        }
        moved.sort(Comparator.comparingLong(file -> file.meta().uid()));
        for (StoredFile known : moved) {
            Found now = found.get(known.base());
            String letters = letters(now.file());
            // If it went back to new/: our index has files there only while they are unseen by all.
            Found inCur = new Found(new MessageFile(known.base(), letters), false);
            if (!inCur.equals(now) && !found.rename(now.path(state.path), inCur.path(state.path))) {
                continue;
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
        for (String base : found.bases()) {
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
        long uid = state.index.uidNext();
        for (String base : bases) {
            Optional<FileFacts> facts = facts(found.get(base).path(state.path), base);
            if (facts.isPresent()) {
                UidList.Entry entry = state.unknownLines.get(base);
                if (entry == null) {
                    entry = new UidList.Entry(uid++, "", base);
                    unlisted.add(entry);
                }
                add(entry, found.get(base), facts.get());
            }
        }
        if (!unlisted.isEmpty()) {
            try {
                state.uidList.append(unlisted);
                state.index.raiseUidNext(uid);
            } catch (IOException e) {
                FolderState.warn("Cannot give UIDs to new messages in " + state.path, e);
                added.clear();
                return false;
            }
        }
        added.sort(Comparator.comparingLong(file -> file.meta().uid()));
        return true;
    }

    /** What is known of a file. One that cannot be read is passed over, and looked at again with the next poll. */
    private Optional<FileFacts> facts(Path path, String base) {
        IOException failure = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return FileFacts.of(state.disk, path, base);
            } catch (NoSuchFileException renamedMeanwhile) {
                return Optional.empty();
            } catch (IOException e) {
                failure = e;
            }
        }
        FolderState.warn("Cannot read " + path + ", which is passed over", failure);
        state.passedOver = true;
        return Optional.empty();
    }

    private void add(UidList.Entry entry, Found file, FileFacts facts) {
        MessageMeta meta = MessageMeta.builder(entry.uid(), facts.size(), facts.modified())
                .modSeq(changeModSeq)
                .flags(state.index.flags(file.file().letters()))
                .saveDate(state.clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .emailId(StoredFile.emailId(StoredFile.guid(entry.base(), entry.extensions())))
                .build();
        added.add(new StoredFile(
                meta, entry.base(), file.file().letters(), file.isNew(), entry.extensions(), facts.bareLf()));
    }

    /** Removals first: a commit either removes messages or touches some. */
    private void commit(Stamps seen) throws IOException {
        boolean changes = !flagged.isEmpty() || !placed.isEmpty() || !added.isEmpty();
        if (!removed.isEmpty()) {
            UidSet.Builder uids = new UidSet.Builder();
            removed.forEach(uids::add);
            state.index.remove(uids.build());
            // Between the two commits there is still something to be found.
            Stamps after = changes ? Stamps.UNKNOWN : seen;
            state.commit(new IndexLines().removal(uids.build()), removalModSeq, after);
        }
        if (!changes) {
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
        state.commit(lines, changeModSeq, seen);
    }
}
