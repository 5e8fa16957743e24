package dev.yubin.store.maildir;

import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.FlagCommit;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes flags, which is renaming files; if one cannot be renamed the others get their old names back. The folder's
 * locks are held.
 */
final class FlagWork {
    /**
     * What was done.
     *
     * @param lost the messages whose files were not where they should be: another program has renamed or deleted them
     */
    record Result(FlagOutcome outcome, UidSet lost) {}

    private record Renaming(Path from, Path to) {}

    private final FolderState state;
    private final List<Renaming> done = new ArrayList<>();
    private final Map<String, UidSet.Builder> byLetters = new TreeMap<>();
    private final List<MessageMeta> changed = new ArrayList<>();
    private final UidSet.Builder lost = new UidSet.Builder();

    FlagWork(FolderState state) {
        this.state = state;
    }

    Result commit(UidSet uids, FlagChange change, long unchangedSince) throws IOException {
        long modSeq = state.nextModSeq();
        FlagCommit<StoredFile> plan =
                new FlagCommit<>(state.snapshot(), uids, change, unchangedSince, modSeq, FlagWork::planned);
        if (plan.changed().isEmpty()) {
            return new Result(plan.outcome(), UidSet.EMPTY);
        }
        boolean adds = change.mode() != FlagChange.Mode.REMOVE;
        KeywordTable keywords = state.keywordsWith(adds ? change.flags() : Flags.NONE);
        try {
            for (MessageMeta meta : plan.changed()) {
                rename(state.snapshot().messages().get(meta.uid()), meta, keywords);
            }
            syncDirectories();
        } catch (IOException e) {
            try {
                for (int i = done.size() - 1; i >= 0; i--) {
                    state.disk.rename(done.get(i).to, done.get(i).from);
                }
                state.noteDirectories();
            } catch (IOException second) {
                e.addSuppressed(second);
                state.mustReload = true;
            }
            throw e;
        }
        if (!changed.isEmpty()) {
            IndexLines lines = new IndexLines();
            byLetters.forEach((letters, which) -> {
                state.index.flag(letters, which.build(), modSeq);
                lines.flags(letters, which.build());
            });
            state.commit(lines, modSeq);
        }
        FlagOutcome planned = plan.outcome();
        long made = changed.isEmpty() ? 0 : modSeq;
        return new Result(FlagOutcome.of(made, changed, planned.failed(), planned.missing()), lost.build());
    }

    /** The letters are found later, when it is known that there are letters for all flags. */
    private static StoredFile planned(StoredFile file, MessageMeta meta) {
        return file.flagged(file.letters(), meta.flags(), meta.modSeq());
    }

    private void rename(StoredFile file, MessageMeta meta, KeywordTable keywords) throws IOException {
        String letters = keywords.letters(meta.flags(), file.letters());
        Path from = file.path(state.path);
        Path to = file.flagged(letters, meta.flags(), meta.modSeq()).path(state.path);
        try {
            state.disk.rename(from, to);
        } catch (NoSuchFileException e) {
            lost.add(meta.uid());
            return;
        }
        done.add(new Renaming(from, to));
        changed.add(meta);
        byLetters.computeIfAbsent(letters, none -> new UidSet.Builder()).add(meta.uid());
    }

    private void syncDirectories() throws IOException {
        if (done.isEmpty()) {
            return;
        }
        // First where they are now: else, if power fails between the two, some are nowhere.
        state.disk.sync(state.path.resolve(StoredFile.CUR));
        Path fresh = state.path.resolve(StoredFile.NEW);
        if (done.stream().anyMatch(renaming -> renaming.from.startsWith(fresh))) {
            state.disk.sync(fresh);
        }
    }
}
