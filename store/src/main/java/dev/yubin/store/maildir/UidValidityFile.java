package dev.yubin.store.maildir;

import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * The counter from which the mailboxes of an account have their UIDVALIDITY, in the form Dovecot keeps it in. The value
 * is in the name of an empty file, {@code dovecot-uidvalidity.<8 hex digits>}: renaming that to a higher value takes the
 * value, because only one process can rename it. {@code dovecot-uidvalidity} repeats the value, to be found in one step.
 *
 * <p>That alone is not quite enough: a directory that is read while a file in it is renamed may show neither name, and
 * then a counter seems to be missing. So those of us take a lock besides, and look twice.
 */
final class UidValidityFile {
    /** Highest UIDVALIDITY (RFC 9051 §9, nz-number). */
    private static final long HIGHEST = 0xffff_ffffL;

    private static final String NAME = "dovecot-uidvalidity";
    private static final String UID_LIST = "dovecot-uidlist";
    private static final int DIGITS = 8;
    private static final int LONGEST_FIRST_LINE = 512;
    private static final int ATTEMPTS = 100;

    private UidValidityFile() {}

    /**
     * Takes the next value: higher than any before, at least the time, and on the disk when this returns. If there is no
     * counter yet, the value is higher than that of every mailbox of the account.
     *
     * @param maildir the root of the account, which exists
     * @param clockSeconds the time in seconds since 1970
     * @throws StoreException {@code CORRUPT} if there is no higher value, {@code TEMPORARY} if others were always faster
     */
    @SuppressWarnings("try") // The lock is to be held, not to be used.
    static long next(Disk disk, Path maildir, long clockSeconds) throws IOException {
        try (DotLock held = DotLock.acquire(disk, maildir.resolve(NAME + ".lock"))) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                OptionalLong value = tryNext(disk, maildir, clockSeconds);
                if (value.isPresent()) {
                    disk.sync(maildir);
                    // A hint only: whoever finds it outdated looks for the names.
                    byte[] hint = hex(value.getAsLong()).getBytes(StandardCharsets.US_ASCII);
                    WholeFile.replace(disk, maildir.resolve(NAME), hint);
                    return value.getAsLong();
                }
            }
        }
        throw new StoreException(Kind.TEMPORARY, "Too many processes count in " + maildir.resolve(NAME));
    }

    /** The next value; empty if Dovecot was faster. */
    private static OptionalLong tryNext(Disk disk, Path maildir, long clockSeconds) throws IOException {
        List<Long> counters = counters(disk, maildir);
        if (counters.isEmpty()) {
            counters = counters(disk, maildir);
        }
        long last = counters.isEmpty() ? highestInUse(disk, maildir) : Collections.max(counters);
        long value = Math.max(last + 1, clockSeconds);
        if (value > HIGHEST) {
            throw new StoreException(
                    Kind.CORRUPT,
                    "The UIDVALIDITY counter is at its end; remove the highest of " + maildir.resolve(NAME) + ".*");
        }
        return take(disk, maildir, counters, value) ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static boolean take(Disk disk, Path maildir, List<Long> counters, long value) throws IOException {
        Path taken = counter(maildir, value);
        if (counters.isEmpty()) {
            try {
                disk.create(taken).close();
            } catch (FileAlreadyExistsException another) {
                return false;
            }
            return true;
        }
        long last = Collections.max(counters);
        try {
            disk.rename(counter(maildir, last), taken);
        } catch (NoSuchFileException another) {
            return false;
        }
        // Two processes that began to count at once left one each.
        for (long lower : counters) {
            if (lower < last) {
                disk.delete(counter(maildir, lower));
            }
        }
        return true;
    }

    private static List<Long> counters(Disk disk, Path maildir) throws IOException {
        List<Long> values = new ArrayList<>();
        for (String name : disk.list(maildir)) {
            if (name.startsWith(NAME + '.')) {
                parseHex(name.substring(NAME.length() + 1)).ifPresent(values::add);
            }
        }
        return values;
    }

    /** The highest value that is known to be taken where no counter tells. */
    private static long highestInUse(Disk disk, Path maildir) throws IOException {
        long highest = parseHex(firstLine(disk, maildir.resolve(NAME))).orElse(0);
        highest = Math.max(highest, ofMailbox(disk, maildir));
        for (String name : disk.list(maildir)) {
            if (name.startsWith(".")) {
                highest = Math.max(highest, ofMailbox(disk, maildir.resolve(name)));
            }
        }
        return highest;
    }

    /** The UIDVALIDITY in the first line of a mailbox's UID list: {@code 3 V<value> N<next> G<id>}, or {@code 1 <value> <next>}. */
    private static long ofMailbox(Disk disk, Path directory) throws IOException {
        String[] fields = firstLine(disk, directory.resolve(UID_LIST)).split(" ");
        for (int i = 1; i < fields.length; i++) {
            boolean oldForm = fields[0].equals("1") && i == 1;
            if (oldForm || (fields[0].equals("3") && fields[i].startsWith("V"))) {
                return parse(fields[i].substring(oldForm ? 0 : 1), 10).orElse(0);
            }
        }
        return 0;
    }

    private static String firstLine(Disk disk, Path file) throws IOException {
        if (disk.stat(file).filter(Disk.Stat::isFile).isEmpty()) {
            return "";
        }
        try (InputStream in = disk.open(file, 0)) {
            String start = new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
            int end = start.indexOf('\n');
            return end < 0 ? start : start.substring(0, end);
        } catch (NoSuchFileException deleted) {
            return "";
        }
    }

    private static OptionalLong parseHex(String digits) {
        return digits.length() == DIGITS ? parse(digits, 16) : OptionalLong.empty();
    }

    private static OptionalLong parse(String digits, int radix) {
        boolean number = digits.length() <= 10 && digits.chars().allMatch(c -> Character.digit(c, radix) >= 0);
        long value = number && !digits.isEmpty() ? Long.parseLong(digits, radix) : 0;
        return value > 0 && value <= HIGHEST ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static Path counter(Path maildir, long value) {
        return maildir.resolve(NAME + '.' + hex(value));
    }

    private static String hex(long value) {
        return String.format("%08x", value);
    }
}
