package dev.yubin.store.maildir;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.Quota;
import dev.yubin.store.RecentMark;
import dev.yubin.store.Spool;
import dev.yubin.store.UidSet;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** What users do with a store, at random: one call at a time, some of which are all or nothing even if power fails. */
final class RandomWork {
    private static final Instant DATE = Instant.parse("2026-11-23T00:30:00Z");
    private static final List<AccountName> ACCOUNTS = List.of(
            AccountName.of("alice", "example.com"),
            AccountName.of("bob", "example.com"),
            AccountName.of("carol", "example.com"));
    private static final List<String> FOLDERS = List.of("Archive", "Work", "Work/a", "Work/b/c", "Play", "Play/a");
    private static final Flag[] FLAGS = {Flag.SEEN, Flag.DELETED, Flag.of("$Label1"), Flag.FLAGGED, Flag.of("Work")};

    /** A call. */
    interface Call {
        void run() throws IOException;
    }

    /**
     * A call that is ready to be made.
     *
     * @param atomic whether a loss of power during it may leave no part of what it does
     */
    record Step(String name, boolean atomic, Call call) {}

    private final MailStore store;
    private final Random random;
    private int messages;

    RandomWork(MailStore store, Random random) {
        this.store = store;
        this.random = random;
    }

    Step next() throws IOException {
        MailAccount account = store.create(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())));
        Mailbox mailbox = anyMailbox(account);
        Mailbox other = anyMailbox(random.nextBoolean() ? account : store.create(ACCOUNTS.get(0)));
        UidSet some = some(mailbox);
        switch (random.nextInt(12)) {
            case 0, 1:
                return new Step("deliver", false, this::deliver);
            case 2:
                return new Step("deliver spooled", false, this::deliverSpooled);
            case 3:
                return new Step("append", true, () -> mailbox.append(batch()));
            case 4, 5:
                FlagChange change = change();
                return new Step(
                        change + " on " + some, false, () -> mailbox.updateFlags(some, change, OptionalLong.empty()));
            case 6:
                return new Step("expunge " + some, false, () -> mailbox.expunge(some, Expunge.ANY));
            case 7:
                return new Step("copy " + some, true, () -> mailbox.copy(some, other));
            case 8:
                return new Step("move " + some, false, () -> mailbox.move(some, other));
            case 9:
                return folders(account);
            case 10:
                return new Step(
                        "claim",
                        true,
                        () -> mailbox.feature(RecentMark.class).orElseThrow().claim());
            default:
                return accountWide(account);
        }
    }

    private Step folders(MailAccount account) throws IOException {
        List<MailboxInfo> there = account.mailboxes().stream()
                .filter(info -> info.id().isPresent() && !info.name().isInbox())
                .toList();
        int what = random.nextInt(3);
        if (there.isEmpty() || what == 0) {
            MailboxName name = anyName();
            boolean isThere = there.stream().anyMatch(info -> info.name().equals(name));
            return new Step("create " + name, true, () -> {
                if (!isThere) {
                    account.create(name);
                }
            });
        }
        MailboxName name = there.get(random.nextInt(there.size())).name();
        if (what == 1) {
            return new Step("delete " + name, true, () -> account.delete(name));
        }
        MailboxName to = MailboxName.of("Renamed" + ++messages);
        return new Step("rename " + name, true, () -> account.rename(name, to));
    }

    private Step accountWide(MailAccount account) {
        MailboxName name = anyName();
        boolean on = random.nextBoolean();
        switch (random.nextInt(4)) {
            case 0:
                return new Step("remove an account", true, () -> store.remove(ACCOUNTS.get(2)));
            case 1:
                OptionalLong limit = OptionalLong.of(100_000 + random.nextInt(100));
                return new Step(
                        "set a limit",
                        true,
                        () -> account.feature(Quota.class).orElseThrow().setLimit(Quota.Resource.STORAGE, limit));
            default:
                return new Step("subscribe " + on, true, () -> account.subscribe(name, on));
        }
    }

    private MailboxName anyName() {
        return MailboxName.of(FOLDERS.get(random.nextInt(FOLDERS.size())));
    }

    private Mailbox anyMailbox(MailAccount account) throws IOException {
        List<MailboxInfo> there = account.mailboxes().stream()
                .filter(info -> info.id().isPresent())
                .toList();
        return account.open(
                random.nextBoolean()
                        ? MailboxName.INBOX
                        : there.get(random.nextInt(there.size())).name());
    }

    private UidSet some(Mailbox mailbox) throws IOException {
        UidSet.Builder some = new UidSet.Builder();
        mailbox.uids().forEach(uid -> {
            if (random.nextBoolean()) {
                some.add(uid);
            }
        });
        return some.build();
    }

    private FlagChange change() {
        Flag flag = FLAGS[random.nextInt(FLAGS.length)];
        return switch (random.nextInt(3)) {
            case 0 -> FlagChange.add(flag, FLAGS[0]);
            case 1 -> FlagChange.remove(flag);
            default -> FlagChange.replace(flag);
        };
    }

    private List<NewMessage> batch() {
        List<NewMessage> batch = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            NewMessage message = NewMessage.of(MessageContent.of(octets()), DATE);
            batch.add(
                    random.nextBoolean() ? message : message.flags(dev.yubin.store.Flags.of(FLAGS[random.nextInt(5)])));
        }
        return batch;
    }

    private byte[] octets() {
        return ("Subject: " + ++messages + "\r\n\r\n" + "x".repeat(random.nextInt(300)) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void deliver() throws IOException {
        delivered(store.deliver(everybody(), MessageContent.of(octets())));
    }

    private void deliverSpooled() throws IOException {
        byte[] octets = octets();
        try (Spool.Incoming incoming = store.feature(Spool.class).orElseThrow().open(octets.length)) {
            incoming.write(ByteBuffer.wrap(octets));
            delivered(store.deliver(everybody(), incoming.finish()));
        }
    }

    private static List<Delivery> everybody() {
        return ACCOUNTS.stream().map(name -> Delivery.toInbox(name, DATE)).toList();
    }

    private static void delivered(List<Verdict> verdicts) throws IOException {
        for (Verdict verdict : verdicts) {
            if (!verdict.isDelivered()) {
                throw verdict.failure().orElseThrow();
            }
        }
    }
}
