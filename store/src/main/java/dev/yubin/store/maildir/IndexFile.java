package dev.yubin.store.maildir;

import dev.yubin.store.UidSet;
import dev.yubin.store.index.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The file {@code yubin-index} of a folder: what Dovecot's files and the message files do not tell, MODSEQs and removals,
 * and what would take a look at each file, sizes and dates. It can be lost: it is then made anew from those, with higher
 * MODSEQs.
 *
 * <p>Lines of text, added commit by commit, each commit ending with a line that has a checksum of it; what is not
 * complete is not there. Written anew when most of it is out of date. {@link IndexLines} writes the lines. Used under the
 * folder's lock; changed only while {@code dovecot-uidlist.lock} is held.
 */
final class IndexFile {
    static final String NAME = "yubin-index";

    private static final String VERSION = "yubin-index 1 ";

    private final GrowingFile file;
    private long lines;
    private Stamps stamps = Stamps.UNKNOWN;
    private final Map<String, String> shared = new HashMap<>();

    IndexFile(Disk disk, Path folder) {
        this.file = new GrowingFile(disk, folder.resolve(NAME));
    }

    /** The folder has moved. */
    void moved(Path folder) {
        file.moved(folder.resolve(NAME));
    }

    /** What the directories looked like when the newest line was written; unknown if it does not tell. */
    Stamps stamps() {
        return stamps;
    }

    /** Whether most of the file is out of date. */
    boolean isWasteful(FolderIndex index) {
        long needed = index.snapshot().messages().count() + (long) index.tombstoneCount();
        return GrowingFile.isWasteful(lines, needed);
    }

    /** The first line's facts. */
    record Header(long uidValidity, String mailboxId, long forgotten) {
        private static Header parse(String line) {
            String[] fields = line.split(" ");
            return new Header(Long.parseLong(fields[2]), fields[3], Long.parseLong(fields[4]));
        }
    }

    /**
     * Reads the whole file into an index that is empty.
     *
     * @return the header; empty if there is no file or it cannot be understood, so that it must be made anew
     */
    Optional<Header> readAll(FolderIndex index) throws IOException {
        forget();
        Optional<byte[]> all = file.all();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        byte[] octets = all.get();
        int headerEnd = lineEnd(octets, 0);
        String first = headerEnd < 0 ? "" : text(octets, 0, headerEnd);
        if (!first.startsWith(VERSION)) {
            forget();
            return Optional.empty();
        }
        try {
            Header header = Header.parse(first);
            CRC32 sum = new CRC32();
            sum.update(octets, 0, headerEnd + 1);
            long modSeq = read(octets, headerEnd + 1, sum, index);
            if (modSeq > 0) {
                index.restored(modSeq, header.forgotten());
                return Optional.of(header);
            }
            forget();
            return Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            forget();
            return Optional.empty();
        }
    }

    /**
     * Reads the commits that were added since, each of which becomes one of the index.
     *
     * @return false if it is another file now, so that all must be read
     */
    boolean readOn(FolderIndex index) throws IOException {
        Optional<byte[]> more = file.more();
        more.ifPresent(octets -> read(octets, 0, new CRC32(), index));
        return more.isPresent();
    }

    /** Whether what follows the last complete commit is not one: a crash left it, or the file was damaged. */
    boolean hasTornEnd() throws IOException {
        return file.hasMore();
    }

    /**
     * Applies complete commits, moves the offset to their end and tells the last one's MODSEQ.
     *
     * @param sum the checksum of what came before, for the first commit
     */
    private long read(byte[] octets, int start, CRC32 sum, FolderIndex index) {
        long modSeq = 0;
        int from = start;
        int commitStart = start;
        IndexLines.Reader commit = new IndexLines.Reader(index, shared);
        for (int end = lineEnd(octets, from); end >= 0; end = lineEnd(octets, from)) {
            String line = text(octets, from, end);
            if (line.startsWith(IndexLines.COMMIT)) {
                if (!IndexLines.endsCommit(line, sum)) {
                    break;
                }
                modSeq = IndexLines.modSeq(line);
                commit.apply(modSeq);
                index.commit(modSeq);
                stamps = commit.stamps();
                lines += commit.lines();
                commit = new IndexLines.Reader(index, shared);
                sum.reset();
                commitStart = end + 1;
            } else {
                sum.update(octets, from, end + 1 - from);
                commit.line(line);
            }
            from = end + 1;
        }
        file.consumed(octets, commitStart);
        return modSeq;
    }

    /** Adds a commit, as a whole or not at all. */
    void append(IndexLines commit, long modSeq, Stamps after) throws IOException {
        file.appendSynced(commit.stamps(after).end(modSeq));
        lines += commit.lines();
        stamps = after;
    }

    /** Adds what the directories look like after the last commit. If it cannot be told it has to be looked up. */
    void noteStamps(long modSeq, Stamps after) {
        try {
            file.append(new IndexLines().stamps(after).end(modSeq));
            stamps = after;
        } catch (IOException e) {
            stamps = Stamps.UNKNOWN;
        }
    }

    /** Takes the last commit back, which began at {@code end}. */
    void truncate(long end) throws IOException {
        file.truncate(end);
        stamps = Stamps.UNKNOWN;
    }

    /** Where the next commit will begin. */
    long end() {
        return file.offset();
    }

    /** Writes the file anew, with all that the index knows. */
    void rewrite(FolderIndex index, long uidValidity, String mailboxId, Stamps now) throws IOException {
        String header = VERSION + uidValidity + " " + mailboxId + " " + index.forgotten() + "\n";
        IndexLines all = new IndexLines().uidNext(index.uidNext()).recentFrom(index.recentFrom());
        all.keywords(index.keywords());
        Snapshot<StoredFile> snapshot = index.snapshot();
        snapshot.messages().forEach(1, UidSet.MAX_UID, message -> {
            all.message(message);
            return true;
        });
        index.tombstones().forEach(tombstone -> all.tombstone(tombstone.modSeq(), tombstone.uids()));
        byte[] octets = all.stamps(now).end(header, snapshot.modSeq());
        file.replace(octets);
        lines = all.lines();
        stamps = now;
    }

    /** Forgets what was read, so that the file is read or written anew. */
    void forget() {
        file.forget();
        lines = 0;
        stamps = Stamps.UNKNOWN;
    }

    private static int lineEnd(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.UTF_8);
    }
}
