package dev.yubin.pop3;

import dev.yubin.store.Expunge;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

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
    /** What the server does not keep: removed with what is deleted, however the client feels about it. */
    private final BitSet expired = new BitSet();

    private final boolean keepsNoRetrieved;

    /**
     * A snapshot of a mailbox whose lock is held; scans it without reading any content.
     *
     * @param expireDays messages that are older than so many days expire, or, if it is 0, those that are retrieved
     */
    Maildrop(Mailbox mailbox, MaildropHold hold, OptionalInt expireDays, Instant now) throws IOException {
        this.mailbox = mailbox;
        this.hold = hold;
        this.keepsNoRetrieved = expireDays.equals(OptionalInt.of(0));
        Instant oldest = expireDays.orElse(0) == 0 ? Instant.MIN : now.minus(Period.ofDays(expireDays.getAsInt()));
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
            if (keptSince(meta).isBefore(oldest)) {
                expired.set(count);
            }
            return true;
        });
    }

    /** Since when a message is in the mailbox: whoever puts one there may give it an internal date of long ago. */
    private static Instant keptSince(MessageMeta meta) {
        Instant saved = meta.saveDate().orElse(Instant.MIN);
        return saved.isAfter(meta.internalDate()) ? saved : meta.internalDate();
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

    /** A message is on its way to the client. RFC 2449 §6.7: with EXPIRE 0 it is not kept. */
    void retrieved(int number) {
        if (keepsNoRetrieved) {
            expired.set(number);
        }
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

    /** How many messages {@link #update} removes at the most. */
    int removals() {
        return deletedCount + expired.cardinality();
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
     * The UPDATE state: removes what is marked (RFC 1939 §6) and what is expired (RFC 2449 §6.7).
     *
     * @return false if another session took the maildrop meanwhile: then nothing was removed
     */
    boolean update() throws IOException {
        BitSet numbers = (BitSet) deleted.clone();
        numbers.or(expired);
        if (numbers.isEmpty()) {
            return true;
        }
        if (!hold.confirm()) {
            return false;
        }
        UidSet.Builder marked = new UidSet.Builder();
        numbers.stream().forEach(number -> marked.add(uids[number - 1]));
        mailbox.expunge(marked.build(), Expunge.ANY);
        return true;
    }

    /** Lets other sessions have the maildrop. */
    void release() {
        hold.close();
    }
}
