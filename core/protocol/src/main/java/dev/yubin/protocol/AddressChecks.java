package dev.yubin.protocol;

import dev.yubin.protocol.AddressEntries.Entry;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What must be true of an address book before it is used; what is not is told in words that say what to do. */
final class AddressChecks {
    private final Directory users;
    private final LocalDomains localDomains;
    private final AddressEntries entries;
    private final SubAddressing subAddressing;

    AddressChecks(Directory users, LocalDomains localDomains, AddressEntries entries, SubAddressing subAddressing) {
        this.users = users;
        this.localDomains = localDomains;
        this.entries = entries;
        this.subAddressing = subAddressing;
    }

    /** The entry with targets that are users' names or other entries'. */
    Entry settled(Entry entry) throws IOException {
        if (users instanceof ClosedDirectory named && named.isNamed(entry.name())) {
            throw new IllegalArgumentException(entry + " has the name of a user: rename one of them"
                    + (entry.name().isBare()
                            ? ", or give the alias or list a domain where there is no such user"
                            : ""));
        }
        List<AccountName> targets = new ArrayList<>(entry.targets().size());
        for (AccountName target : entry.targets()) {
            targets.add(settled(entry.toString(), target));
        }
        return new Entry(entry.name(), targets, entry.isList());
    }

    /** The target itself, or who it is a sub-address of. */
    AccountName settled(String whose, AccountName target) throws IOException {
        if (entries.find(target) != null) {
            return target;
        }
        AccountName base = subAddressing.base(target);
        if (users instanceof OpenDirectory) {
            // Not asked: all local addresses are users', and it would ask the store for each.
            require(localDomains.contains(target.domain()), whose, target);
            return base == null ? target : base;
        }
        Verification said = users.verify(target);
        require(!(said instanceof Verification.ForeignDomain), whose, target);
        if (!(said instanceof Verification.UnknownUser)) {
            return target;
        }
        if (base != null && (entries.find(base) != null || !(users.verify(base) instanceof Verification.UnknownUser))) {
            return base;
        }
        throw new IllegalArgumentException(whose + " leads to " + target
                + ", and there is nobody of that name: name that user, alias or list too");
    }

    private static void require(boolean local, String whose, AccountName target) {
        if (!local) {
            throw new IllegalArgumentException(whose + " leads to " + target + ", but mail is not relayed: name "
                    + target.domain() + " as a local domain too, or take the address out");
        }
    }

    /** No entry may lead round in circles and to no user. */
    static void requireEnds(AddressEntries entries) {
        List<Entry> circles = entries.circles();
        if (!circles.isEmpty()) {
            throw new IllegalArgumentException(
                    circles.get(0) + " leads back to itself and to no user: give it a user among its targets");
        }
    }
}
