package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The domains mail is kept for; with none named, all. */
final class LocalDomains {
    private final Set<String> domains = new LinkedHashSet<>();
    private final String home;

    LocalDomains(Collection<String> names, String hostName) {
        names.forEach(name -> domains.add(AccountName.canonicalDomain(name)));
        home = domains.isEmpty()
                ? AccountName.canonicalDomain(hostName)
                : domains.iterator().next();
    }

    boolean contains(String canonicalDomain) {
        return domains.isEmpty() || domains.contains(canonicalDomain);
    }

    /** What a name without a domain means: the first local domain, or the host name if there is none. */
    AccountName qualified(AccountName name) {
        return name.isBare() ? AccountName.of(name.localPart(), home) : name;
    }
}
