package dev.yubin.store.maildir;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What the accounts of a store share.
 *
 * @param disk the file system
 * @param clock for dates, names and MODSEQs
 * @param watcher tells of changes by other programs
 * @param ignoresCase whether names that differ only by case are the same to the file system
 */
record StoreFiles(Disk disk, InstantSource clock, FileWatcher watcher, Path root, boolean ignoresCase) {
    /** A name that no file has. */
    String uniqueName() {
        return MessageFile.newForeignBase(clock.instant());
    }
}
