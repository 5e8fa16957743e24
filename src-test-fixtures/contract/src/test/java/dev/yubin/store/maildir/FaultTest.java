package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.NewMessage;
import dev.yubin.store.Quota;
import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;
import dev.yubin.store.Verdict;
import dev.yubin.store.maildir.FailingDisk.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operation of the disk fails in turn, in each call: what is refused says so in a way that helps and leaves nothing,
 * and when the disk works again so does the store, and another one sees the same.
 */
@Timeout(300)
class FaultTest {
    private static final AccountName ALICE = AccountName.of("alice", "example.com");
    private static final AccountName BOB = AccountName.of("bob", "example.com");
    private static final List<AccountName> ALL = List.of(ALICE, BOB, AccountName.of("carol", "example.com"));
    private static final MailboxName ARCHIVE = MailboxName.of("Archive");
    private static final MailboxName WORK = MailboxName.of("Work");
    private static final UidSet SOME = UidSet.range(1, 3);

    /** Of so many operations one fails, others in each run; {@code -Dyubin.faults=1} for all. */
    private static final int ONE_IN = Integer.getInteger("yubin.faults", 30);

    private static final long SEED = Long.getLong("yubin.seed", System.nanoTime());

    private interface Action {
        void on(MailStore store) throws IOException;
    }

    /** A call; {@code whole} unless a part of it may be done when it fails. */
    private enum Call {
        DELIVER(
                false,
                store -> delivered(store.deliver(
                        ALL.stream()
                                .map(name -> Delivery.toInbox(name, Instant.EPOCH))
                                .toList(),
                        content("delivered")))),
        APPEND(
                true,
                store -> inbox(store)
                        .append(List.of(
                                message("a"), message("b").flags(Flags.of(Flag.SEEN, Flag.of("New"))), message("c")))),
        FLAGS(
                true,
                store -> inbox(store)
                        .updateFlags(SOME, FlagChange.add(Flag.SEEN, Flag.of("Key")), OptionalLong.empty())),
        EXPUNGE(false, store -> inbox(store).expunge(SOME, Expunge.ANY)),
        COPY(true, store -> inbox(store).copy(SOME, alice(store).open(ARCHIVE))),
        MOVE(true, store -> inbox(store).move(SOME, alice(store).open(ARCHIVE))),
        MOVE_TO_BOB(true, store -> inbox(store).move(SOME, store.create(BOB).open(MailboxName.INBOX))),
        CREATE(true, store -> alice(store).create(MailboxName.of("Fresh"))),
        DELETE(true, store -> alice(store).delete(ARCHIVE)),
        RENAME(false, store -> alice(store).rename(WORK, MailboxName.of("Play"))),
        SUBSCRIBE(true, store -> alice(store).subscribe(ARCHIVE, true)),
        LIMIT(true, store -> quota(store).setLimit(Quota.Resource.MESSAGE, OptionalLong.of(50))),
        REMOVE(true, store -> store.remove(BOB)),
        FOREIGN(true, store -> inbox(store).state());

        private final boolean whole;
        private final Action action;

        Call(boolean whole, Action action) {
            this.whole = whole;
            this.action = action;
        }
    }

    private final Random random = new Random(SEED);

    @TempDir
    Path directory;

    private Path template;
    private Path root;
    private int trees;

