package dev.yubin.store.maildir;

import dev.yubin.store.Lease;
import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.ObjectIds;
import dev.yubin.store.Quota;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.Watchers;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A Maildir++ as an account. What changes the list of folders is done under a lock that excludes other threads and other
 * Yubins; other programs change it as they like.
 */
final class MaildirAccount implements MailAccount, Folder.Home {
    private static final String LOCK = "yubin-account.lock";

    /** How often the list of folders is read until nobody changes it meanwhile. */
    private static final int LISTINGS = 100;

    /** Something that is done with the list of folders. */
    private interface Change {
        void run() throws IOException;
    }

    private final StoreFiles files;
    private final Path root;
    private final MaildirQuota quota;
    private final FoldersInUse folders;
    private final Watchers watchers = new Watchers();
    private final ReentrantLock lock = new ReentrantLock();

    MaildirAccount(StoreFiles files, Path root) {
        this.files = files;
        this.root = root;
        this.quota = new MaildirQuota(this);
        this.folders = new FoldersInUse(files, root, this);
    }

    Path root() {
        return root;
    }

    Disk disk() {
        return files.disk();
    }

    MaildirQuota quota() {
        return quota;
    }

    Staging staging(Folder folder) {
        return new Staging(files.disk(), files.clock(), folder);
    }

    Lease watch(Folder folder, Runnable tick) {
        Path path = folder.path();
        Lease own = folder.watch(tick);
        Lease others = files.watcher()
                .watch(List.of(path, path.resolve(StoredFile.NEW), path.resolve(StoredFile.CUR)), folder::touched);
        return () -> {
            own.close();
            others.close();
        };
    }

    @Override
    public List<MailboxInfo> mailboxes() throws IOException {
        for (int i = 1; ; i++) {
            try {
                return mailboxes(paths());
            } catch (StoreException e) {
                // It was renamed or deleted since it was listed.
                if (e.kind() != Kind.NOT_FOUND || i == LISTINGS) {
                    throw e;
                }
            } catch (IOException e) {
                throw StorageFailure.of(e);
            }
        }
    }

    private List<MailboxInfo> mailboxes(Map<MailboxName, Path> paths) throws IOException {
        Map<MailboxName, MailboxId> ids = new TreeMap<>();
        for (Map.Entry<MailboxName, Path> mailbox : paths.entrySet()) {
            ids.put(mailbox.getKey(), id(mailbox.getKey(), mailbox.getValue()));
        }
        return MailboxInfo.list(ids, id -> id, SubscriptionFile.read(disk(), root));
    }

    /** Where each mailbox is, in the order of their names. */
    Map<MailboxName, Path> paths() throws IOException {
        requirePresent();
        Listing before = null;
        for (int i = 0; i < LISTINGS; i++) {
            Listing listing = list();
            // What is no folder may be one that was renamed since it was listed.
            if (listing.complete && (listing.others.isEmpty() || listing.equals(before))) {
                return listing.paths;
            }
            before = listing;
        }
        throw new StoreException(Kind.TEMPORARY, "The folders in " + root + " change all the time");
    }

    /**
     * What is in the Maildir.
     *
     * @param complete whether no rename was under way
     * @param others what is called like a folder and is none
     */
    private record Listing(boolean complete, Map<MailboxName, Path> paths, Set<MailboxName> others) {}

    private Listing list() throws IOException {
        Map<MailboxName, Path> paths = new TreeMap<>();
        Set<MailboxName> others = new TreeSet<>();
        List<String> directories = disk().list(root);
        // In the list or behind it: some may have been listed under their old names and some under the new.
        if (directories.contains(FolderRenames.NAME) || isRenaming()) {
            changeFolders(() -> {});
            return new Listing(false, paths, others);
        }
        paths.put(MailboxName.INBOX, root);
        for (String directory : directories) {
            Optional<MailboxName> name = FolderNames.mailboxOf(directory);
            Path path = root.resolve(directory);
            if (name.isPresent() && FolderFiles.exists(disk(), path)) {
                paths.put(name.get(), path);
            } else if (name.isPresent()) {
                others.add(name.get());
            }
        }
        return new Listing(true, paths, others);
    }

    private MailboxId id(MailboxName name, Path path) throws IOException {
        Optional<String> guid = UidList.guid(disk(), path);
        return guid.isPresent() ? MailboxId.of(guid.get()) : open(name).id();
    }

