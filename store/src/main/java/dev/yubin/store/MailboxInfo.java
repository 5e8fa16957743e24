package dev.yubin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** An entry in an account's list of mailboxes: see {@link MailAccount#mailboxes()}. */
public final class MailboxInfo {
    private final MailboxName name;
    private final MailboxId id;
    private final boolean subscribed;

    private MailboxInfo(MailboxName name, MailboxId id, boolean subscribed) {
        this.name = name;
        this.id = id;
        this.subscribed = subscribed;
    }

    /** A mailbox that exists. */
    public static MailboxInfo of(MailboxName name, MailboxId id, boolean subscribed) {
        return new MailboxInfo(name, id, subscribed);
    }

    /** A subscribed name with no mailbox. */
    public static MailboxInfo subscriptionOnly(MailboxName name) {
        return new MailboxInfo(name, null, true);
    }

    /**
     * What {@link MailAccount#mailboxes()} returns.
     *
     * @param mailboxes what the store has for each mailbox, by name
     * @param id tells the mailbox's id from that
     * @param subscribed all names that are subscribed
     */
    public static <M> List<MailboxInfo> list(
            Map<MailboxName, M> mailboxes, Function<? super M, MailboxId> id, Set<MailboxName> subscribed) {
        SortedSet<MailboxName> names = new TreeSet<>(mailboxes.keySet());
        names.addAll(subscribed);
        List<MailboxInfo> list = new ArrayList<>(names.size());
        for (MailboxName name : names) {
            M mailbox = mailboxes.get(name);
            list.add(new MailboxInfo(name, mailbox == null ? null : id.apply(mailbox), subscribed.contains(name)));
        }
        return list;
    }

    /** The name. */
    public MailboxName name() {
        return name;
    }

    /** The mailbox's id; empty if there is only a subscription. */
    public Optional<MailboxId> id() {
        return Optional.ofNullable(id);
    }

    /** Whether the name is subscribed. */
    public boolean subscribed() {
        return subscribed;
    }

    @Override
    public String toString() {
        return name + (id == null ? " (no such mailbox)" : "") + (subscribed ? " (subscribed)" : "");
    }
}
