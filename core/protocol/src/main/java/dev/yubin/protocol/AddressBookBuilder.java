package dev.yubin.protocol;

import dev.yubin.protocol.AddressEntries.Entry;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an {@link AddressBook}. A name is a full address, or a local part that is good at every local domain; as a
 * target, it is at the first local domain, or at the host name if there is none. Not thread-safe.
 */
public final class AddressBookBuilder {
    private final Directory users;
    private final LocalDomains localDomains;
    private final Map<AccountName, Entry> entries = new LinkedHashMap<>();
    private final Map<String, AccountName> catchAlls = new LinkedHashMap<>();
    private SubAddressing subAddressing;

    AddressBookBuilder(Directory users, LocalDomains localDomains) {
        this.users = users;
        this.localDomains = localDomains;
        // In an open directory each address is an account of its own, and a test that mails bob+1 and bob+2 wants to
        // look into two mailboxes. A directory we do not know may do it by itself.
        this.subAddressing =
                new SubAddressing(users instanceof ClosedDirectory ? SubAddressing.DEFAULT : SubAddressing.OFF);
    }

    /**
     * Sends mail for a name on to others: one user, or several, or aliases and lists. The same name may not be given
     * twice.
     *
     * @throws IllegalArgumentException if a name is none, is taken, is of a domain that is not local, or has no target
     */
    public AddressBookBuilder alias(String name, Collection<String> targets) {
        return add(name, targets, false);
    }

    /**
     * Names a mailing list. Its members are users, aliases, and other lists, whose members get the mail too; everybody
     * gets it once. A list may lead back to itself.
     *
     * @throws IllegalArgumentException as {@link #alias}
     */
    public AddressBookBuilder list(String name, Collection<String> members) {
        return add(name, members, true);
    }

    /** Sends mail for whoever does not exist, at any local domain, to this user, alias or list. */
    public AddressBookBuilder catchAll(String target) {
        return catchAllOnce("", target);
    }

    /**
     * Sends mail for whoever does not exist at this domain to this user, alias or list.
     *
     * @throws IllegalArgumentException if the domain is not local
     */
    public AddressBookBuilder catchAll(String domain, String target) {
        String canonical = AccountName.canonicalDomain(domain);
        requireLocal(canonical, "The catch-all of " + canonical);
        return catchAllOnce(canonical, target);
    }

    /**
     * Takes {@code bob+tag} for {@code bob}, unless somebody is named {@code bob+tag}. On by default in front of a
     * {@link ClosedDirectory}, where users are named; off in front of an {@link OpenDirectory}, where every address is an
     * account of its own, and of a directory of your own, which may have its own rules.
     */
    public AddressBookBuilder subAddressing(boolean on) {
        subAddressing = new SubAddressing(on ? SubAddressing.DEFAULT : SubAddressing.OFF);
        return this;
    }

    /** Sub-addressing with another delimiter than {@code +}. */
    public AddressBookBuilder subAddressing(char delimiter) {
        if (delimiter == SubAddressing.OFF) {
            throw new IllegalArgumentException("NUL cannot stand in an address");
        }
        subAddressing = new SubAddressing(delimiter);
        return this;
    }

    /**
     * Checks that all names lead to users, and finishes the book.
     *
     * @throws IllegalArgumentException if a target is nobody's name, or not local; if aliases lead round in circles to
     *     nobody; if a name is both a user's and an alias's or a list's. The message says what to do
     * @throws IOException if the users' directory cannot be asked
     */
    public AddressBook build() throws IOException {
        AddressEntries asGiven = new AddressEntries(localDomains, entries.values());
        AddressChecks checks = new AddressChecks(users, localDomains, asGiven, subAddressing);
        List<Entry> settled = new ArrayList<>();
        for (Entry entry : entries.values()) {
            settled.add(checks.settled(entry));
        }
        Map<String, AccountName> settledCatchAlls = new LinkedHashMap<>();
        for (Map.Entry<String, AccountName> catchAll : catchAlls.entrySet()) {
            settledCatchAlls.put(catchAll.getKey(), checks.settled("The catch-all", catchAll.getValue()));
        }
        AddressEntries finished = new AddressEntries(localDomains, settled);
        AddressChecks.requireEnds(finished);
        return new AddressBook(users, localDomains, finished, subAddressing, settledCatchAlls);
    }

    private AddressBookBuilder add(String name, Collection<String> targets, boolean isList) {
        AccountName key = AccountName.parse(name);
        String what = (isList ? "List " : "Alias ") + key;
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(what + " leads to nobody: give it at least one address");
        }
        if (!key.isBare()) {
            requireLocal(key.domain(), what);
        }
        Entry entry = new Entry(key, targets.stream().map(this::qualified).toList(), isList);
        Entry other = entries.putIfAbsent(key, entry);
        if (other != null) {
            throw new IllegalArgumentException(what + " is there already, as "
                    + (other.isList() ? "a list" : "an alias") + ": name all its targets at once");
        }
        return this;
    }

    private AddressBookBuilder catchAllOnce(String domain, String target) {
        if (catchAlls.putIfAbsent(domain, qualified(target)) != null) {
            throw new IllegalArgumentException(
                    "There is a catch-all " + (domain.isEmpty() ? "for all domains" : "of " + domain) + " already");
        }
        return this;
    }

    private AccountName qualified(String target) {
        return localDomains.qualified(AccountName.parse(target));
    }

    private void requireLocal(String domain, String what) {
        if (!localDomains.contains(domain)) {
            throw new IllegalArgumentException(
                    what + " is of a domain that is not local: name " + domain + " as a local domain too");
        }
    }
}
