package dev.yubin.pop3;

import dev.yubin.store.Expunge;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MessageContent;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A mailbox as one session sees it: the messages it had at log-in, numbered from 1, and which of them are marked as
 * deleted. What others do to the mailbox meanwhile does not change it (RFC 1939 §5).
 */
final class Maildrop {
    private final Mailbox mailbox;
    private final MaildropHold hold;
    private final long uidValidity;
    private long[] uids = new long[16];
    private long[] sizes = new long[16];
    private int count;
    private long octets;
    private long deletedOctets;
    private int deletedCount;
    private final BitSet deleted = new BitSet();

    /** A snapshot of a mailbox whose lock is held; scans it without reading any content. */
    Maildrop(Mailbox mailbox, MaildropHold hold) throws IOException {
        this.mailbox = mailbox;
        this.hold = hold;
        this.uidValidity = mailbox.state().uidValidity();
        mailbox.scan(UidSet.ALL, meta -> {
            if (count == uids.length) {
                uids = Arrays.copyOf(uids, count * 2);
                sizes = Arrays.copyOf(sizes, count * 2);
            }
            uids[count] = meta.uid();
            sizes[count] = meta.size();
            octets += meta.size();
            count++;
            return true;
        });
    }

    /** The highest message number. */
    int last() {
        return count;
    }

    /** Whether there is a message of that number that is not marked as deleted. */
    boolean has(int number) {
        return number >= 1 && number <= count && !deleted.get(number);
    }

    /** A message's size in octets. */
    long size(int number) {
        return sizes[number - 1];
    }

    /** What identifies a message in this and all later sessions (RFC 1939 §7, UIDL): UIDVALIDITY and UID. */
    String uniqueId(int number) {
        return uidValidity + "." + uids[number - 1];
    }

    MessageContent content(int number) throws IOException {
        return mailbox.content(uids[number - 1]);
    }

    /** Marks a message that {@link #has} a number. */
    void delete(int number) {
        deleted.set(number);
        deletedCount++;
        deletedOctets += size(number);
    }

    void undeleteAll() {
        deleted.clear();
        deletedCount = 0;
        deletedOctets = 0;
    }

    int deletedCount() {
        return deletedCount;
    }

    /** How many messages are not marked as deleted. */
    int messages() {
        return count - deletedCount;
    }

    /** How many octets they have together. */
    long octets() {
        return octets - deletedOctets;
    }

    /**
     * The UPDATE state: removes what is marked (RFC 1939 §6).
     *
     * @return false if another session took the maildrop meanwhile: then nothing was removed
     */
    boolean update() throws IOException {
        if (deleted.isEmpty()) {
            return true;
        }
        if (!hold.confirm()) {
            return false;
        }
        UidSet.Builder marked = new UidSet.Builder();
        deleted.stream().forEach(number -> marked.add(uids[number - 1]));
        mailbox.expunge(marked.build(), Expunge.ANY);
        return true;
    }

    /** Lets other sessions have the maildrop. */
    void release() {
        hold.close();
    }
}
