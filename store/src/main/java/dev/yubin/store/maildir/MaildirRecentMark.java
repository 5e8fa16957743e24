package dev.yubin.store.maildir;

import dev.yubin.store.RecentMark;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** The messages in {@code new/} are the recent ones; who claims them moves them to {@code cur/}. */
final class MaildirRecentMark implements RecentMark {
    private final Folder folder;

    MaildirRecentMark(Folder folder) {
        this.folder = folder;
    }

    @Override
    public long count() throws IOException {
        return folder.current().recent();
    }

    @Override
    public UidSet claim() throws IOException {
        if (folder.current().recent() == 0) {
            return UidSet.EMPTY;
        }
        return folder.exclusively(MaildirRecentMark::claim);
    }

    private static UidSet claim(FolderState state) throws IOException {
        UidSet.Builder claimed = new UidSet.Builder();
        try {
            for (long uid : state.index.recent()) {
                StoredFile file = state.snapshot().messages().get(uid);
                StoredFile inCur =
                        file.flagged("", file.meta().flags(), file.meta().modSeq());
                try {
                    state.disk.rename(file.path(state.path), inCur.path(state.path));
                    claimed.add(uid);
                } catch (NoSuchFileException e) {
                    // Another program was faster. The next look at the files shows where it is.
                }
            }
        } finally {
            if (!claimed.build().isEmpty()) {
                state.index.place("", claimed.build());
                state.commit(
                        new IndexLines().place("", claimed.build()),
                        state.snapshot().modSeq());
            }
        }
        return claimed.build();
    }
}
