package dev.yubin.store.maildir;

import dev.yubin.store.UidSet;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * Brings what is known of a folder up to date, from the index file, {@code dovecot-uidlist}, and, if the directories'
 * stamps say so, from the names of the files. Repairs what is damaged. The folder's locks are held.
 */
final class FolderSync {
    private final FolderState state;
    private final Folder.Home home;
    private boolean anotherFolder;
    private boolean rewriteUidList;
    private boolean rewriteIndex;
    private boolean tornIndex;
    private boolean loaded;
    /** What the directories looked like when what was read of the index file was written. */
    private Stamps stampsInIndex = Stamps.UNKNOWN;

    FolderSync(FolderState state, Folder.Home home) {
        this.state = state;
        this.home = home;
    }

    /**
     * Does it.
     *
     * @param look whether to look at the files' names even if the directories seem unchanged
     * @return false if another folder is where this one was
     */
    boolean run(boolean look) throws IOException {
        if (state.mustReload || !state.keywordsMark.equals(state.keywordsMarkNow())) {
            load();
        } else {
            readOn();
        }
        Optional<Stamps> now = Stamps.of(state.disk, state.path);
        if (anotherFolder || now.isEmpty()) {
            return false;
        }
        state.mustReload = false;
        long modSeq = state.snapshot().modSeq();
        boolean complete = look(now.get(), look);
        boolean doubtful = loaded && !now.get().equals(stampsInIndex) || modSeq < state.told;
        if (doubtful && modSeq == state.snapshot().modSeq()) {
            // The index file has lost its end, perhaps: what comes now must be above all that was told of.
            state.commit(new IndexLines(), state.freshModSeq(), complete ? now.get() : Stamps.UNKNOWN);
        }
        state.unknownLines.clear();
        if (rewriteUidList) {
            state.rewriteUidList(state.header);
        }
        if (rewriteIndex) {
            NavigableSet<Long> inNew = state.index.inNew();
            state.index.recentFrom(inNew.isEmpty() ? state.index.uidNext() : inNew.first());
            state.file.rewrite(state.index, state.header.uidValidity(), state.header.guid(), state.stamps);
        }
        // A commit that could not be written down sets it too.
        state.mustReload |= !complete;
        return true;
    }

    /** Looks at the files where the directories have changed; says whether all is in the index now. */
    private boolean look(Stamps now, boolean inAnyCase) throws IOException {
        boolean sameNew = now.newDirectory().equals(state.stamps.newDirectory());
        boolean sameCur = now.curDirectory().equals(state.stamps.curDirectory());
        boolean alsoCur = inAnyCase || !sameCur || isRenumbered();
        state.looked = !sameNew || !sameCur;
        state.lookedAtAll = alsoCur;
        return sameNew && !alsoCur || new Reconciliation(state).run(alsoCur, now);
    }

    /** Whether {@code dovecot-uidlist} has given a message that we know another UID. */
    private boolean isRenumbered() {
        return state.unknownLines.keySet().stream().anyMatch(base -> state.index.uidOf(base) != null);
    }

