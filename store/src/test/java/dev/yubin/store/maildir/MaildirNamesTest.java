package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever accounts and mailboxes are called, and whatever lies in the Maildirs: nothing leaves the root. */
class MaildirNamesTest {
    private static final String SECRET = "Subject: secret\r\n\r\n";

    @TempDir
    private Path directory;

    private Path root;
    private Path outside;
    private MaildirMailStore store;

    @BeforeEach
    void open() throws IOException {
        root = directory.resolve("root");
        outside = Files.createDirectory(directory.resolve("outside"));
        store = open(new RealDisk(root, SyncPolicy.NEVER));
    }

    private MaildirMailStore open(Disk disk) throws IOException {
        return MaildirMailStore.open(disk, root, InstantSource.system());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "../outside",
                "/etc/passwd",
                "a/../../b",
                "..\\x",
                "a:b",
                "c:\\x",
                "con",
                "x%2F..",
                "~root"
            })
    void accountsStayWithinTheRoot(String localPart) throws IOException {
        for (AccountName name : List.of(AccountName.bare(localPart), AccountName.of(localPart, "example.com"))) {
            Mailbox inbox = store.create(name).open(MailboxName.INBOX);
            inbox.append(List.of(message()));
            try (Stream<AccountName> accounts = store.accounts()) {
                assertThat(accounts).containsExactly(name);
            }
            store.remove(name);
            try (Stream<AccountName> accounts = store.accounts()) {
                assertThat(accounts).isEmpty();
            }
        }
        assertNothingIsOutside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "../../outside", "a/..", ".", "...", "..", "a/./b", "a.b"})
    void mailboxesWithDotsAreRefused(String name) throws IOException {
        MailAccount account = account();
        MailboxName mailbox = MailboxName.of(name);
        assertKind(Kind.LIMIT, () -> account.create(mailbox));
        assertKind(Kind.LIMIT, () -> account.open(mailbox));
        account.create(MailboxName.of("Archive"));
        assertKind(Kind.LIMIT, () -> account.rename(MailboxName.of("Archive"), mailbox));
        assertThat(account.mailboxes()).hasSize(2);
        assertNothingIsOutside();
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "~root/x", "c:\\x", "%2e%2e", "&AC4ALg-", "cur", "new", "tmp"})
    void mailboxesOfAnyOtherNameStayWithinTheirAccount(String name) throws IOException {
        MailAccount account = account();
        MailboxName mailbox = MailboxName.of(name);
        account.create(mailbox);
        account.open(mailbox).append(List.of(message()));
        assertThat(account.mailboxes()).hasSize(2).anyMatch(info -> info.name().equals(mailbox));
        assertThat(account.open(MailboxName.INBOX).state().messages()).isZero();
        account.delete(mailbox);
        assertThat(account.mailboxes()).hasSize(1);
        assertNothingIsOutside();
    }

    @Test
    void nulIsInNoName() {
        assertThatThrownBy(() -> AccountName.bare("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MailboxName.of("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesThatAreTooLongForAFileAreRefused() throws IOException {
        AccountName longAccount = AccountName.of("ü".repeat(128), "example.com");
        assertKind(Kind.LIMIT, () -> store.create(longAccount));
        MailAccount account = account();
        assertKind(Kind.LIMIT, () -> account.create(MailboxName.of("x".repeat(255))));
        account.create(MailboxName.of("x".repeat(254)));
    }

    @Test
    void linksLeadNowhere() throws IOException {
        Path foreign = maildir(outside.resolve("maildir"));
        Files.writeString(foreign.resolve("new/1.M1P1.foreign"), SECRET);

        // An account that is a link.
        Files.createSymbolicLink(root.resolve("link@example.com"), foreign);
        AccountName link = AccountName.parse("link@example.com");
        assertThat(store.account(link)).isEmpty();
        assertThatThrownBy(() -> store.create(link))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("link");

        // A folder that is one.
        MailAccount account = account();
        Path own = root.resolve("user@example.com");
        Files.createSymbolicLink(own.resolve(".Linked"), foreign);
        assertKind(Kind.NOT_FOUND, () -> account.open(MailboxName.of("Linked")));
        assertThat(account.mailboxes()).hasSize(1);

        // A message that is one.
        Files.createSymbolicLink(own.resolve("new/2.M1P1.link"), foreign.resolve("new/1.M1P1.foreign"));
        Files.createSymbolicLink(own.resolve("cur/3.M1P1.link:2,S"), foreign.resolve("new/1.M1P1.foreign"));
        assertThat(account.open(MailboxName.INBOX).uids()).isEqualTo(UidSet.EMPTY);
        store.remove(AccountName.parse("user@example.com"));
        assertThat(foreign.resolve("new/1.M1P1.foreign")).hasContent(SECRET);
    }

    @Test
    void aFolderWithLinksForItsDirectoriesIsNone() throws IOException {
        Path foreign = maildir(outside.resolve("maildir"));
        Files.writeString(foreign.resolve("cur/1.M1P1.foreign:2,"), SECRET);
        MailAccount account = account();
        Path folder = Files.createDirectory(root.resolve("user@example.com/.Folder"));
        Files.createSymbolicLink(folder.resolve("cur"), foreign.resolve("cur"));
        assertKind(Kind.NOT_FOUND, () -> account.open(MailboxName.of("Folder")));
    }

    @Test
    void aMessageThatBecomesALinkIsNotRead() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), SECRET);
        Mailbox inbox = account().open(MailboxName.INBOX);
        long uid = inbox.append(List.of(message())).uids().first(0);
        MessageContent content = inbox.content(uid);
        Path fresh = root.resolve("user@example.com/new");
        Path file;
        try (Stream<Path> files = Files.list(fresh)) {
            file = files.findFirst().orElseThrow();
        }
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        assertThatThrownBy(content::toByteArray).isInstanceOf(IOException.class);
    }

    @Test
    void namesThatDifferOnlyByCaseAreNotOneMailboxWhereTheFileSystemIgnoresCase() throws IOException {
        MaildirMailStore ignoring = open(new CaseIgnoringDisk(new RealDisk(root, SyncPolicy.NEVER)));
        MailAccount account = ignoring.create(AccountName.parse("user@example.com"));
        account.create(MailboxName.of("Work"));
        assertKind(Kind.NOT_FOUND, () -> account.open(MailboxName.of("work")));
        assertKind(Kind.ALREADY_EXISTS, () -> account.create(MailboxName.of("work")));
        assertKind(Kind.NOT_FOUND, () -> account.delete(MailboxName.of("WORK")));
        assertThat(account.open(MailboxName.of("Work")).state().messages()).isZero();
    }

    @Test
    void aFileSystemWithoutColonsIsRefusedWhenTheStoreOpens() {
        Disk disk = new PassingDisk(new RealDisk(root, SyncPolicy.NEVER)) {
            @Override
            public Writing create(Path file) throws IOException {
                if (file.toString().contains(":")) {
                    throw new InvalidPathException(file.toString(), "Illegal char <:>");
                }
                return super.create(file);
            }
        };
        assertThatThrownBy(() -> open(disk))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED))
                .hasMessageContaining("':'")
                .hasMessageContaining(root.toString());
    }

    private MailAccount account() throws IOException {
        return store.create(AccountName.parse("user@example.com"));
    }

    private static NewMessage message() {
        return NewMessage.of(MessageContent.of(new byte[] {'x', '\r', '\n'}), Instant.now());
    }

    private static Path maildir(Path path) throws IOException {
        for (String name : List.of("cur", "new", "tmp")) {
            Files.createDirectories(path.resolve(name));
        }
        return path;
    }

    private void assertNothingIsOutside() throws IOException {
        assertThat(outside).isEmptyDirectory();
        try (Stream<Path> beside = Files.list(directory)) {
            assertThat(beside).containsExactlyInAnyOrder(root, outside);
        }
    }

    private static void assertKind(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.kind()).as(e.toString()).isEqualTo(kind));
    }

    /** A file system as macOS and Windows have it. */
    private static final class CaseIgnoringDisk extends PassingDisk {
        CaseIgnoringDisk(Disk to) {
            super(to);
        }

        @Override
        public Optional<Stat> stat(Path path) throws IOException {
            return super.stat(spelledAsOnDisk(path));
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            if (super.stat(spelledAsOnDisk(to)).filter(Stat::isDirectory).isPresent()) {
                throw new FileAlreadyExistsException(to.toString());
            }
            super.rename(from, to);
        }

        private Path spelledAsOnDisk(Path path) throws IOException {
            if (path.getParent() == null || !Files.isDirectory(path.getParent())) {
                return path;
            }
            String wanted = path.getFileName().toString().toLowerCase(Locale.ROOT);
            return super.list(path.getParent()).stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).equals(wanted))
                    .findFirst()
                    .map(path::resolveSibling)
                    .orElse(path);
        }
    }
}
