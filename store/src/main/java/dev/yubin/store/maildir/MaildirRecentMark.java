package dev.yubin.store.maildir;

import dev.yubin.store.RecentMark;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Messages from some UID on are recent; who claims them moves those in {@code new/} to {@code cur/}. */
final class MaildirRecentMark implements RecentMark {
    private final Folder folder;

    MaildirRecentMark(Folder folder) {
        this.folder = folder;
    }

    @Override
    public long count() throws IOException {
        Folder.View view = folder.current();
        return view.snapshot().messages().countFrom(view.recentFrom());
    }

    @Override
    public UidSet claim() throws IOException {
        return count() == 0 ? UidSet.EMPTY : folder.exclusively(MaildirRecentMark::claim);
    }

    private static UidSet claim(FolderState state) throws IOException {
        UidSet.Builder claimed = new UidSet.Builder();
        UidSet.Builder moved = new UidSet.Builder();
        List<StoredFile> recent = new ArrayList<>();
        state.snapshot().messages().forEach(state.index.recentFrom(), UidSet.MAX_UID, recent::add);
        for (StoredFile file : recent) {
            claimed.add(file.meta().uid());
            if (file.isNew() && move(state, file)) {
                moved.add(file.meta().uid());
            }
        }
        IndexLines lines = new IndexLines();
        if (!moved.build().isEmpty()) {
            // First where they are now: else, if power fails between the two, they are nowhere.
            state.disk.sync(state.path.resolve(StoredFile.CUR));
            state.disk.sync(state.path.resolve(StoredFile.NEW));
            state.index.place("", moved.build());
            lines.place("", moved.build());
        }
        state.index.recentFrom(state.index.uidNext());
        state.commit(lines.recentFrom(state.index.uidNext()), state.snapshot().modSeq());
        return claimed.build();
    }

    private static boolean move(FolderState state, StoredFile file) {
        StoredFile inCur = file.flagged("", file.meta().flags(), file.meta().modSeq());
        try {
            state.disk.rename(file.path(state.path), inCur.path(state.path));
            return true;
        } catch (IOException e) {
            // Another program was faster, or it may not be moved: it is claimed all the same.
            return false;
        }
    }
}