    /** Reads what other processes added. */
    private void readOn() throws IOException {
        try {
            long before = state.file.end();
            if (!state.file.readOn(state.index)) {
                load();
                return;
            }
            if (state.file.end() > before) {
                state.stamps = state.file.stamps();
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            load();
            return;
        }
        if (state.file.hasTornEnd()) {
            load();
            return;
        }
        UidList.Reading reading = state.uidList.read();
        if (reading.fromStart() || reading.damaged()) {
            load();
        } else {
            reading.entries().forEach(state::note);
        }
    }

    /** Reads all there is. */
    private void load() throws IOException {
        loaded = true;
        UidList.Header before = state.header;
        if (state.index != null) {
            state.told = Math.max(state.told, state.snapshot().modSeq());
        }
        Optional<IndexFile.Header> known = loadIndex();
        state.uidList.forget();
        UidList.Reading reading = state.uidList.read();
        UidList.Header header = reading.header().orElse(null);
        if (header == null) {
            header = makeHeader(known, reading.damaged());
        } else if (header.guid().isEmpty()) {
            String guid = known.map(IndexFile.Header::mailboxId).orElseGet(UidList::newGuid);
            header = new UidList.Header(header.uidValidity(), header.nextUid(), guid, header.others());
            rewriteUidList = true;
        }
        if (before != null && !before.guid().equals(header.guid())) {
            anotherFolder = true;
            return;
        }
        state.header = header;
        boolean sameMailbox = known.isPresent()
                && known.get().uidValidity() == header.uidValidity()
                && known.get().mailboxId().equals(header.guid());
        if (!sameMailbox) {
            newIndex(state.freshModSeq());
            rewriteIndex = true;
        } else if (tornIndex) {
            state.index.distrust(state.freshModSeq());
            rewriteIndex = true;
        }
        if (reading.damaged() && reading.header().isPresent()) {
            FolderState.warn(state.path.resolve(UidList.NAME) + " is damaged and written anew");
            rewriteUidList = true;
        }
        stampsInIndex = sameMailbox && !tornIndex ? state.file.stamps() : Stamps.UNKNOWN;
        state.stamps = stampsInIndex;
        state.index.raiseUidNext(header.nextUid());
        state.unknownLines.clear();
        List<UidList.Entry> entries = reading.entries();
        if (sameMailbox && reading.damaged()) {
            // The index has checksums: where the list says something else of a message, that is the damage.
            entries = entries.stream().filter(this::isNotDenied).toList();
        }
        entries.forEach(state::note);
        agree(entries);
        if (sameMailbox) {
            reread();
        }
    }

    private boolean isNotDenied(UidList.Entry entry) {
        Long uid = state.index.uidOf(entry.base());
        return uid == null || uid == entry.uid();
    }

    /** Other programs may give a letter in a file's name another meaning: that is a change of the message. */
    private void reread() throws IOException {
        Map<String, UidSet.Builder> changed = state.index.reread();
        if (!changed.isEmpty()) {
            long modSeq = state.nextModSeq();
            IndexLines lines = new IndexLines();
            changed.forEach((letters, uids) -> {
                state.index.flag(letters, uids.build(), modSeq);
                lines.flags(letters, uids.build());
            });
            state.commit(lines.keywords(state.index.keywords()), modSeq, state.stamps);
        }
    }

    private Optional<IndexFile.Header> loadIndex() throws IOException {
        newIndex(0);
        Optional<IndexFile.Header> known = state.file.readAll(state.index);
        if (known.isEmpty()) {
            if (state.disk.stat(state.path.resolve(IndexFile.NAME)).isPresent()) {
                FolderState.warn(state.path.resolve(IndexFile.NAME) + " cannot be read and is made anew");
            }
        } else if (state.file.hasTornEnd()) {
            FolderState.warn(state.path.resolve(IndexFile.NAME) + " has lost its end: all messages count as changed");
            tornIndex = true;
        }
        return known;
    }

    private void newIndex(long modSeq) throws IOException {
        state.keywordsMark = state.keywordsMarkNow();
        state.index = new FolderIndex(modSeq, KeywordTable.read(state.disk, state.path));
    }

    private UidList.Header makeHeader(Optional<IndexFile.Header> known, boolean damaged) throws IOException {
        rewriteUidList = true;
        if (known.isPresent()) {
            FolderState.warn(state.path.resolve(UidList.NAME) + " is made anew from what " + IndexFile.NAME + " knows");
            return new UidList.Header(known.get().uidValidity(), 1, known.get().mailboxId(), "");
        }
        if (damaged) {
            FolderState.warn(state.path.resolve(UidList.NAME)
                    + " cannot be read and is made anew, with a new UIDVALIDITY: clients fetch all mail again");
        }
        return new UidList.Header(home.nextUidValidity(), 1, UidList.newGuid(), "");
    }

    /**
     * Sees that {@code dovecot-uidlist} has all messages of the index, which a loss of power may have cut off. Where the
     * two differ the list is right, because all programs share it.
     */
    private void agree(List<UidList.Entry> list) throws IOException {
        Set<String> bases = new HashSet<>();
        list.forEach(entry -> bases.add(entry.base()));
        UidSet.Builder unlisted = new UidSet.Builder();
        state.snapshot().messages().forEach(1, UidSet.MAX_UID, file -> {
            if (!bases.contains(file.base())) {
                unlisted.add(file.meta().uid());
            }
            return true;
        });
        if (unlisted.build().isEmpty()) {
            return;
        }
        rewriteUidList = true;
        UidSet wrong = takenByOthers(list, unlisted.build());
        if (!wrong.isEmpty()) {
            state.index.remove(wrong);
            // Their files are still there and get other UIDs.
            state.commit(new IndexLines().removal(wrong), state.nextModSeq(), Stamps.UNKNOWN);
        }
    }

    /** Those of the UIDs that the list gives to another file. A file that is not there was never meant. */
    private UidSet takenByOthers(List<UidList.Entry> list, UidSet unlisted) throws IOException {
        Set<String> files = null;
        UidSet.Builder taken = new UidSet.Builder();
        for (UidList.Entry entry : list) {
            if (unlisted.contains(entry.uid())) {
                files = files != null ? files : ExpungeWork.files(state).keySet();
                if (files.contains(entry.base())) {
                    taken.add(entry.uid());
                }
            }
        }
        return taken.build();
    }
}