    @BeforeEach
    void fill() throws IOException {
        template = directory.resolve("template");
        try (MailStore store = open(template)) {
            inbox(store)
                    .append(List.of(
                            message("1"), message("2").flags(Flags.of(Flag.FLAGGED)), message("3"), message("4")));
            alice(store).create(ARCHIVE);
            alice(store).create(WORK);
            alice(store).create(MailboxName.of("Work/a"));
            alice(store).open(ARCHIVE).append(List.of(message("archived")));
            store.create(BOB).open(MailboxName.INBOX).append(List.of(message("for bob")));
            quota(store).setLimit(Quota.Resource.STORAGE, OptionalLong.of(10_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsLeavesNothingAndTheStoreGoesOn(Call call) throws Exception {
        for (Failure failure : Failure.values()) {
            int n = 1 + random.nextInt(ONE_IN);
            while (failsAt(call, failure, n)) {
                n += 1 + random.nextInt(2 * ONE_IN - 1);
            }
        }
    }

    /** Whether there was an n-th operation that could fail. */
    private boolean failsAt(Call call, Failure failure, int n) throws Exception {
        root = directory.resolve("store" + ++trees);
        copy(template, root);
        FailingDisk disk = new FailingDisk(new RealDisk(root, SyncPolicy.NEVER));
        String when = "-Dyubin.seed=" + SEED + ", " + call + ", " + failure + " at operation " + n;
        try (MailStore store = MaildirMailStore.open(disk.disk(), root, InstantSource.system())) {
            Picture before = Picture.of(store);
            if (call == Call.FOREIGN) {
                Files.writeString(root.resolve("alice@example.com/new/1.M1P1.foreign"), "Subject: foreign\n\nx\n");
            }
            disk.fail(failure, n);
            IOException refused = null;
            try {
                call.action.on(store);
            } catch (IOException e) {
                refused = e;
            }
            String failed = disk.repair();
            if (failed == null) {
                assertThat(refused).as(when).isNull();
                return false;
            }
            when += ", " + failed;
            try {
                check(store, call, refused, before, failure, failed, when);
            } catch (IOException e) {
                throw new AssertionError(when + ", when the disk works again", e);
            }
        }
        FolderFiles.deleteTree(new RealDisk(root, SyncPolicy.NEVER), root);
        return true;
    }

    private void check(
            MailStore store,
            Call call,
            IOException refused,
            Picture before,
            Failure failure,
            String failed,
            String when)
            throws IOException {
        // Nothing can be undone on a disk that cannot be written to any more, and a sync that fails may have worked.
        boolean undone = failure != Failure.READ_ONLY && !failed.startsWith("sync");
        if (refused != null) {
            assertThat(refused).as(when).hasMessageMatching("(?s).{15,}");
            assertThat(StoreException.kindOf(refused))
                    .as(when + ": " + refused)
                    .isEqualTo(StoreException.Kind.TEMPORARY);
        }
        Picture now = Picture.of(store);
        try (MailStore other = open(root)) {
            Picture.of(other).assertSameAs(now, when + ", as another store sees it");
        }
        if (refused != null && call.whole && undone && call != Call.FOREIGN) {
            now.assertSameAs(before, when + ", after it was refused");
        }
        if (undone && call != Call.FOREIGN && !failed.contains("maildirsize")) {
            assertThat(quota(store).usage().get(Quota.Resource.STORAGE))
                    .as(when + ", quota")
                    .isEqualTo(size(store));
        }
        inbox(store).append(List.of(message("goes on")));
        inbox(store).updateFlags(UidSet.ALL, FlagChange.add(Flag.ANSWERED), OptionalLong.empty());
        now = Picture.of(store);
        try (MailStore other = open(root)) {
            Picture.of(other).assertSameAs(now, when + ", after it went on");
        }
    }

    private static long size(MailStore store) throws IOException {
        long size = 0;
        for (var info : alice(store).mailboxes()) {
            List<MessageMeta> metas = new ArrayList<>();
            alice(store).open(info.name()).scan(UidSet.ALL, metas::add);
            size += metas.stream().mapToLong(MessageMeta::size).sum();
        }
        return size;
    }

    private static MailStore open(Path root) throws IOException {
        return MaildirMailStore.builder(root).sync(SyncPolicy.NEVER).open();
    }

    private static MailAccount alice(MailStore store) throws IOException {
        return store.create(ALICE);
    }

    private static Mailbox inbox(MailStore store) throws IOException {
        return alice(store).open(MailboxName.INBOX);
    }

    private static Quota quota(MailStore store) throws IOException {
        return alice(store).feature(Quota.class).orElseThrow();
    }

    private static MessageContent content(String text) {
        return MessageContent.of(("Subject: " + text + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static NewMessage message(String text) {
        return NewMessage.of(content(text), Instant.EPOCH);
    }

    private static void delivered(List<Verdict> verdicts) throws IOException {
        for (Verdict verdict : verdicts) {
            if (!verdict.isDelivered()) {
                throw verdict.failure().orElseThrow();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
