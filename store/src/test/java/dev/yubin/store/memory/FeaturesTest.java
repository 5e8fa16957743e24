package dev.yubin.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Acl;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.Metadata;
import dev.yubin.store.ObjectIds;
import dev.yubin.store.Quota;
import dev.yubin.store.RecentMark;
import dev.yubin.store.Rights;
import dev.yubin.store.SearchIndex;
import dev.yubin.store.SpecialUse;
import dev.yubin.store.SpecialUse.Use;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.StructureCache;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FeaturesTest extends StoreFixture {
    private static final MailboxName CHILD = MailboxName.of("Archive/2026");
    private static final MailboxName OTHER = MailboxName.of("Other");

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-23T00:30:00Z"));

    @Test
    void messagesAreSavedByTheStoresClock() throws IOException {
        MemoryMailStore store = new MemoryMailStore(time::get);
        Mailbox inbox = store.create(BOB).open(MailboxName.INBOX);
        Instant first = time.get();
        append(inbox, 1);
        time.set(first.plusSeconds(60));
        inbox.copy(UidSet.of(1), inbox);
        inbox.updateFlags(UidSet.of(1), FlagChange.add(Flag.SEEN), OptionalLong.empty());
        List<Instant> saved = new ArrayList<>();
        inbox.scan(UidSet.ALL, meta -> saved.add(meta.saveDate().orElseThrow()));
        assertThat(saved).containsExactly(first, first.plusSeconds(60));
    }

    @Test
    void emailIdsAreThoseOfNoOtherContentInAnyStore() throws IOException {
        Set<String> ids = new HashSet<>();
        Mailbox elsewhere = new MemoryMailStore().create(BOB).open(MailboxName.INBOX);
        for (Mailbox each : List.of(inbox(), archive(), elsewhere)) {
            append(each, 3);
            each.scan(UidSet.ALL, meta -> ids.add(meta.emailId()));
        }
        assertThat(ids).hasSize(9);
        elsewhere.copy(UidSet.ALL, inbox());
        Set<String> copied = new HashSet<>();
        inbox().scan(UidSet.ALL, meta -> copied.add(meta.emailId()));
        assertThat(copied).hasSize(6).isSubsetOf(ids);
        assertThat(bob().feature(ObjectIds.class)
                        .orElseThrow()
                        .threadId(ids.iterator().next()))
                .isEmpty();
    }

    @Test
    void theKeywordsOfAMailboxAreBounded() throws IOException {
        Mailbox inbox = inbox();
        append(inbox, 2);
        Flag[] keywords = new Flag[1000];
        for (int i = 0; i < keywords.length; i++) {
            keywords[i] = Flag.of("k" + i);
        }
        UidSet one = UidSet.of(1);
        inbox.updateFlags(one, FlagChange.add(keywords), OptionalLong.empty());
        assertThat(inbox.state().keywordsFull()).isTrue();
        Map<Long, Flags> before = contents(inbox);
        long modSeq = inbox.state().highestModSeq();
        Flag tooMany = Flag.of("more");
        assertFails(Kind.LIMIT, () -> inbox.updateFlags(one, FlagChange.add(tooMany), OptionalLong.empty()));
        assertFails(Kind.LIMIT, () -> inbox.updateFlags(one, FlagChange.replace(tooMany), OptionalLong.empty()));
        assertFails(Kind.LIMIT, () -> append(inbox, 1, tooMany));
        assertThat(contents(inbox)).isEqualTo(before);
        assertThat(inbox.state().highestModSeq()).isEqualTo(modSeq);
        inbox.updateFlags(UidSet.ALL, FlagChange.replace(keywords[5], Flag.SEEN), OptionalLong.empty());
        inbox.updateFlags(UidSet.ALL, FlagChange.remove(tooMany, Flag.SEEN), OptionalLong.empty());
        Mailbox archive = archive();
        append(archive, 1, tooMany);
        assertThat(archive.state().keywordsFull()).isFalse();
        assertFails(Kind.LIMIT, () -> archive.move(UidSet.ALL, inbox));
        assertThat(archive.state().messages()).isEqualTo(1);
    }

    @Test
    void aMailboxHasAnAccessControlList() throws IOException {
        Acl acl = archive().feature(Acl.class).orElseThrow();
        assertThat(acl.entries()).isEmpty();
        acl.update("carol@example.com", rights -> rights.plus(Rights.of("lr")));
        acl.update("anyone", rights -> Rights.of("l"));
        acl.update("carol@example.com", rights -> rights.plus(Rights.of("s")));
        acl.update("anyone", rights -> rights.minus(Rights.ALL));
        bob().rename(ARCHIVE, OTHER);
        assertThat(bob().open(OTHER).feature(Acl.class).orElseThrow().entries())
                .isEqualTo(Map.of("carol@example.com", Rights.of("lrs")));
        bob().delete(OTHER);
        assertFails(Kind.GONE, acl::entries);
        assertFails(Kind.GONE, () -> acl.update("anyone", rights -> Rights.ALL));
    }

    @Test
    void concurrentChangesOfRightsDoNotUndoEachOther() throws Exception {
        Acl acl = inbox().feature(Acl.class).orElseThrow();
        inParallel(number -> {
            Rights own = Rights.of("lrsw".substring(number, number + 1));
            for (int i = 0; i < 500; i++) {
                acl.update("anyone", rights -> rights.minus(own));
                acl.update("anyone", rights -> rights.plus(own));
            }
        });
        assertThat(acl.entries()).containsEntry("anyone", Rights.of("lrsw"));
    }

    @Test
    void accountsAndMailboxesHaveAnnotations() throws IOException {
        Metadata ofAccount = bob().feature(Metadata.class).orElseThrow();
        Metadata ofMailbox = archive().feature(Metadata.class).orElseThrow();
        byte[] value = {1, 2, 3};
        ofMailbox.set(Map.of("/shared/b", Optional.of(value), "/private/a", Optional.of(new byte[Metadata.MAX_VALUE])));
        value[0] = 9;
        assertThat(ofMailbox.entries().keySet()).containsExactly("/private/a", "/shared/b");
        assertThat(ofMailbox.entries().get("/shared/b")).containsExactly(1, 2, 3);
        assertThat(ofAccount.entries()).isEmpty();
        assertFails(
                Kind.LIMIT,
                () -> ofMailbox.set(Map.of(
                        "/shared/b", Optional.empty(), "/shared/c", Optional.of(new byte[Metadata.MAX_VALUE + 1]))));
        assertThat(ofMailbox.entries()).containsOnlyKeys("/private/a", "/shared/b");
        Map<String, Optional<byte[]>> more = new HashMap<>();
        for (int i = 0; i < Metadata.MAX_ENTRIES - 2; i++) {
            more.put("/shared/x" + i, Optional.of(value));
        }
        ofMailbox.set(more);
        assertFails(Kind.LIMIT, () -> ofMailbox.set(Map.of("/shared/y", Optional.of(value))));
        ofMailbox.set(Map.of("/shared/y", Optional.of(value), "/shared/b", Optional.empty()));
        assertThat(ofMailbox.entries()).hasSize(Metadata.MAX_ENTRIES).containsKey("/shared/y");
        bob().delete(ARCHIVE);
        assertFails(Kind.GONE, ofMailbox::entries);
        store.remove(BOB);
        assertFails(Kind.GONE, ofAccount::entries);
    }

    @Test
    void aMaildropIsLockedUntilTheLockIsClosedOrExpires() throws IOException {
        Mailbox inbox = new MemoryMailStore(time::get).create(BOB).open(MailboxName.INBOX);
        MaildropLock lock = inbox.feature(MaildropLock.class).orElseThrow();
        Duration minute = Duration.ofMinutes(1);
        MaildropLock.Hold first = lock.tryLock(minute).orElseThrow();
        assertThat(lock.tryLock(minute)).isEmpty();
        append(inbox, 1);
        pass(59);
        assertThat(first.renew(minute)).isTrue();
        pass(59);
        assertThat(lock.tryLock(minute)).isEmpty();
        first.close();
        first.close();
        assertThat(first.renew(minute)).isFalse();
        MaildropLock.Hold second = lock.tryLock(minute).orElseThrow();
        first.close();
        assertThat(lock.tryLock(minute)).isEmpty();
        pass(60);
        assertThat(second.renew(minute)).as("renewal of what has expired").isFalse();
        MaildropLock.Hold third = lock.tryLock(minute).orElseThrow();
        assertThat(second.renew(minute)).as("renewal of what another has").isFalse();
        second.close();
        assertThat(third.renew(minute)).isTrue();
    }

    private void pass(int seconds) {
        time.updateAndGet(now -> now.plusSeconds(seconds));
    }

    @Test
    void newMessagesAreRecentUntilTheyAreClaimed() throws IOException {
        Mailbox inbox = inbox();
        Mailbox archive = archive();
        RecentMark recent = inbox.feature(RecentMark.class).orElseThrow();
        assertThat(recent.count()).isZero();
        append(inbox, 5);
        inbox.expunge(UidSet.of(2), Expunge.ANY);
        assertThat(recent.count()).isEqualTo(4);
        assertThat(recent.claim()).hasToString("1,3:5");
        assertThat(recent.count()).isZero();
        assertThat(recent.claim().isEmpty()).isTrue();
        append(archive, 1);
        archive.copy(UidSet.ALL, inbox);
        archive.move(UidSet.ALL, inbox);
        assertThat(recent.claim()).hasToString("6:7");
    }

    @Test
    void eachRecentMessageIsClaimedOnce() throws Exception {
        Mailbox inbox = inbox();
        RecentMark recent = inbox.feature(RecentMark.class).orElseThrow();
        AtomicInteger claimed = new AtomicInteger();
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        inParallel(number -> {
            for (int i = 0; i < 500; i++) {
                append(inbox, 1);
                recent.claim().forEach(uid -> {
                    claimed.incrementAndGet();
                    seen.add(uid);
                });
            }
        });
        assertThat(claimed).hasValue(2000);
        assertThat(seen).hasSize(2000);
    }

    @Test
    void usesGoWhereTheirMailboxGoes() throws IOException {
        SpecialUse special = bob().feature(SpecialUse.class).orElseThrow();
        archive();
        bob().create(CHILD);
        special.set(ARCHIVE, Set.of(Use.SENT, Use.ALL));
        special.set(ARCHIVE, Set.of(Use.ARCHIVE));
        special.set(CHILD, Set.of(Use.ARCHIVE));
        bob().rename(ARCHIVE, OTHER);
        assertThat(special.uses())
                .isEqualTo(Map.of(OTHER, Set.of(Use.ARCHIVE), MailboxName.of("Other/2026"), Set.of(Use.ARCHIVE)));
        bob().delete(OTHER);
        bob().create(OTHER);
        special.set(MailboxName.of("Other/2026"), Set.of());
        assertThat(special.uses()).isEmpty();
        assertFails(Kind.NOT_FOUND, () -> special.set(ARCHIVE, Set.of(Use.JUNK)));
        store.remove(BOB);
        assertFails(Kind.GONE, special::uses);
    }

    @Test
    void structuresAreForgottenWithTheirMessages() throws IOException {
        Mailbox inbox = inbox();
        Mailbox archive = archive();
        append(inbox, 4);
        append(archive, 1);
        StructureCache ofInbox = inbox.feature(StructureCache.class).orElseThrow();
        StructureCache ofArchive = archive.feature(StructureCache.class).orElseThrow();
        byte[] one = {1};
        ofInbox.put(1, one);
        one[0] = 7;
        ofInbox.put(2, new byte[] {2});
        ofInbox.put(3, new byte[StructureCache.MAX_ENTRY + 1]);
        ofInbox.put(99, new byte[] {9});
        ofArchive.put(1, new byte[] {3});
        assertThat(ofInbox.get(1)).hasValueSatisfying(kept -> assertThat(kept).containsExactly(1));
        assertThat(ofArchive.get(1)).hasValueSatisfying(kept -> assertThat(kept).containsExactly(3));
        assertThat(ofInbox.get(3)).isEmpty();
        inbox.expunge(UidSet.of(1), Expunge.ANY);
        inbox.move(UidSet.of(2), archive);
        assertThat(ofInbox.get(1)).isEmpty();
        assertThat(ofArchive.get(2)).isEmpty();
        bob().delete(ARCHIVE);
        assertThat(inbox().structures().used()).isZero();
        assertFails(Kind.GONE, () -> ofArchive.get(1));
    }

    @Test
    void structuresTakeBoundedMemoryAndTheOldestGoFirst() throws IOException {
        Mailbox inbox = inbox();
        int fit = MemoryStructureCache.CAPACITY / (StructureCache.MAX_ENTRY + MemoryStructureCache.OVERHEAD);
        append(inbox, fit + 2);
        StructureCache cache = inbox.feature(StructureCache.class).orElseThrow();
        for (int uid = 1; uid <= fit; uid++) {
            cache.put(uid, new byte[StructureCache.MAX_ENTRY]);
        }
        assertThat(cache.get(1)).isPresent();
        cache.put(fit + 1, new byte[StructureCache.MAX_ENTRY]);
        assertThat(cache.get(1)).as("what was just used").isPresent();
        assertThat(cache.get(2)).as("what was used longest ago").isEmpty();
        cache.put(fit + 1, new byte[1]);
        cache.put(fit + 2, new byte[1]);
        assertThat(inbox().structures().used()).isLessThanOrEqualTo(MemoryStructureCache.CAPACITY);
        assertThat(cache.get(3)).isPresent();
    }

    @Test
    void aRemovedAccountIsGone() throws IOException {
        MemoryAccount account = bob();
        MemoryMailbox inbox = inbox();
        AtomicInteger ticks = new AtomicInteger();
        account.watch(ticks::incrementAndGet);
        inbox.watch(ticks::incrementAndGet);
        store.remove(BOB);
        assertThat(ticks).as("last ticks").hasValue(2);
        assertFails(Kind.GONE, account::mailboxes);
        assertFails(Kind.GONE, () -> account.open(MailboxName.INBOX));
        assertFails(Kind.GONE, () -> account.create(ARCHIVE));
        assertFails(Kind.GONE, () -> account.delete(ARCHIVE));
        assertFails(Kind.GONE, () -> account.rename(ARCHIVE, OTHER));
        assertFails(Kind.GONE, () -> account.subscribe(ARCHIVE, true));
        Quota quota = account.feature(Quota.class).orElseThrow();
        assertFails(Kind.GONE, quota::usage);
        assertFails(Kind.GONE, quota::limits);
        account.watch(ticks::incrementAndGet).close();
        inbox.watch(ticks::incrementAndGet).close();
        assertThat(account.watchers()).as("watchers of what is gone").isZero();
        assertThat(inbox.watchers()).as("watchers of what is gone").isZero();
    }

    @Test
    void aSearchIndexIsNotOffered() throws IOException {
        assertThat(inbox().feature(SearchIndex.class)).isEmpty();
        assertThat(store.feature(Quota.class)).isEmpty();
    }

    /** What one of several threads does. */
    private interface Part {
        void run(int number) throws Exception;
    }

    private static void inParallel(Part part) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    part.run(number);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
