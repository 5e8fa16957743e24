package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The aliases and lists of an {@link AddressBook}: a graph whose leaves are users. It may be deep, and have loops, so it
 * is never walked by recursion.
 */
final class AddressEntries {
    /** An alias or a list. Each is equal to itself only. */
    static final class Entry {
        private final AccountName name;
        private final List<AccountName> targets;
        private final boolean isList;

        /**
         * An alias or a list.
         *
         * @param name bare if it is good at every local domain
         * @param targets full names
         */
        Entry(AccountName name, List<AccountName> targets, boolean isList) {
            this.name = name;
            this.targets = List.copyOf(targets);
            this.isList = isList;
        }

        AccountName name() {
            return name;
        }

        List<AccountName> targets() {
            return targets;
        }

        boolean isList() {
            return isList;
        }

        @Override
        public String toString() {
            return (isList ? "List " : "Alias ") + name;
        }
    }

    private final LocalDomains localDomains;
    private final Map<AccountName, Entry> byName = new LinkedHashMap<>();
    private final Map<String, Entry> everywhere = new HashMap<>();
    private final Map<String, List<Entry>> byLocalPart = new HashMap<>();
    private final Set<AccountName> targets = new HashSet<>();
    private int size;

    AddressEntries(LocalDomains localDomains, Collection<Entry> entries) {
        this.localDomains = localDomains;
        for (Entry entry : entries) {
            AccountName name = entry.name();
            byName.put(name, entry);
            if (name.isBare()) {
                everywhere.put(name.localPart(), entry);
            }
            byLocalPart
                    .computeIfAbsent(name.localPart(), part -> new ArrayList<>(1))
                    .add(entry);
            targets.addAll(entry.targets());
            size += entry.targets().size();
        }
    }

    /** The entry an address belongs to, or null. One for just this address goes before one for every domain. */
    Entry find(AccountName address) {
        Entry exact = byName.get(address);
        return exact == null && localDomains.contains(address.domain()) ? everywhere.get(address.localPart()) : exact;
    }

    /** The entries with a local part, at whatever domain. */
    List<Entry> namesakes(String localPart) {
        return byLocalPart.getOrDefault(localPart, List.of());
    }

    /** Whether one of them is good at every local domain. */
    boolean isEverywhere(String localPart) {
        return everywhere.containsKey(localPart);
    }

    /** Whether an address is a target of any entry. */
    boolean isTarget(AccountName address) {
        return targets.contains(address);
    }

    Collection<Entry> all() {
        return byName.values();
    }

    /** How many targets all entries have together: no walk takes more steps. */
    int size() {
        return size;
    }

    /** The users an entry leads to, each once, in the order in which a reader of the lists meets them first. */
    Set<AccountName> leaves(Entry start) {
        Set<AccountName> leaves = new LinkedHashSet<>();
        Set<Entry> seen = new HashSet<>();
        Deque<Iterator<AccountName>> path = new ArrayDeque<>();
        seen.add(start);
        path.push(start.targets().iterator());
        while (!path.isEmpty()) {
            if (!path.peek().hasNext()) {
                path.pop();
                continue;
            }
            AccountName target = path.peek().next();
            Entry entry = find(target);
            if (entry == null) {
                leaves.add(target);
            } else if (seen.add(entry)) {
                path.push(entry.targets().iterator());
            }
        }
        return leaves;
    }

    /** The entries that lead to no user at all, only round in circles. */
    List<Entry> circles() {
        Map<Entry, List<Entry>> namedBy = new HashMap<>();
        Set<Entry> ending = new LinkedHashSet<>();
        for (Entry entry : all()) {
            for (AccountName target : entry.targets()) {
                Entry next = find(target);
                if (next == null) {
                    ending.add(entry);
                } else {
                    namedBy.computeIfAbsent(next, key -> new ArrayList<>()).add(entry);
                }
            }
        }
        // Backwards from those that name a user: whoever leads to one of these ends well too.
        Deque<Entry> fresh = new ArrayDeque<>(ending);
        while (!fresh.isEmpty()) {
            for (Entry entry : namedBy.getOrDefault(fresh.pop(), List.of())) {
                if (ending.add(entry)) {
                    fresh.push(entry);
                }
            }
        }
        return all().stream().filter(entry -> !ending.contains(entry)).toList();
    }
}
