package dev.yubin.store.maildir;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps mail in Maildirs: one directory per account below a root directory, each a Maildir++ with its folders. The form
 * is Dovecot's, down to UIDs, keywords, subscriptions and quota, so that Dovecot, other programs and any number of these
 * stores may work on the same Maildirs, in turn or at the same time. Blocks.
 *
 * <p>An account's directory is its address, with what a file system may not like percent-encoded: for Dovecot that is
 * {@code mail_location = maildir:ROOT/%u}. The file system must be able to have a colon in a name.
 */
public final class MaildirMailStore implements MailStore {
    /** Where messages come in, and what is being made or deleted is put; no account has such a name. */
    private static final String SPOOL = ".yubin-spool";

    private static final int COPY_BUFFER = 64 * 1024;

    private final StoreFiles files;
    private final Spool spool;
    private final SoftCache<AccountName, MaildirAccount> accounts = new SoftCache<>();

    private MaildirMailStore(StoreFiles files) {
        this.files = files;
        this.spool = new MaildirSpool(files.disk(), files.clock(), files.root().resolve(SPOOL));
    }

    /**
     * Opens the store in a directory, which is made if it is not there, with {@link SyncPolicy#ALWAYS}.
     *
     * @throws StoreException {@code UNSUPPORTED} if the file system cannot hold a Maildir
     * @throws IOException if the directory can be neither used nor made
     */
    public static MaildirMailStore open(Path root) throws IOException {
        return builder(root).open();
    }

    /** A builder for a store in that directory. */
    public static Builder builder(Path root) {
        return new Builder(root);
    }

    /** Sets up a {@link MaildirMailStore}. Not thread-safe. */
    public static final class Builder {
        private final Path root;
        private SyncPolicy policy = SyncPolicy.ALWAYS;
        private InstantSource clock = InstantSource.system();

        private Builder(Path root) {
            this.root = root.toAbsolutePath().normalize();
        }

        /** Sets what is done before an acknowledgement; {@link SyncPolicy#ALWAYS} unless set. */
        public Builder sync(SyncPolicy value) {
            policy = Objects.requireNonNull(value);
            return this;
        }

        /** Sets where the time comes from; the system's clock unless set. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value);
            return this;
        }

        /** Opens the store: see {@link MaildirMailStore#open(Path)}. */
        public MaildirMailStore open() throws IOException {
            return MaildirMailStore.open(new RealDisk(root, policy), root, clock);
        }
    }

    static MaildirMailStore open(Disk disk, Path root, InstantSource clock) throws IOException {
        try {
            Files.createDirectories(root);
            Path spool = root.resolve(SPOOL);
            if (disk.stat(spool).isEmpty()) {
                makeDirectory(disk, spool);
                disk.sync(root);
            }
            LeftBehind.deleteAll(disk, spool, clock.instant());
            boolean ignoresCase = probe(disk, spool);
            return new MaildirMailStore(new StoreFiles(disk, clock, new FileWatcher(root), root, ignoresCase));
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    private static void makeDirectory(Disk disk, Path directory) throws IOException {
        try {
            disk.createDirectory(directory);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            // As well.
        }
    }

    /** Sees what names the file system can hold; returns whether it ignores their case. */
    private static boolean probe(Disk disk, Path spool) throws IOException {
        String name = "probe-" + UUID.randomUUID();
        Path upper;
        try {
            upper = spool.resolve(name + ":2,S");
            disk.create(upper).close();
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException(
                    Kind.UNSUPPORTED,
                    "The file system of " + spool + " cannot hold a file with ':' in its name, which a Maildir needs;"
                            + " use a directory on another file system, or another store",
                    e);
        }
        try {
            return disk.stat(spool.resolve(name + ":2,s")).isPresent();
        } finally {
            disk.delete(upper);
        }
    }

    @Override
    public Optional<MailAccount> account(AccountName name) throws IOException {
        try {
            Path root = files.root().resolve(AccountNames.directoryOf(name));
            return FolderFiles.exists(files.disk(), root) ? Optional.of(account(name, root)) : Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    private MaildirAccount account(AccountName name, Path root) {
        return accounts.get(name, none -> new MaildirAccount(files, root));
    }

    @Override
    public MailAccount create(AccountName name) throws IOException {
        Optional<MailAccount> known = account(name);
        if (known.isPresent()) {
            return known.get();
        }
        Path root = files.root().resolve(AccountNames.directoryOf(name));
        Path building = files.root().resolve(SPOOL).resolve(files.uniqueName());
        long uidValidity = Math.max(1, files.clock().instant().getEpochSecond()); // A test's clock may begin at 0.
        UidList.Header header = new UidList.Header(uidValidity, 1, UidList.newGuid(), "");
        try {
            FolderFiles.make(files.disk(), building, root, header, false);
            // From here on it is known which values were used, even if the INBOX loses its files.
            UidValidityFile.next(files.disk(), root, header.uidValidity());
        } catch (FileAlreadyExistsException e) {
            // Another was faster, or there is something else of that name.
            return account(name)
                    .orElseThrow(() -> new StoreException(
                            Kind.CORRUPT,
                            root + " is in the way of an account and is no Maildir: it must be a directory with cur/"
                                    + " in it, and no symbolic link",
                            e));
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
        return account(name, root);
    }

    @Override
    public Stream<AccountName> accounts() throws IOException {
        try {
            return files.disk().list(files.root()).stream()
                    .flatMap(directory -> AccountNames.accountOf(directory).stream());
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    @Override
    public void remove(AccountName name) throws IOException {
        Path root = files.root().resolve(AccountNames.directoryOf(name));
        if (account(name).isEmpty()) {
            return;
        }
        MaildirAccount account = account(name, root);
        try {
            FolderFiles.delete(files.disk(), root, files.root().resolve(SPOOL).resolve(files.uniqueName()));
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
        accounts.remove(name);
        account.removed();
    }

    /** Content that is not from this store's spool is written to a file once, to which the recipients' files are links. */
    @Override
    public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
        if (to.size() < 2 || content instanceof SpooledContent) {
            return MailStore.super.deliver(to, content);
        }
        try (Spool.Incoming incoming = spool.open(content.size())) {
            byte[] buffer = new byte[COPY_BUFFER];
            try (InputStream in = content.openStream(0)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    incoming.write(ByteBuffer.wrap(buffer, 0, n));
                }
            }
            MessageContent own = incoming.finish();
            if (own.size() != content.size()) {
                String found = "Content of " + content.size() + " octets turned out to have " + own.size();
                throw new StoreException(Kind.CORRUPT, found);
            }
            return MailStore.super.deliver(to, own);
        } catch (IOException e) {
            return Collections.nCopies(to.size(), Verdict.failed(e));
        }
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return type == Spool.class ? Optional.of(type.cast(spool)) : Optional.empty();
    }

    /** Stops watching for changes by other programs. All mail is in its files already. */
    @Override
    public void close() {
        files.watcher().close();
    }

    @Override
    public String toString() {
        return "MaildirMailStore[" + files.root() + "]";
    }
}
