package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Only the users that were named exist. A user named without a domain has that local part at every local domain, and one
 * account: the one at the first local domain, or at the host name if no domain was named.
 */
public final class ClosedDirectory implements Directory, Authenticator {
    private final LocalDomains localDomains;
    private final Map<AccountName, String> passwords = new ConcurrentHashMap<>();
    /** The users' names by local part. */
    private final Map<String, Set<AccountName>> namesakes = new ConcurrentHashMap<>();

    private volatile AccountName firstUser;

    /**
     * A directory without users.
     *
     * @param localDomains mail for other domains is not ours; if empty, all domains are
     * @param hostName the domain of users named without one, if there is no local domain
     */
    public ClosedDirectory(Collection<String> localDomains, String hostName) {
        this.localDomains = new LocalDomains(localDomains, hostName);
    }

    /**
     * Adds a user, or changes a user's password.
     *
     * @param user a local part, or a full address
     * @throws IllegalArgumentException if it is neither, or the address is of a domain that is not local
     */
    public void add(String user, String password) {
        AccountName name = AccountName.parse(user);
        if (!name.isBare() && !localDomains.contains(name.domain())) {
            throw new IllegalArgumentException("User " + name + " is of a domain that is not local: name it too");
        }
        passwords.put(name, Objects.requireNonNull(password));
        namesakes
                .computeIfAbsent(name.localPart(), part -> new ConcurrentSkipListSet<>())
                .add(name);
        firstUser = firstUser == null ? name : firstUser;
    }

    @Override
    public Resolution resolve(MailAddress address) {
        AccountName name = localDomains.qualified(address.accountName());
        if (!localDomains.contains(name.domain())) {
            return new Resolution.ForeignDomain();
        }
        AccountName user = userOf(name);
        if (user == null && isPostmaster(name)) {
            // RFC 5321 §4.5.1: there always is a postmaster; if nobody was named so, it is the first user.
            user = firstUser;
        }
        return user == null ? new Resolution.UnknownUser() : new Resolution.ToAccount(accountOf(user));
    }

    @Override
    public Verification verify(AccountName name) {
        if (name.isBare() && !isPostmaster(name)) {
            List<AccountName> accounts =
                    namedLike(name).stream().map(this::accountOf).distinct().toList();
            if (accounts.size() > 1) {
                return new Verification.Ambiguous(accounts);
            }
            return accounts.isEmpty() ? new Verification.UnknownUser() : new Verification.User(accounts.get(0));
        }
        AccountName address = localDomains.qualified(name);
        Resolution resolution = resolve(MailAddress.of(address));
        if (resolution instanceof Resolution.ToAccount to) {
            boolean own = userOf(address) != null;
            return own ? new Verification.User(to.account()) : new Verification.ForwardsTo(to.account());
        }
        return resolution instanceof Resolution.ForeignDomain
                ? new Verification.ForeignDomain()
                : new Verification.UnknownUser();
    }

    @Override
    public Expansion expand(AccountName name) {
        Verification said = verify(name);
        if (said instanceof Verification.ForeignDomain) {
            return new Expansion.ForeignDomain();
        }
        return said instanceof Verification.UnknownUser ? new Expansion.UnknownUser() : new Expansion.NotAList();
    }

    @Override
    public Login verify(Credentials credentials) {
        AccountName user = null;
        try {
            AccountName name = AccountName.parse(credentials.user());
            user = userOf(localDomains.qualified(name));
        } catch (IllegalArgumentException e) {
            // Not a name anybody could have: refused below like any other wrong one.
        }
        String password = user == null ? "" : passwords.get(user);
        boolean same = MessageDigest.isEqual(octets(password), octets(credentials.password()));
        return user != null && same
                ? new Login.Accepted(accountOf(user))
                : new Login.Refused("User name or password is wrong");
    }

    @Override
    public boolean blocking() {
        return false;
    }

    /** Whether a user was named so: exactly so, or, by a bare name, so at any domain. */
    boolean isNamed(AccountName name) {
        return name.isBare() ? !namedLike(name).isEmpty() : passwords.containsKey(name);
    }

    private Set<AccountName> namedLike(AccountName name) {
        return namesakes.getOrDefault(name.localPart(), Set.of());
    }

    private static boolean isPostmaster(AccountName name) {
        return name.localPart().equals("postmaster");
    }

    /** The user an address belongs to, as it was named, or null. */
    private AccountName userOf(AccountName name) {
        if (passwords.containsKey(name)) {
            return name;
        }
        AccountName bare = AccountName.bare(name.localPart());
        return localDomains.contains(name.domain()) && passwords.containsKey(bare) ? bare : null;
    }

    private AccountName accountOf(AccountName user) {
        return localDomains.qualified(user);
    }

    private static byte[] octets(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
