package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes and deletes the directories of folders. */
final class FolderFiles {
    /** Says that a directory is a folder within a Maildir and not a Maildir itself. */
    private static final String FOLDER_MARK = "maildirfolder";

    private FolderFiles() {}

    /** Makes a Maildir without messages, complete before it gets its name. */
    static void make(Disk disk, Path building, Path place, UidList.Header header, boolean inMaildir)
            throws IOException {
        disk.createDirectory(building);
        try {
            for (String name : new String[] {StoredFile.CUR, StoredFile.NEW, StoredFile.TMP}) {
                disk.createDirectory(building.resolve(name));
            }
            if (inMaildir) {
                disk.append(building.resolve(FOLDER_MARK), ByteBuffer.allocate(0));
            }
            String first = "3 V" + header.uidValidity() + " N" + header.nextUid() + " G" + header.guid() + "\n";
            Path uidList = building.resolve(UidList.NAME);
            disk.append(uidList, ByteBuffer.wrap(first.getBytes(StandardCharsets.US_ASCII)));
            disk.sync(uidList);
            disk.sync(building);
            disk.rename(building, place);
        } catch (IOException e) {
            deleteTree(disk, building);
            throw e;
        }
        disk.sync(place.getParent());
    }

    /** Whether there is a folder; makes the parts of it that another program has left out. */
    static boolean exists(Disk disk, Path folder) throws IOException {
        if (!isDirectory(disk, folder) || !isDirectory(disk, folder.resolve(StoredFile.CUR))) {
            return false;
        }
        for (String name : new String[] {StoredFile.NEW, StoredFile.TMP}) {
            if (!isDirectory(disk, folder.resolve(name))) {
                try {
                    disk.createDirectory(folder.resolve(name));
                } catch (FileAlreadyExistsException madeMeanwhile) {
                    // As well.
                } catch (NoSuchFileException renamedMeanwhile) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isDirectory(Disk disk, Path path) throws IOException {
        return disk.stat(path).map(Disk.Stat::isDirectory).orElse(false);
    }

    /**
     * Takes a directory away in one step, and then deletes what is in it.
     *
     * @param aside a free name on the same file system
     */
    static void delete(Disk disk, Path directory, Path aside) throws IOException {
        disk.rename(directory, aside);
        disk.sync(directory.getParent());
        try {
            deleteTree(disk, aside);
        } catch (IOException e) {
            // It is gone from where it was; the rest is deleted as what crashes leave.
            FolderState.warn("Cannot delete all of " + aside, e);
        }
    }

    /** Deletes a directory with all that is in it. What symbolic links point to stays. */
    static void deleteTree(Disk disk, Path path) throws IOException {
        Optional<Disk.Stat> stat = disk.stat(path);
        if (stat.isPresent() && stat.get().isDirectory()) {
            for (String name : disk.list(path)) {
                try {
                    deleteTree(disk, path.resolve(name));
                } catch (NoSuchFileException deletedMeanwhile) {
                    // As well.
                }
            }
        }
        disk.delete(path);
    }
}
