package dev.yubin.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What there is to know of a message's file besides its name.
 *
 * @param size the octets of the message, with CRLF as line ends
 * @param modified the message's date
 * @param bareLf whether the file has bare LF as line ends
 */
record FileFacts(long size, Instant modified, boolean bareLf) {
    private static final int COPY_BUFFER = 16 * 1024;

    /** Looks at a file; empty if there is none. */
    static Optional<FileFacts> of(Disk disk, Path path, String base) throws IOException {
        Optional<Disk.Stat> stat = disk.stat(path).filter(Disk.Stat::isFile);
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        long octets = stat.get().size();
        Instant modified = stat.get().modified().truncatedTo(ChronoUnit.SECONDS);
        if (MessageFile.isOurs(base)) {
            return Optional.of(new FileFacts(octets, modified, false));
        }
        long size = isBelievable(base, octets) ? MessageFile.virtualSize(base).getAsLong() : sizeWithCrlf(disk, path);
        return Optional.of(new FileFacts(size, modified, size != octets));
    }

    /** Whether the sizes in a name can be those of a file: each of its octets is an LF at the most. */
    private static boolean isBelievable(String base, long octets) {
        OptionalLong physical = MessageFile.physicalSize(base);
        OptionalLong virtual = MessageFile.virtualSize(base);
        return virtual.isPresent()
                && (physical.isEmpty() || physical.getAsLong() == octets)
                && virtual.getAsLong() >= octets
                && virtual.getAsLong() <= 2 * octets;
    }

    private static long sizeWithCrlf(Disk disk, Path path) throws IOException {
        long size = 0;
        byte[] buffer = new byte[COPY_BUFFER];
        try (InputStream in = new CrlfInputStream(disk.open(path, 0))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
            }
        }
        return size;
    }
}
