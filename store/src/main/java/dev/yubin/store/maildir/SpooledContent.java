package dev.yubin.store.maildir;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * A message that came in through the spool: a file that deliveries link to. When the spool lets go of it, the content
 * stays readable for as long as the first of its deliveries is there.
 */
final class SpooledContent implements MessageContent {
    private final Disk disk;
    private final Path file;
    private final long size;
    private final long bareLineFeeds;
    /** When the message was received; all links to a file have the same time. */
    private Instant date;

    private volatile MessageContent delivered;

    SpooledContent(Disk disk, Path file, long size, long bareLineFeeds) {
        this.disk = disk;
        this.file = file;
        this.size = size;
        this.bareLineFeeds = bareLineFeeds;
    }

    /** How many LFs without a CR it has. */
    long bareLineFeeds() {
        return bareLineFeeds;
    }

    /**
     * Makes a link to the file.
     *
     * @return false if there can be none: the file has another date already, or another file system, or too many links
     */
    synchronized boolean linkTo(Disk target, Path link, Instant internalDate) throws IOException {
        if (target != disk || (date != null && !date.equals(internalDate))) {
            return false;
        }
        if (date == null) {
            disk.setModified(file, internalDate);
            disk.sync(file);
            date = internalDate;
        }
        try {
            disk.link(file, link);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** There is a delivery now that has the same content. */
    void deliveredAs(MessageContent content) {
        if (delivered == null) {
            delivered = content;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream openStream(long offset) throws IOException {
        Objects.checkIndex(offset, size + 1);
        try {
            return disk.open(file, offset);
        } catch (NoSuchFileException e) {
            MessageContent now = delivered;
            if (now == null) {
                throw e;
            }
            return now.openStream(offset);
        }
    }
}
