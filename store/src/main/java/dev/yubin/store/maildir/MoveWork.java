package dev.yubin.store.maildir;

import dev.yubin.store.UidMapping;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Moves messages from one folder to another by renaming their files, so that each is in exactly one of the two at any
 * moment. The locks of both folders are held.
 */
final class MoveWork {
    private final FolderState source;
    private final FolderState target;
    private final List<StoredFile> files = new ArrayList<>();

    MoveWork(FolderState source, FolderState target) {
        this.source = source;
        this.target = target;
    }

    UidMapping commit(UidSet uids) throws IOException {
        find(uids);
        if (files.isEmpty()) {
            return UidMapping.of(target.header.uidValidity(), UidSet.EMPTY, UidSet.EMPTY);
        }
        List<Staging.Staged> messages = files.stream()
                .map(file -> Staging.staged(Staging.newBase(source.clock, file), file))
                .toList();
        AppendWork append = new AppendWork(target);
        UidSet targets;
        try {
            targets = append.commit(
                    messages,
                    (i, place) -> source.disk.rename(files.get(i).path(source.path), place),
                    (i, place) -> source.disk.rename(place, files.get(i).path(source.path)));
        } catch (IOException e) {
            // Not all may have come back.
            source.mustReload = true;
            throw e;
        }
        UidSet.Builder moved = new UidSet.Builder();
        files.forEach(file -> moved.add(file.meta().uid()));
        source.disk.sync(source.path.resolve(StoredFile.NEW));
        source.disk.sync(source.path.resolve(StoredFile.CUR));
        source.index.remove(moved.build());
        source.commit(new IndexLines().removal(moved.build()), source.nextModSeq());
        return UidMapping.of(target.header.uidValidity(), moved.build(), targets);
    }

    /** The messages of the set whose files are there, under the names they have now. */
    private void find(UidSet uids) throws IOException {
        List<StoredFile> known = new ArrayList<>();
        for (int i = 0; i < uids.ranges(); i++) {
            source.snapshot().messages().forEach(uids.first(i), uids.last(i), known::add);
        }
        Map<String, Path> elsewhere = null;
        for (StoredFile file : known) {
            if (source.disk.stat(file.path(source.path)).isPresent()) {
                files.add(file);
                continue;
            }
            if (elsewhere == null) {
                elsewhere = ExpungeWork.files(source);
            }
            Path now = elsewhere.get(file.base());
            if (now != null) {
                // Under its own name it can be moved back, too.
                source.disk.rename(now, file.path(source.path));
                files.add(file);
            }
        }
    }
}
