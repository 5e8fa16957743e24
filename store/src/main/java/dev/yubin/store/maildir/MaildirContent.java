package dev.yubin.store.maildir;

import dev.yubin.store.MessageContent;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * A message's file. It is looked up at each opening, because its name changes with its flags; a stream that is open stays
 * readable when the message is expunged. A file of another program with bare LF as line ends is read with CRLF.
 */
final class MaildirContent implements MessageContent {
    private final Disk disk;
    private final Folder folder;
    private final StoredFile message;

    MaildirContent(Disk disk, Folder folder, StoredFile message) {
        this.disk = disk;
        this.folder = folder;
        this.message = message;
    }

    @Override
    public long size() {
        return message.meta().size();
    }

    @Override
    public InputStream openStream(long offset) throws IOException {
        Objects.checkIndex(offset, size() + 1);
        try {
            return open(message, offset);
        } catch (NoSuchFileException renamed) {
            // By this store, which knows, or by another program: then the files are looked at.
            InputStream found = openCurrent(folder.current(), offset);
            found = found != null ? found : openCurrent(folder.currentForSure(), offset);
            if (found != null) {
                return found;
            }
            long uid = message.meta().uid();
            throw new StoreException(Kind.NOT_FOUND, "Message " + uid + " in " + folder.path() + " is gone", renamed);
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    private InputStream openCurrent(Folder.View view, long offset) throws IOException {
        StoredFile now = view.snapshot().messages().get(message.meta().uid());
        try {
            return now == null ? null : open(now, offset);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private InputStream open(StoredFile file, long offset) throws IOException {
        if (!file.bareLf()) {
            return disk.open(file.path(folder.path()), offset);
        }
        InputStream in = new CrlfInputStream(disk.open(file.path(folder.path()), 0));
        try {
            in.skipNBytes(offset);
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
