package dev.yubin.protocol;

import dev.yubin.protocol.AddressEntries.Entry;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Aliases, mailing lists, sub-addresses and catch-alls in front of a directory of users. Immutable.
 *
 * <p>An address is looked for in this order: among the aliases and lists, among the users, as a sub-address
 * ({@code bob+tag} is {@code bob}), in the catch-all. An alias or list with a full address goes before one with a bare
 * name, which is good at every local domain.
 *
 * <p>In an {@link OpenDirectory} nobody is named, so every address is a user's. There sub-addressing, if it is asked for,
 * is looked at before the users, and a catch-all takes what is neither an alias, nor a list, nor a target of one.
 */
public final class AddressBook implements Directory {
    /** With more targets than this, walking lists is too long a task for an event loop. */
    private static final int QUICK_WALK = 1000;

    private final Directory users;
    private final boolean open;
    private final LocalDomains localDomains;
    private final AddressEntries entries;
    private final SubAddressing subAddressing;
    /** By domain; the empty one is for all domains without one of their own. */
    private final Map<String, AccountName> catchAlls;

    AddressBook(
            Directory users,
            LocalDomains localDomains,
            AddressEntries entries,
            SubAddressing subAddressing,
            Map<String, AccountName> catchAlls) {
        this.users = users;
        this.open = users instanceof OpenDirectory;
        this.localDomains = localDomains;
        this.entries = entries;
        this.subAddressing = subAddressing;
        this.catchAlls = Map.copyOf(catchAlls);
    }

    /**
     * An address book to be written, in front of these users.
     *
     * @param users who exists besides
     * @param localDomains the domains that bare names are good at; if empty, all are
     * @param hostName the domain of bare targets, if there is no local domain
     */
    public static AddressBookBuilder in(Directory users, Collection<String> localDomains, String hostName) {
        return new AddressBookBuilder(users, new LocalDomains(localDomains, hostName));
    }

    @Override
    public Resolution resolve(MailAddress address) throws IOException {
        AccountName name = localDomains.qualified(address.accountName());
        Entry entry = entries.find(name);
        if (entry != null) {
            return resolution(entry);
        }
        if (!open) {
            Resolution said = users.resolve(address);
            if (!(said instanceof Resolution.UnknownUser)) {
                return said;
            }
        }
        AccountName end = otherwise(name);
        if (end == null) {
            return new Resolution.UnknownUser();
        }
        entry = entries.find(end);
        return entry == null ? users.resolve(MailAddress.of(end)) : resolution(entry);
    }

    private Resolution resolution(Entry entry) throws IOException {
        Set<AccountName> accounts = new LinkedHashSet<>();
        for (AccountName leaf : entries.leaves(entry)) {
            Resolution said = users.resolve(MailAddress.of(leaf));
            if (said instanceof Resolution.ToAccount to) {
                accounts.add(to.account());
            } else if (said instanceof Resolution.ToMembers to) {
                accounts.addAll(to.accounts());
            }
            // Who has left since the start gets nothing; the others do.
        }
        if (accounts.isEmpty()) {
            return new Resolution.UnknownUser();
        }
        return entry.isList() || accounts.size() > 1
                ? new Resolution.ToMembers(List.copyOf(accounts))
                : new Resolution.ToAccount(accounts.iterator().next());
    }

    /** Whom an address means that is nobody's own: who it is a sub-address of, else the catch-all; null for nobody. */
    private AccountName otherwise(AccountName name) throws IOException {
        if (!localDomains.contains(name.domain())) {
            return open ? name : null;
        }
        AccountName base = subAddressing.base(name);
        AccountName catchAll = catchAlls.getOrDefault(name.domain(), catchAlls.get(""));
        if (open && catchAll == null) {
            return base == null ? name : base;
        }
        if (base != null && isKnown(base)) {
            return base;
        }
        return open && entries.isTarget(name) ? name : catchAll;
    }

    private boolean isKnown(AccountName name) throws IOException {
        if (entries.find(name) != null) {
            return true;
        }
        return open ? entries.isTarget(name) : !(users.verify(name) instanceof Verification.UnknownUser);
    }

