package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Flag;
import dev.yubin.store.Flags;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An INBOX that two stores and another program work on, and what the first store told of it last. */
class SharedMaildir {
    static final AccountName USER = AccountName.parse("user@example.com");
    static final String MAIL = "Subject: x\r\n\r\nxy\r\n";

    @TempDir
    Path directory;

    Path root;
    Path maildir;
    OtherProgram other;
    Mailbox inbox;
    Mailbox twin;
    private ChangePosition position;
    private Map<Long, Long> modSeqs;

    @BeforeEach
    void openBoth() throws Exception {
        root = directory.resolve("store");
        inbox = openInbox();
        maildir = root.resolve(USER.toString());
        twin = openInbox();
        other = new OtherProgram(maildir, directory.resolve("scratch"));
        remember();
    }

    /** The INBOX, by a store of its own. */
    Mailbox openInbox() throws IOException {
        return openInbox(disk());
    }

    Mailbox openInbox(Disk disk) throws IOException {
        return store(disk).create(USER).open(MailboxName.INBOX);
    }

    MaildirMailStore store(Disk disk) throws IOException {
        return MaildirMailStore.open(disk, root, InstantSource.system());
    }

    Disk disk() {
        return new RealDisk(root, SyncPolicy.NEVER);
    }

    long append(Flag... flags) throws IOException {
        return append(inbox, flags);
    }

    static long append(Mailbox mailbox, Flag... flags) throws IOException {
        MessageContent content = MessageContent.of(MAIL.getBytes(StandardCharsets.ISO_8859_1));
        NewMessage message = NewMessage.of(content, Instant.EPOCH).flags(Flags.of(flags));
        return mailbox.append(java.util.List.of(message)).uids().first(0);
    }

    /** From now on {@link #expectNews} tells what came later. */
    void remember() throws IOException {
        position = ChangePosition.afterCommit(inbox.state().highestModSeq());
        modSeqs = modSeqs(inbox);
    }

    /**
     * Expects that these messages have changed or come, and those have gone, since the last time: in what
     * {@code changesSince} tells and in the MODSEQs of all messages. The second store has to agree.
     */
    void expectNews(UidSet changed, UidSet vanished) throws IOException {
        TreeSet<Long> told = new TreeSet<>();
        TreeSet<Long> gone = new TreeSet<>();
        ChangePosition from = position;
        ChangePage page;
        do {
            page = inbox.changesSince(from, 100);
            assertThat(page.reset()).as("history is known").isFalse();
            page.changed().forEach(meta -> told.add(meta.uid()));
            page.vanished().forEach(gone::add);
            from = page.next();
        } while (!page.atEnd());
        assertThat(told).as("changed").containsExactlyElementsOf(asSet(changed));
        assertThat(gone).as("vanished").containsExactlyElementsOf(asSet(vanished));
        Map<Long, Long> now = modSeqs(inbox);
        now.forEach((uid, modSeq) -> {
            if (changed.contains(uid)) {
                assertThat(modSeq).as("MODSEQ of " + uid).isGreaterThan(position.modSeq());
            } else {
                assertThat(modSeq).as("MODSEQ of " + uid).isEqualTo(modSeqs.get(uid));
            }
        });
        expectTwinAgrees();
        remember();
    }

    void expectTwinAgrees() throws IOException {
        assertThat(describe(twin)).isEqualTo(describe(inbox));
    }

    private static TreeSet<Long> asSet(UidSet uids) {
        TreeSet<Long> set = new TreeSet<>();
        uids.forEach(set::add);
        return set;
    }

    static Map<Long, MessageMeta> metas(Mailbox mailbox) throws IOException {
        Map<Long, MessageMeta> all = new TreeMap<>();
        mailbox.scan(UidSet.ALL, meta -> {
            all.put(meta.uid(), meta);
            return true;
        });
        return all;
    }

    static Map<Long, Long> modSeqs(Mailbox mailbox) throws IOException {
        Map<Long, Long> all = new TreeMap<>();
        metas(mailbox).forEach((uid, meta) -> all.put(uid, meta.modSeq()));
        return all;
    }

    static Flags flags(Mailbox mailbox, long uid) throws IOException {
        return metas(mailbox).get(uid).flags();
    }

    /** All that a reader may see, with the contents. */
    static Map<Long, String> describe(Mailbox mailbox) throws IOException {
        Map<Long, String> all = new TreeMap<>();
        for (MessageMeta meta : metas(mailbox).values()) {
            String content = read(mailbox, meta.uid(), 0);
            assertThat(content.length()).as("size of " + meta.uid()).isEqualTo((int) meta.size());
            all.put(
                    meta.uid(),
                    String.join(" ", "" + meta.modSeq(), meta.flags().toString(), meta.emailId(), content));
        }
        return all;
    }

    static Map<Long, String> contents(Mailbox mailbox) throws IOException {
        Map<Long, String> all = new TreeMap<>();
        for (long uid : mailbox.uids().toArray()) {
            all.put(uid, read(mailbox, uid, 0));
        }
        return all;
    }

    static String read(Mailbox mailbox, long uid, long offset) throws IOException {
        try (InputStream in = mailbox.content(uid).openStream(offset)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static UidSet uids(long... uids) {
        return UidSet.of(uids);
    }
}
