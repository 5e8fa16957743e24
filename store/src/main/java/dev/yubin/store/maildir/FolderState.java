package dev.yubin.store.maildir;

import dev.yubin.store.Flags;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.Snapshot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a folder and its files, for those who work on it: under the folder's lock, and to change something
 * with {@code dovecot-uidlist.lock} held too.
 */
final class FolderState {
    private static final Logger LOG = System.getLogger(FolderState.class.getPackageName());

    private static final long MICROSECONDS = 1_000_000;

    final Disk disk;
    final InstantSource clock;
    final UidList uidList;
    final IndexFile file;
    /** Lines of {@code dovecot-uidlist} about files that the index does not have so. */
    final Map<String, UidList.Entry> unknownLines = new HashMap<>();

    /** The highest MODSEQ that this store told; what was read anew from the disk may be older. */
    long told;

    volatile Path path;
    FolderIndex index;
    UidList.Header header;
    /** What the directories looked like when their files were as the index says. */
    Stamps stamps = Stamps.UNKNOWN;
    /** What {@code dovecot-keywords} looked like when the index's table was read from it. */
    FileMark keywordsMark = FileMark.NONE;
    /** Whether the last look at the files was because another program had changed the directories. */
    boolean looked;
    /** Whether the last look was at all files. */
    boolean lookedAtAll;
    /** Whether a look passed over a file that cannot be read now. */
    boolean passedOver;
    /** Whether {@link #index} lacks what happened to the files, so that all must be read again. */
    boolean mustReload = true;

    FolderState(Disk disk, InstantSource clock, Path path) {
        this.disk = disk;
        this.clock = clock;
        this.path = path;
        this.uidList = new UidList(disk, path);
        this.file = new IndexFile(disk, path);
    }

    void moved(Path to) {
        path = to;
        uidList.moved(to);
        file.moved(to);
    }

    Snapshot<StoredFile> snapshot() {
        return index.snapshot();
    }

    /** What {@code dovecot-keywords} looks like now. */
    FileMark keywordsMarkNow() throws IOException {
        return FileMark.of(disk, path.resolve(KeywordTable.NAME));
    }

    /** Makes sure that these flags have letters; writes {@code dovecot-keywords} if need be. */
    KeywordTable keywordsWith(Flags flags) throws IOException {
        KeywordTable table = index.keywords().with(flags);
        if (table != index.keywords()) {
            table.write(disk, path);
            index.keywords(table);
            keywordsMark = keywordsMarkNow();
            file.append(new IndexLines().keywords(table), snapshot().modSeq(), stamps);
        }
        return table;
    }

    /** Takes note of a line of {@code dovecot-uidlist}. */
    void note(UidList.Entry entry) {
        Long uid = index.uidOf(entry.base());
        if (uid == null || uid != entry.uid()) {
            unknownLines.put(entry.base(), entry);
        } else {
            // Of two lines the latter counts: a file that was moved away and came back has a new UID.
            unknownLines.remove(entry.base());
        }
        index.raiseUidNext(entry.uid() + 1);
    }

    /**
     * The MODSEQ of the next commit. It follows the clock, so that commits after a loss of the index file are above all
     * that were told before (RFC 7162 §3.1.2.2).
     */
    long nextModSeq() {
        return Math.max(Math.max(snapshot().modSeq(), told) + 1, clockModSeq());
    }

    /** The time in microseconds. */
    private long clockModSeq() {
        return modSeqAt(clock.instant());
    }

    private static long modSeqAt(Instant time) {
        return Math.max(1, time.getEpochSecond() * MICROSECONDS + time.getNano() / 1000);
    }

    /**
     * A MODSEQ above all that were told, where the index may have lost some. The clock may have been put back since then;
     * the directories tell when they last changed.
     */
    long freshModSeq() throws IOException {
        Instant changed = Stamps.of(disk, path)
                .map(found -> found.latest().plus(found.coarseness()))
                .orElse(Instant.EPOCH);
        return Math.max(nextModSeq(), modSeqAt(changed) + 1);
    }

    /**
     * Makes visible what was done to the index, after the files were changed so. What cannot be written down is not lost:
     * it is found again in the files.
     */
    void commit(IndexLines lines, long modSeq) {
        noteDirectories();
        commit(lines, modSeq, stamps);
    }

    /** The same where the directories' files are known as they were at that moment. */
    void commit(IndexLines lines, long modSeq, Stamps known) {
        index.commit(modSeq);
        stamps = known;
        try {
            file.append(lines, modSeq, stamps);
        } catch (IOException e) {
            warn("Cannot write " + path.resolve(IndexFile.NAME) + ", the mailbox is read anew at its next use", e);
            mustReload = true;
        }
    }

    /** The directories are now as this store made them. If that cannot be seen, they are looked at the next time. */
    void noteDirectories() {
        try {
            stamps = Stamps.of(disk, path).orElse(Stamps.UNKNOWN);
        } catch (IOException e) {
            stamps = Stamps.UNKNOWN;
        }
    }

    /** Writes the files anew that are mostly out of date. What was done to the folder is done, whether it works or not. */
    void compact() {
        try {
            if (file.isWasteful(index)) {
                file.rewrite(index, header.uidValidity(), header.guid(), stamps);
            }
            if (uidList.isWasteful(snapshot().messages().count())) {
                rewriteUidList(header);
            }
        } catch (IOException e) {
            warn("Cannot write the files of " + path + " anew", e);
            mustReload = true;
        }
    }

    /** Writes {@code dovecot-uidlist} anew from what the index knows. */
    void rewriteUidList(UidList.Header as) throws IOException {
        header = new UidList.Header(as.uidValidity(), index.uidNext(), as.guid(), as.others());
        List<UidList.Entry> entries = new ArrayList<>();
        snapshot().messages().forEach(1, UidSet.MAX_UID, message -> {
            entries.add(new UidList.Entry(message.meta().uid(), message.extensions(), message.base()));
            return true;
        });
        uidList.rewrite(header, entries);
    }

    static void warn(String message, Throwable cause) {
        LOG.log(Level.WARNING, message, cause);
    }

    static void warn(String message) {
        LOG.log(Level.WARNING, message);
    }
}
