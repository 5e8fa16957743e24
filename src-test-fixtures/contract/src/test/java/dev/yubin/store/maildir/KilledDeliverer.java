package dev.yubin.store.maildir;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.Spool;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The process that {@link KillTest} kills: works on a store without end and says what it is about to do and what was
 * acknowledged, a line each: {@code deliver uid id}, {@code spooled id}, {@code flag id}, {@code flagged id},
 * {@code expunge id}, {@code expunged id}, {@code move id}, {@code moved uid id}. Each thread changes its own messages.
 */
final class KilledDeliverer {
    static final List<AccountName> ACCOUNTS = List.of(
            AccountName.of("alice", "example.com"),
            AccountName.of("bob", "example.com"),
            AccountName.of("carol", "example.com"));
    static final MailboxName ARCHIVE = MailboxName.of("Archive");
    /** What a line ends with that was not cut off. */
    static final String END = " .";

    private static final int THREADS = 4;

    private record Own(String id, Mailbox mailbox, Mailbox other, long uid) {}

    private final MailStore store;
    private final String name;
    private final Random random = new Random();
    private final List<Own> own = new ArrayList<>();
    private int count;

    private KilledDeliverer(MailStore store, String name) {
        this.store = store;
        this.name = name;
    }

    public static void main(String[] arguments) throws IOException {
        MailStore store = MaildirMailStore.builder(Path.of(arguments[0]))
                .sync(SyncPolicy.NEVER)
                .open();
        for (int i = 0; i < THREADS; i++) {
            KilledDeliverer deliverer = new KilledDeliverer(store, arguments[1] + "-" + i);
            new Thread(deliverer::run).start();
        }
    }

    static byte[] octets(String id) {
        return ("Subject: " + id + "\r\n\r\n" + "x".repeat(id.hashCode() & 0xfff) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.print(line + END + "\n");
            System.out.flush();
        }
    }

    private void run() {
        try {
            while (true) {
                step();
            }
        } catch (IOException | RuntimeException e) {
            say("failed " + e);
        }
    }

    private void step() throws IOException {
        int what = random.nextInt(10);
        if (what < 4 || own.isEmpty()) {
            append();
        } else if (what < 6) {
            deliverSpooled();
        } else {
            change(what, own.remove(random.nextInt(own.size())));
        }
    }

    private String nextId(String account) {
        return name + "-" + ++count + "-" + account;
    }

    private void append() throws IOException {
        AccountName account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
        Mailbox inbox = store.create(account).open(MailboxName.INBOX);
        Mailbox archive = store.create(account).open(ARCHIVE);
        String id = nextId(account.localPart());
        NewMessage message = NewMessage.of(MessageContent.of(octets(id)), Instant.EPOCH);
        long uid = inbox.append(List.of(message)).uids().first(0);
        say("deliver " + uid + " " + id);
        own.add(new Own(id, inbox, archive, uid));
    }

    private void deliverSpooled() throws IOException {
        String id = nextId("all");
        byte[] octets = octets(id);
        List<Delivery> to = ACCOUNTS.stream()
                .map(account -> Delivery.toInbox(account, Instant.EPOCH))
                .toList();
        try (Spool.Incoming incoming = store.feature(Spool.class).orElseThrow().open(octets.length)) {
            incoming.write(ByteBuffer.wrap(octets));
            boolean all = store.deliver(to, incoming.finish()).stream().allMatch(verdict -> verdict.isDelivered());
            say(all ? "spooled " + id : "failed " + id);
        }
    }

    private void change(int what, Own message) throws IOException {
        String id = message.id;
        UidSet uid = UidSet.of(message.uid);
        if (what < 8) {
            say("flag " + id);
            message.mailbox.updateFlags(uid, FlagChange.add(Flag.FLAGGED), OptionalLong.empty());
            say("flagged " + id);
            own.add(message);
        } else if (what == 8) {
            say("expunge " + id);
            message.mailbox.expunge(uid, Expunge.ANY);
            say("expunged " + id);
        } else {
            say("move " + id);
            long target = message.mailbox.move(uid, message.other).targets().first(0);
            say("moved " + target + " " + id);
            own.add(new Own(id, message.other, message.mailbox, target));
        }
    }
}