    @Override
    public Verification verify(AccountName name) throws IOException {
        return name.isBare() ? verifyBare(name) : verifyAddress(name);
    }

    private Verification verifyBare(AccountName bare) throws IOException {
        Map<AccountName, Verification> found = new LinkedHashMap<>();
        for (Entry entry : entries.namesakes(bare.localPart())) {
            found.put(localDomains.qualified(entry.name()), verification(entry));
        }
        if (!entries.isEverywhere(bare.localPart())) {
            Verification said = users.verify(bare);
            if (said instanceof Verification.User user) {
                found.putIfAbsent(user.address(), said);
            } else if (said instanceof Verification.Ambiguous ambiguous) {
                ambiguous.addresses().forEach(address -> found.putIfAbsent(address, new Verification.User(address)));
            } else if (found.isEmpty()) {
                return verifyAddress(localDomains.qualified(bare));
            }
        }
        boolean oneMeaning = Set.copyOf(found.values()).size() == 1;
        return oneMeaning ? found.values().iterator().next() : new Verification.Ambiguous(List.copyOf(found.keySet()));
    }

    private Verification verifyAddress(AccountName name) throws IOException {
        Entry entry = entries.find(name);
        if (entry != null) {
            return verification(entry);
        }
        if (!open) {
            Verification said = users.verify(name);
            if (!(said instanceof Verification.UnknownUser)) {
                return said;
            }
        }
        AccountName end = otherwise(name);
        if (end == null) {
            return new Verification.UnknownUser();
        }
        Verification said = entries.find(end) == null ? users.verify(end) : verification(entries.find(end));
        if (end.equals(name) || end.equals(subAddressing.base(name))) {
            return said;
        }
        // A catch-all is not who was asked for.
        return said instanceof Verification.User user ? new Verification.ForwardsTo(user.address()) : said;
    }

    private Verification verification(Entry entry) throws IOException {
        List<AccountName> addresses = addresses(entry);
        if (addresses.isEmpty()) {
            return new Verification.UnknownUser();
        }
        return entry.isList() || addresses.size() > 1
                ? new Verification.MailingList()
                : new Verification.ForwardsTo(addresses.get(0));
    }

    @Override
    public Expansion expand(AccountName name) throws IOException {
        List<Entry> namesakes = name.isBare() ? entries.namesakes(name.localPart()) : List.of();
        if (namesakes.size() > 1) {
            return new Expansion.Ambiguous(namesakes.stream()
                    .map(entry -> localDomains.qualified(entry.name()))
                    .toList());
        }
        AccountName address = localDomains.qualified(name);
        Entry entry = namesakes.isEmpty() ? entries.find(address) : namesakes.get(0);
        if (entry == null) {
            Expansion said = users.expand(name);
            AccountName end = said instanceof Expansion.UnknownUser ? otherwise(address) : null;
            if (end == null) {
                return said;
            }
            entry = entries.find(end);
        }
        List<AccountName> addresses = entry == null ? List.of() : addresses(entry);
        boolean isList = !addresses.isEmpty() && (entry.isList() || addresses.size() > 1);
        return isList ? new Expansion.Members(addresses) : new Expansion.NotAList();
    }

    /** Who gets the mail of an entry, for people to read. Unlike {@link #resolution} it changes nothing. */
    private List<AccountName> addresses(Entry entry) throws IOException {
        Set<AccountName> addresses = new LinkedHashSet<>();
        for (AccountName leaf : entries.leaves(entry)) {
            Verification said = users.verify(leaf);
            if (said instanceof Verification.User user) {
                addresses.add(user.address());
            } else if (said instanceof Verification.ForwardsTo forward) {
                addresses.add(forward.address());
            } else if (said instanceof Verification.Undecided) {
                addresses.add(leaf);
            } else if (users.expand(leaf) instanceof Expansion.Members members) {
                addresses.addAll(members.addresses());
            }
        }
        return List.copyOf(addresses);
    }

    @Override
    public boolean blocking() {
        return users.blocking() || entries.size() > QUICK_WALK;
    }
}
