package dev.yubin.store.maildir;

import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.ExpungeCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Deletes messages. Files go first: on a full disk, where nothing can be written down, they still can be deleted. The
 * folder's locks are held.
 */
final class ExpungeWork {
    private final FolderState state;
    private final UidSet.Builder gone = new UidSet.Builder();
    private long octets;
    private long messages;
    /** Where files are that other programs have renamed, by base; null until it is needed. */
    private Map<String, Path> elsewhere;

    ExpungeWork(FolderState state) {
        this.state = state;
    }

    /** How many octets the deleted messages had. */
    long octets() {
        return octets;
    }

    /** How many messages were deleted. */
    long messages() {
        return messages;
    }

    Expunged commit(UidSet uids, Expunge which) throws IOException {
        ExpungeCommit<StoredFile> plan = new ExpungeCommit<>(state.snapshot(), uids, which);
        if (plan.uids().isEmpty()) {
            return Expunged.of(UidSet.EMPTY, 0);
        }
        long modSeq = state.nextModSeq();
        try {
            for (StoredFile file : plan.removed()) {
                delete(file);
                gone.add(file.meta().uid());
                octets += file.meta().size();
                messages++;
            }
            state.disk.sync(state.path.resolve(StoredFile.NEW));
            state.disk.sync(state.path.resolve(StoredFile.CUR));
        } finally {
            // What is deleted is gone, even if the next one could not be.
            if (!gone.build().isEmpty()) {
                state.index.remove(gone.build());
                state.commit(new IndexLines().removal(gone.build()), modSeq);
            }
        }
        return Expunged.of(gone.build(), modSeq);
    }

    private void delete(StoredFile file) throws IOException {
        if (state.disk.delete(file.path(state.path))) {
            return;
        }
        if (elsewhere == null) {
            elsewhere = files(state);
        }
        Path now = elsewhere.get(file.base());
        if (now != null) {
            state.disk.delete(now);
        }
    }

    /** Where all files of a folder are, by base. */
    static Map<String, Path> files(FolderState state) throws IOException {
        Map<String, Path> files = new HashMap<>();
        for (String name : new String[] {StoredFile.NEW, StoredFile.CUR}) {
            Path directory = state.path.resolve(name);
            for (String file : state.disk.list(directory)) {
                files.put(MessageFile.parse(file).base(), directory.resolve(file));
            }
        }
        return files;
    }
}
