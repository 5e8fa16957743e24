package dev.yubin.store.maildir;

import dev.yubin.store.Appended;
import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.Lease;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.MetaVisitor;
import dev.yubin.store.NewMessage;
import dev.yubin.store.RecentMark;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidMapping;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A folder as a mailbox. */
final class MaildirMailbox implements Mailbox {
    /** Another program may rename files while they are being flagged; how often it is tried again. */
    private static final int ATTEMPTS = 3;

    private final MaildirAccount account;
    private final Folder folder;
    private final MailboxId id;

    MaildirMailbox(MaildirAccount account, Folder folder, MailboxId id) {
        this.account = account;
        this.folder = folder;
        this.id = id;
    }

    @Override
    public MailboxId id() {
        return id;
    }

    @Override
    public MailboxState state() throws IOException {
        Folder.View view = folder.current();
        return view.snapshot()
                .state()
                .uidValidity(view.uidValidity())
                .keywordsFull(view.keywordsFull())
                .build();
    }

    @Override
    public UidSet uids() throws IOException {
        return folder.current().snapshot().uids();
    }

    @Override
    public void scan(UidSet uids, MetaVisitor out) throws IOException {
        folder.current().snapshot().scan(uids, out);
    }

    @Override
    public MessageContent content(long uid) throws IOException {
        // Messages do not change: if the file is where it was last seen, no look at the folder is needed.
        StoredFile known = folder.lastSeen(uid);
        if (known != null && account.disk().stat(known.path(folder.path())).isPresent()) {
            return new MaildirContent(account.disk(), folder, known);
        }
        StoredFile message = folder.current().snapshot().messages().get(uid);
        if (message == null) {
            throw new StoreException(Kind.NOT_FOUND, "No message " + uid + " in " + folder.path());
        }
        return new MaildirContent(account.disk(), folder, message);
    }

    @Override
    public Appended append(List<NewMessage> batch) throws IOException {
        Folder.View view = folder.current();
        if (batch.isEmpty()) {
            return Appended.of(view.uidValidity(), UidSet.EMPTY, 0);
        }
        Appended appended;
        try (Staging staging = account.staging(folder)) {
            for (NewMessage message : batch) {
                staging.add(message);
            }
            appended = deliver(staging);
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
        if (batch.size() == 1 && batch.get(0).content() instanceof SpooledContent spooled) {
            spooled.deliveredAs(content(appended.uids().first(0)));
        }
        return appended;
    }

    private Appended deliver(Staging staging) throws IOException {
        return account.quota().counting(staging.octets(), staging.messages().size(), () -> {
            Appended appended = folder.exclusively(state -> {
                UidSet uids = new AppendWork(state).commitStaged(staging.messages());
                return Appended.of(
                        state.header.uidValidity(), uids, state.snapshot().modSeq());
            });
            staging.delivered();
            return appended;
        });
    }

    @Override
    public FlagOutcome updateFlags(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws IOException {
        FlagWork.Result result = flag(uids, change, unchangedSince);
        FlagOutcome outcome = result.outcome();
        for (int i = 1; i < ATTEMPTS && !result.lost().isEmpty(); i++) {
            folder.currentForSure();
            result = flag(result.lost(), change, unchangedSince);
            outcome = merge(outcome, result.outcome());
        }
        return outcome;
    }

    private FlagWork.Result flag(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws IOException {
        return folder.exclusively(
                state -> new FlagWork(state).commit(uids, change, unchangedSince.orElse(Long.MAX_VALUE)));
    }

    private static FlagOutcome merge(FlagOutcome first, FlagOutcome second) {
        List<MessageMeta> changed = new ArrayList<>(first.changed());
        changed.addAll(second.changed());
        changed.sort((a, b) -> Long.compare(a.uid(), b.uid()));
        return FlagOutcome.of(
                Math.max(first.modSeq(), second.modSeq()),
                changed,
                first.failed().plus(second.failed()),
                first.missing().plus(second.missing()));
    }

    @Override
    public Expunged expunge(UidSet uids, Expunge which) throws IOException {
        return folder.exclusively(state -> {
            ExpungeWork work = new ExpungeWork(state);
            try {
                return work.commit(uids, which);
            } finally {
                account.quota().release(work.octets(), work.messages());
            }
        });
    }

    @Override
    public UidMapping copy(UidSet uids, Mailbox target) throws IOException {
        MaildirMailbox own = target.feature(MaildirMailbox.class).orElse(null);
        if (own == null || own.account.disk() != account.disk()) {
            return Mailbox.super.copy(uids, target);
        }
        long uidValidity = own.folder.current().uidValidity();
        UidSet.Builder sources = new UidSet.Builder();
        try (Staging staging = own.account.staging(own.folder)) {
            for (StoredFile file : files(folder.current(), uids)) {
                if (stage(staging, file)) {
                    sources.add(file.meta().uid());
                }
            }
            if (staging.messages().isEmpty()) {
                return UidMapping.of(uidValidity, UidSet.EMPTY, UidSet.EMPTY);
            }
            Appended appended = own.deliver(staging);
            return UidMapping.of(appended.uidValidity(), sources.build(), appended.uids());
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    /** Gets a message ready in another folder; false if it has been expunged. */
    private boolean stage(Staging staging, StoredFile file) throws IOException {
        if (staging.add(folder, file)) {
            return true;
        }
        StoredFile now =
                folder.currentForSure().snapshot().messages().get(file.meta().uid());
        return now != null && staging.add(folder, now);
    }

    private static List<StoredFile> files(Folder.View view, UidSet uids) {
        List<StoredFile> files = new ArrayList<>();
        for (int i = 0; i < uids.ranges(); i++) {
            view.snapshot().messages().forEach(uids.first(i), uids.last(i), files::add);
        }
        return files;
    }

    /**
     * Within this store each message is in exactly one of the two mailboxes at any moment, also after a crash. A move
     * within one mailbox is a copy and an expunge.
     */
    @Override
    public UidMapping move(UidSet uids, Mailbox target) throws IOException {
        MaildirMailbox own = target.feature(MaildirMailbox.class).orElse(null);
        if (own == null || own.account.disk() != account.disk() || own.id.equals(id)) {
            return Mailbox.super.move(uids, target);
        }
        long octets = 0;
        List<StoredFile> files = files(folder.current(), uids);
        for (StoredFile file : files) {
            octets += file.meta().size();
        }
        if (own.account == account) {
            return moveTo(own, uids);
        }
        UidMapping mapping = own.account.quota().counting(octets, files.size(), () -> moveTo(own, uids));
        account.quota().release(octets, files.size());
        return mapping;
    }

    private UidMapping moveTo(MaildirMailbox target, UidSet uids) throws IOException {
        // All who lock two folders do it in this order.
        if (id.compareTo(target.id) < 0) {
            return folder.exclusively(from -> target.folder.exclusively(to -> new MoveWork(from, to).commit(uids)));
        }
        return target.folder.exclusively(to -> folder.exclusively(from -> new MoveWork(from, to).commit(uids)));
    }

    @Override
    public ChangePage changesSince(ChangePosition after, int limit) throws IOException {
        return folder.changesSince(after, limit);
    }

    @Override
    public Lease watch(Runnable tick) {
        return account.watch(folder, tick);
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        if (type == MaildirMailbox.class) {
            return Optional.of(type.cast(this));
        }
        if (type == RecentMark.class) {
            return Optional.of(type.cast(new MaildirRecentMark(folder)));
        }
        if (type == MaildropLock.class) {
            return Optional.of(type.cast(new MaildirMaildropLock(folder)));
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return folder.path().toString();
    }
}
