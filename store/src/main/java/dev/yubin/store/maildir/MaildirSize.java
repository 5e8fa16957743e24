package dev.yubin.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The quota of an account in the file {@code maildirsize} of Maildir++: a line of limits, then lines {@code octets
 * messages} that are summed up. Whoever adds or removes messages appends a line, without a lock. Sums drift when
 * processes die or write at once; so nothing is refused before the messages were counted anew, but that at most once in
 * 15 minutes. A file that makes no sense is counted anew at once.
 *
 * <p>One instance for an account in a process, to be used by many threads. Without the file there are no limits; it is
 * made when somebody asks for usage or sets limits.
 */
final class MaildirSize {
    /** For so long a count is trusted. */
    static final Duration TRUST = Duration.ofMinutes(15);

    /** What is in the account. */
    record Usage(long octets, long messages) {
        Usage plus(long moreOctets, long moreMessages) {
            return new Usage(Math.addExact(octets, moreOctets), Math.addExact(messages, moreMessages));
        }
    }

    /** Counts all messages of the account. */
    interface Recount {
        /**
         * What the directories hold, and what was reserved and is not there yet. Must not take a lock that others hold
         * while they use the quota.
         */
        Usage count() throws IOException;
    }

    private final Disk disk;
    private final Path file;
    private final Recount recount;
    private final InstantSource clock;
    /** Changed when the messages were last counted, by whichever process. */
    private final Path counted;

    MaildirSize(Disk disk, Path maildir, Recount recount) {
        this(disk, maildir, recount, InstantSource.system());
    }

    MaildirSize(Disk disk, Path maildir, Recount recount, InstantSource clock) {
        this.disk = disk;
        this.file = maildir.resolve("maildirsize");
        this.recount = recount;
        this.clock = clock;
        this.counted = maildir.resolve("yubin-counted");
    }

    /** The limits that are set. */
    QuotaLimits limits() throws IOException {
        return exists() ? load().limits() : QuotaLimits.NONE;
    }

    /** Changes limits; on the disk when this returns. */
    synchronized void setLimits(UnaryOperator<QuotaLimits> change) throws IOException {
        rewrite(change, false);
    }

    /** What is in the account. */
    Usage usage() throws IOException {
        return load().sum().orElseThrow();
    }

    /** Notes that messages were added or, with negative numbers, removed. Limits do not matter. */
    void add(long octets, long messages) throws IOException {
        // Only to a file that is there: without its first line it would make no sense to others either.
        if (exists()) {
            append(octets + " " + messages + "\n");
        }
    }

    /**
     * Notes messages that are about to be added, unless a limit would be exceeded. If they are not added after all,
     * {@link #add} the negative.
     *
     * @return whether they fit; if not, nothing is noted
     */
    synchronized boolean reserve(long octets, long messages) throws IOException {
        if (!exists()) {
            return true;
        }
        if (!fits(load(), octets, messages)
                && (isCountFresh() || !fits(rewrite(same -> same, true), octets, messages))) {
            return false;
        }
        add(octets, messages);
        // Other processes may have done the same: then each sees the lines of the others.
        MaildirSizeContent after;
        try {
            after = load();
        } catch (IOException e) {
            add(-octets, -messages);
            throw e;
        }
        if (after.limits().exceeded(after.sum().orElseThrow(), octets > 0, messages > 0)) {
            add(-octets, -messages);
            return false;
        }
        return true;
    }

    private static boolean fits(MaildirSizeContent content, long octets, long messages) {
        Usage total = content.sum().orElseThrow().plus(octets, messages);
        return !content.limits().exceeded(total, octets > 0, messages > 0);
    }

    /** Not the age of the file: every line makes it young again, those of refused messages too. */
    private boolean isCountFresh() throws IOException {
        Instant limit = clock.instant().minus(TRUST);
        return disk.stat(counted).filter(stat -> stat.modified().isAfter(limit)).isPresent();
    }

    private boolean exists() throws IOException {
        return disk.stat(file).isPresent();
    }

    private void append(String lines) throws IOException {
        disk.append(file, ByteBuffer.wrap(lines.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** The file, with a sum. */
    private synchronized MaildirSizeContent load() throws IOException {
        try (InputStream in = open()) {
            MaildirSizeContent found = MaildirSizeContent.read(in);
            if (found.isGood()) {
                return found;
            }
        }
        return rewrite(same -> same, false);
    }

    @SuppressWarnings("try") // The lock is to be held, not to be used.
    private MaildirSizeContent rewrite(UnaryOperator<QuotaLimits> change, boolean countAnew) throws IOException {
        Path lock = file.resolveSibling("maildirsize.lock");
        try (DotLock held = DotLock.acquire(disk, lock);
                InputStream old = open()) {
            MaildirSizeContent found = MaildirSizeContent.read(old);
            Usage sum =
                    countAnew || found.sum().isEmpty() ? count() : found.sum().get();
            QuotaLimits limits = change.apply(found.limits());
            String lines = limits.line() + '\n' + sum.octets + ' ' + sum.messages + '\n';
            WholeFile.replace(disk, file, lines.getBytes(StandardCharsets.US_ASCII));
            // Appending takes no lock: what came to the old file in the meantime is still to be read there.
            String late = found.unfinished() + MaildirSizeContent.text(old);
            if (late.endsWith("\n")) {
                append(late);
            }
            return new MaildirSizeContent(limits, Optional.of(sum), 0, "");
        }
    }

    private Usage count() throws IOException {
        Usage usage = recount.count();
        disk.append(counted, ByteBuffer.allocate(0));
        disk.setModified(counted, clock.instant());
        return usage;
    }

    private InputStream open() throws IOException {
        try {
            return disk.open(file, 0);
        } catch (NoSuchFileException none) {
            return InputStream.nullInputStream();
        }
    }
}
