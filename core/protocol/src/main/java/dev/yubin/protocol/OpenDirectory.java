package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everybody exists and may log in with any password: the directory of a test server. Accounts appear in the store on
 * first use.
 *
 * <p>A log-in without {@code @} means the one account with that local part. If there is none it opens a bare account,
 * and the first recipient with that local part, at any domain, claims it: mail for that address goes there. If there are
 * several, the log-in is refused.
 */
public final class OpenDirectory implements Directory, Authenticator {
    private final MailStore store;
    private final LocalDomains localDomains;
    /** Which domain has claimed a bare account, by local part. */
    private final Map<String, String> claims = new ConcurrentHashMap<>();

    /**
     * An open directory.
     *
     * @param store whose accounts count as users that exist
     * @param localDomains mail for other domains is not ours; if empty, all domains are
     * @param hostName the domain of the postmaster if there is no local domain
     */
    public OpenDirectory(MailStore store, Collection<String> localDomains, String hostName) {
        this.store = store;
        this.localDomains = new LocalDomains(localDomains, hostName);
    }

    @Override
    public Resolution resolve(MailAddress address) throws IOException {
        AccountName name = localDomains.qualified(address.accountName());
        if (!localDomains.contains(name.domain())) {
            return new Resolution.ForeignDomain();
        }
        if (isForBare(name)) {
            claims.putIfAbsent(name.localPart(), name.domain());
        }
        return new Resolution.ToAccount(accountOf(name));
    }

    /** Only accounts that exist already are users; of others it can only be said that mail for them is taken. */
    @Override
    public Verification verify(AccountName name) throws IOException {
        if (name.isBare()) {
            return verifyNamesakes(namesakes(name));
        }
        if (!localDomains.contains(name.domain())) {
            return new Verification.ForeignDomain();
        }
        return store.account(accountOf(name)).isPresent() ? new Verification.User(name) : new Verification.Undecided();
    }

    private Verification verifyNamesakes(List<AccountName> accounts) {
        List<AccountName> addresses =
                accounts.stream().map(this::address).flatMap(Optional::stream).toList();
        if (addresses.size() > 1) {
            return new Verification.Ambiguous(addresses);
        }
        return addresses.isEmpty() ? new Verification.Undecided() : new Verification.User(addresses.get(0));
    }

    @Override
    public Expansion expand(AccountName name) {
        boolean local = name.isBare() || localDomains.contains(name.domain());
        return local ? new Expansion.NotAList() : new Expansion.ForeignDomain();
    }

    @Override
    public Login verify(Credentials credentials) throws IOException {
        AccountName name;
        try {
            name = AccountName.parse(credentials.user());
        } catch (IllegalArgumentException e) {
            return new Login.Refused("That is no user name");
        }
        return name.isBare() ? verifyBare(name) : new Login.Accepted(accountOf(name));
    }

    @Override
    public boolean blocking() {
        return store.blocking();
    }

    /** Forgets which bare accounts were claimed, for a store that was emptied. */
    public void reset() {
        claims.clear();
    }

    private Login verifyBare(AccountName bare) throws IOException {
        List<AccountName> namesakes = namesakes(bare);
        if (namesakes.size() > 1) {
            return new Login.Refused("Log in with a full address, several accounts have that name: "
                    + namesakes.stream().map(this::asAddress).collect(Collectors.joining(", ")));
        }
        return new Login.Accepted(namesakes.isEmpty() ? bare : namesakes.get(0));
    }

    private List<AccountName> namesakes(AccountName bare) throws IOException {
        try (Stream<AccountName> all = store.accounts()) {
            return all.filter(name -> name.localPart().equals(bare.localPart()))
                    .sorted()
                    .toList();
        }
    }

    /** Whether there is a bare account for an address that has none of its own. A claim ends with its bare account. */
    private boolean isForBare(AccountName name) throws IOException {
        if (store.account(AccountName.bare(name.localPart())).isEmpty()) {
            claims.remove(name.localPart());
            return false;
        }
        return store.account(name).isEmpty();
    }

    private AccountName accountOf(AccountName name) throws IOException {
        boolean claimed = isForBare(name) && name.domain().equals(claims.get(name.localPart()));
        return claimed ? AccountName.bare(name.localPart()) : name;
    }

    private String asAddress(AccountName account) {
        return address(account).orElse(account).toString();
    }

    /** The address of an account; none for a bare one that is not claimed. */
    private Optional<AccountName> address(AccountName account) {
        return account.isBare()
                ? Optional.ofNullable(claims.get(account.localPart()))
                        .map(domain -> AccountName.of(account.localPart(), domain))
                : Optional.of(account);
    }
}
