package dev.yubin.store.maildir;

import dev.yubin.store.Flags;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages on their way into a folder: complete files in its {@code tmp/} that no reader looks at. What is not delivered
 * from there is deleted again.
 */
final class Staging implements AutoCloseable {
    private static final int COPY_BUFFER = 64 * 1024;

    /**
     * A message that is ready to be delivered.
     *
     * @param base what its file in {@code tmp/} is called, and will be
     * @param extensions what {@code dovecot-uidlist} shall say of it
     */
    record Staged(String base, long size, Instant internalDate, Flags flags, String extensions, boolean bareLf) {}

    private final Disk disk;
    private final InstantSource clock;
    private final Folder folder;
    private final List<Staged> messages = new ArrayList<>();
    private boolean delivered;

    Staging(Disk disk, InstantSource clock, Folder folder) {
        this.disk = disk;
        this.clock = clock;
        this.folder = folder;
    }

    /** What is ready so far. */
    List<Staged> messages() {
        return messages;
    }

    /** How many octets the messages have. */
    long octets() {
        return messages.stream().mapToLong(Staged::size).sum();
    }

    /** The messages are in their places: nothing is to be deleted. */
    void delivered() {
        delivered = true;
    }

    /** Gets a new message ready: as a link to the spooled file if it is one of ours, else as a copy. */
    void add(NewMessage message) throws IOException {
        Instant date = message.internalDate().truncatedTo(ChronoUnit.SECONDS);
        long size = message.content().size();
        String base = message.content() instanceof SpooledContent spooled ? link(spooled, date) : null;
        if (base == null) {
            base = copy(message.content(), date);
        }
        messages.add(new Staged(base, size, date, message.flags(), extensions(message.emailId()), false));
    }

    /** Links to a spooled file; null if that cannot be. */
    private String link(SpooledContent spooled, Instant date) throws IOException {
        String base = MessageFile.newBase(clock.instant(), spooled.size(), spooled.bareLineFeeds());
        return spooled.linkTo(disk, tmp(base), date) ? base : null;
    }

    /** Gets a message of another folder ready; false if it is not there any more. */
    boolean add(Folder source, StoredFile message) throws IOException {
        String base = newBase(clock, message);
        Path file = tmp(base);
        try {
            disk.link(message.path(source.path()), file);
        } catch (NoSuchFileException e) {
            return false;
        }
        messages.add(staged(base, message));
        return true;
    }

    /** A base for another file of the same message. */
    static String newBase(InstantSource clock, StoredFile message) {
        return message.bareLf()
                ? MessageFile.newForeignBase(clock.instant()) + ",W="
                        + message.meta().size()
                : MessageFile.newBase(clock.instant(), message.meta().size(), bareLineFeeds(message));
    }

    /** Only a file that this store wrote has any that are served as they are. */
    private static long bareLineFeeds(StoredFile message) {
        long size = message.meta().size();
        boolean ours = MessageFile.isOurs(message.base());
        return ours ? MessageFile.virtualSize(message.base()).orElse(size) - size : 0;
    }

    /** What a file of that base is that has the message. */
    static Staged staged(String base, StoredFile message) {
        return new Staged(
                base,
                message.meta().size(),
                message.meta().internalDate(),
                message.meta().flags(),
                extensions(message.guid()),
                message.bareLf());
    }

    private static String extensions(String guid) {
        if (guid.isEmpty()) {
            return "";
        }
        // A field of dovecot-uidlist ends with a space.
        return StoredFile.guidExtension(guid.indexOf(' ') < 0 ? guid : StoredFile.emailId(guid));
    }

    private String copy(MessageContent content, Instant date) throws IOException {
        Path file = tmp(MessageFile.newForeignBase(clock.instant()));
        try {
            LineEnds lineEnds = write(content, file);
            disk.setModified(file, date);
            disk.sync(file);
            String base = MessageFile.newBase(clock.instant(), content.size(), lineEnds.bareLineFeeds());
            disk.rename(file, tmp(base));
            return base;
        } catch (IOException | RuntimeException e) {
            disk.delete(file);
            throw e;
        }
    }

    private LineEnds write(MessageContent content, Path file) throws IOException {
        LineEnds lineEnds = new LineEnds();
        byte[] buffer = new byte[(int) Math.min(COPY_BUFFER, Math.max(1, content.size()))];
        long written = 0;
        try (InputStream in = content.openStream(0);
                Disk.Writing out = disk.create(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                lineEnds.count(ByteBuffer.wrap(buffer, 0, n));
                out.write(ByteBuffer.wrap(buffer, 0, n));
                written += n;
            }
        }
        if (written != content.size()) {
            String found = "Content of " + content.size() + " octets turned out to have " + written;
            throw new StoreException(Kind.CORRUPT, found);
        }
        return lineEnds;
    }

    private Path tmp(String base) {
        return folder.path().resolve(StoredFile.TMP).resolve(base);
    }

    /** Deletes what was not delivered. */
    @Override
    public void close() throws IOException {
        if (delivered) {
            return;
        }
        for (Staged message : messages) {
            disk.delete(tmp(message.base()));
        }
    }
}
