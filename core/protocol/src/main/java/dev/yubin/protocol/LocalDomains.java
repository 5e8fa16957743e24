package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The domains mail is kept for; with none named, all. */
final class LocalDomains {
    private final Set<String> domains = new LinkedHashSet<>();

    LocalDomains(Collection<String> names) {
        names.forEach(name -> domains.add(AccountName.canonicalDomain(name)));
    }

    boolean contains(String canonicalDomain) {
        return domains.isEmpty() || domains.contains(canonicalDomain);
    }

    /** Where a user named without a domain is at home. */
    String home(String hostName) {
        return domains.isEmpty()
                ? AccountName.canonicalDomain(hostName)
                : domains.iterator().next();
    }
}