    @Override
    public Mailbox open(MailboxName name) throws IOException {
        try {
            String directory = existing(name);
            Folder folder = folders.get(directory);
            return new MaildirMailbox(this, folder, folder.current().id());
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    /** The directory of a mailbox that is there. */
    private String existing(MailboxName name) throws IOException {
        requirePresent();
        String directory = FolderNames.directoryOf(name);
        if (isRenaming()) {
            changeFolders(() -> {});
        }
        if (!isThere(directory)) {
            throw new StoreException(Kind.NOT_FOUND, "No mailbox " + name);
        }
        return directory;
    }

    private boolean isThere(String directory) throws IOException {
        // Where foo and Foo are the same to the file system, they are not the same to us.
        boolean spelledSo =
                !files.ignoresCase() || directory.isEmpty() || disk().list(root).contains(directory);
        return spelledSo && FolderFiles.exists(disk(), root.resolve(directory));
    }

    @Override
    public MailboxId create(MailboxName name) throws IOException {
        String guid = UidList.newGuid();
        changeFolders(() -> {
            String directory = FolderNames.directoryOf(name);
            if (isThere(directory)) {
                throw new StoreException(Kind.ALREADY_EXISTS, "There is already a mailbox " + name);
            }
            quota.requireRoomForMailbox();
            UidList.Header header = new UidList.Header(nextUidValidity(), 1, guid, "");
            Path building = root.resolve(StoredFile.TMP).resolve(files.uniqueName());
            try {
                FolderFiles.make(disk(), building, root.resolve(directory), header, true);
            } catch (FileAlreadyExistsException e) {
                // Another program was faster, or it is spelled in another way where the file system ignores case.
                throw new StoreException(Kind.ALREADY_EXISTS, "There is already a " + directory + " in " + root, e);
            }
            folders.forget(directory);
        });
        watchers.tick();
        return MailboxId.of(guid);
    }

    @Override
    public void delete(MailboxName name) throws IOException {
        changeFolders(() -> {
            String directory = existing(name);
            if (name.isInbox()) {
                throw new StoreException(Kind.UNSUPPORTED, "INBOX cannot be deleted");
            }
            Folder folder = folders.get(directory);
            MaildirSize.Usage released = quota.of(folder);
            Path aside = root.resolve(StoredFile.TMP).resolve(files.uniqueName());
            FolderFiles.delete(disk(), root.resolve(directory), aside);
            folders.forget(directory);
            folder.delete();
            quota.release(released.octets(), released.messages());
        });
        watchers.tick();
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws IOException {
        changeFolders(() -> {
            Map<String, String> renames = new TreeMap<>();
            for (Map.Entry<MailboxName, MailboxName> rename :
                    MailboxName.renames(paths().keySet(), from, to).entrySet()) {
                renames.put(FolderNames.directoryOf(rename.getKey()), FolderNames.directoryOf(rename.getValue()));
            }
            for (String target : renames.values()) {
                // It may be spelled in another way where the file system ignores case.
                if (!renames.containsKey(target)
                        && disk().stat(root.resolve(target)).isPresent()) {
                    throw new StoreException(Kind.ALREADY_EXISTS, "There is already a " + target + " in " + root);
                }
            }
            folders.rename(renames);
        });
        watchers.tick();
    }

    @Override
    public void subscribe(MailboxName name, boolean on) throws IOException {
        requirePresent();
        try {
            if (SubscriptionFile.change(disk(), root, name, on)) {
                watchers.tick();
            }
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    @Override
    public Lease watch(Runnable tick) {
        Lease own = watchers.add(tick);
        Lease others = files.watcher().watch(List.of(root), tick);
        return () -> {
            own.close();
            others.close();
        };
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        if (type == Quota.class) {
            return Optional.of(type.cast(quota));
        }
        if (type == ObjectIds.class) {
            // No threads are kept.
            ObjectIds ids = emailId -> Optional.empty();
            return Optional.of(type.cast(ids));
        }
        return Optional.empty();
    }

    @Override
    public Optional<Path> find(String guid) throws IOException {
        // Makes what another program has taken away of the INBOX, as paths() does for the others.
        if (!FolderFiles.exists(disk(), root)) {
            return Optional.empty();
        }
        for (int i = 0; i < LISTINGS; i++) {
            boolean renaming = isRenaming();
            for (String directory : disk().list(root)) {
                Path path = root.resolve(directory);
                boolean folder = FolderNames.mailboxOf(directory).isPresent();
                boolean found = folder && UidList.guid(disk(), path).equals(Optional.of(guid));
                // Makes what another program has taken away of it.
                if (found && FolderFiles.exists(disk(), path)) {
                    return Optional.of(path);
                }
            }
            if (UidList.guid(disk(), root).equals(Optional.of(guid))) {
                return Optional.of(root);
            }
            // Not finished here, which takes a lock that somebody may hold who waits for the caller's.
            if (!renaming && !isRenaming()) {
                break;
            }
        }
        return Optional.empty();
    }

    private boolean isRenaming() throws IOException {
        return disk().stat(root.resolve(FolderRenames.NAME)).isPresent();
    }

    @Override
    public long nextUidValidity() throws IOException {
        return UidValidityFile.next(disk(), root, files.clock().instant().getEpochSecond());
    }

    /** All folders, loaded as far as they are not. */
    List<Folder> allFolders() throws IOException {
        List<Folder> all = new ArrayList<>();
        for (Path path : paths().values()) {
            all.add(folders.get(path.equals(root) ? "" : path.getFileName().toString()));
        }
        return all;
    }

    /** The account was removed by this store. */
    void removed() {
        folders.removed();
        watchers.tick();
    }

    @SuppressWarnings("try") // The lock is to be held, not to be used.
    private void changeFolders(Change change) throws IOException {
        requirePresent();
        lock.lock();
        try (DotLock held = DotLock.acquire(disk(), root.resolve(LOCK))) {
            if (isRenaming()) {
                FolderRenames.finish(disk(), root);
            }
            change.run();
        } catch (IOException e) {
            throw StorageFailure.of(e);
        } finally {
            lock.unlock();
        }
    }

    private void requirePresent() throws IOException {
        if (disk().stat(root.resolve(StoredFile.CUR)).isEmpty()) {
            throw new StoreException(Kind.GONE, "The account in " + root + " was removed");
        }
    }
}
