package dev.yubin.store.maildir;

import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts files that are ready into a folder, all or none. They get their UIDs in {@code dovecot-uidlist} first, so that no
 * program ever sees one of them without; the commit is made when they are all in the index file, and whoever opens the
 * folder after a crash moves what had not been moved then. The folder's locks are held.
 */
final class AppendWork {
    /** Moves the file of a message to its place, or away from there. */
    interface Mover {
        void move(int index, Path place) throws IOException;
    }

    private final FolderState state;
    private final List<StoredFile> files = new ArrayList<>();

    AppendWork(FolderState state) {
        this.state = state;
    }

    /** Moves files out of the folder's {@code tmp/}. */
    UidSet commitStaged(List<Staging.Staged> messages) throws IOException {
        Path tmp = state.path.resolve(StoredFile.TMP);
        if (messages.size() > 1) {
            // After a loss of power those that were not moved yet have to be there too.
            state.disk.sync(tmp);
        }
        Mover fromTmp =
                (i, place) -> state.disk.rename(tmp.resolve(messages.get(i).base()), place);
        Mover back = (i, place) ->
                state.disk.rename(place, tmp.resolve(messages.get(i).base()));
        return commit(messages, fromTmp, back);
    }

    /**
     * Adds messages.
     *
     * @param move gets a message's file to its place
     * @param undo gets it back from there
     */
    UidSet commit(List<Staging.Staged> messages, Mover move, Mover undo) throws IOException {
        UidSet uids = plan(messages);
        List<UidList.Entry> entries = files.stream()
                .map(file -> new UidList.Entry(file.meta().uid(), file.extensions(), file.base()))
                .toList();
        state.uidList.append(entries);
        state.index.raiseUidNext(uids.last(0) + 1);
        long modSeq = files.get(0).meta().modSeq();
        IndexLines lines = new IndexLines();
        files.forEach(lines::message);
        long end = state.file.end();
        state.file.append(lines, modSeq, Stamps.UNKNOWN);
        int moved = 0;
        try {
            for (; moved < files.size(); moved++) {
                move.move(moved, files.get(moved).path(state.path));
            }
            syncDirectories();
        } catch (IOException e) {
            // Nothing must be left of what is refused.
            try {
                while (--moved >= 0) {
                    undo.move(moved, files.get(moved).path(state.path));
                }
                state.file.truncate(end);
            } catch (IOException second) {
                e.addSuppressed(second);
                state.mustReload = true;
            }
            throw e;
        }
        files.forEach(state.index::add);
        state.index.commit(modSeq);
        state.noteDirectories();
        state.file.noteStamps(modSeq, state.stamps);
        return uids;
    }

    private UidSet plan(List<Staging.Staged> messages) throws IOException {
        long uid = state.index.uidNext();
        if (uid + messages.size() > UidSet.MAX_UID) {
            throw new StoreException(Kind.LIMIT, "Folder " + state.path + " has used up its UIDs");
        }
        Flags wanted = Flags.NONE;
        for (Staging.Staged message : messages) {
            wanted = wanted.plus(message.flags());
        }
        KeywordTable keywords = state.keywordsWith(wanted);
        long modSeq = state.nextModSeq();
        Instant saved = state.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (Staging.Staged message : messages) {
            boolean isNew = message.flags().isEmpty();
            String letters = isNew ? null : keywords.letters(message.flags(), null);
            MessageMeta meta = MessageMeta.builder(uid++, message.size(), message.internalDate())
                    .modSeq(modSeq)
                    .flags(state.index.flags(letters))
                    .saveDate(saved)
                    .emailId(StoredFile.emailId(StoredFile.guid(message.base(), message.extensions())))
                    .build();
            files.add(new StoredFile(meta, message.base(), letters, isNew, message.extensions(), message.bareLf()));
        }
        return UidSet.range(files.get(0).meta().uid(), uid - 1);
    }

    private void syncDirectories() throws IOException {
        if (files.stream().anyMatch(StoredFile::isNew)) {
            state.disk.sync(state.path.resolve(StoredFile.NEW));
        }
        if (files.stream().anyMatch(file -> !file.isNew())) {
            state.disk.sync(state.path.resolve(StoredFile.CUR));
        }
    }
}
