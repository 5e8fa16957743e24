package dev.yubin.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.AccountName;
import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Flag;
import dev.yubin.store.Flags;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A memory store, and short words for what tests do with it. */
class StoreFixture {
    static final AccountName BOB = AccountName.parse("bob@example.com");
    static final AccountName CAROL = AccountName.parse("carol@example.com");
    static final MailboxName ARCHIVE = MailboxName.of("Archive");
    static final MessageContent CONTENT = MessageContent.of(new byte[] {'x', '\r', '\n'});

    final MemoryMailStore store = new MemoryMailStore();

    MemoryAccount bob() {
        return (MemoryAccount) store.create(BOB);
    }

    MemoryMailbox inbox() throws IOException {
        return bob().open(MailboxName.INBOX);
    }

    MemoryMailbox archive() throws IOException {
        bob().create(ARCHIVE);
        return bob().open(ARCHIVE);
    }

    static NewMessage message(Flag... flags) {
        return NewMessage.of(CONTENT, Instant.EPOCH).flags(Flags.of(flags));
    }

    static UidSet append(Mailbox mailbox, int count, Flag... flags) throws IOException {
        return mailbox.append(Collections.nCopies(count, message(flags))).uids();
    }

    static Map<Long, Flags> contents(Mailbox mailbox) throws IOException {
        Map<Long, Flags> all = new TreeMap<>();
        mailbox.scan(UidSet.ALL, meta -> {
            all.put(meta.uid(), meta.flags());
            return true;
        });
        return all;
    }

    /** Brings what was known at a position up to date; fails if the store does not remember, or tells out of order. */
    static ChangePosition replay(Mailbox mailbox, Map<Long, Flags> known, ChangePosition from) throws IOException {
        ChangePosition position = from;
        Set<Long> vanished = new HashSet<>();
        ChangePage page;
        do {
            page = mailbox.changesSince(position, 700);
            assertThat(page.reset()).isFalse();
            assertThat(page.atEnd() || page.next().compareTo(position) > 0).isTrue();
            page.vanished().forEach(uid -> {
                assertThat(vanished.add(uid))
                        .as("UID " + uid + " vanishes once")
                        .isTrue();
                known.remove(uid);
            });
            long last = position.modSeq();
            for (var meta : page.changed()) {
                assertThat(meta.modSeq()).isGreaterThanOrEqualTo(last);
                last = meta.modSeq();
                known.put(meta.uid(), meta.flags());
            }
            position = page.next();
        } while (!page.atEnd());
        return position;
    }

    static ChangePosition now(Mailbox mailbox) throws IOException {
        return ChangePosition.afterCommit(mailbox.state().highestModSeq());
    }

    static void assertFails(StoreException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    static List<Long> uids(Mailbox mailbox) throws IOException {
        return List.copyOf(contents(mailbox).keySet());
    }
}
