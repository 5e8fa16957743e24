package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private static final Set<Proof> ACCEPTED = Set.of(Proof.PASSWORD, Proof.TOKEN, Proof.CERTIFICATE);
    private static final Set<Proof> ACCEPTED_WITH_GUESTS =
            Set.of(Proof.PASSWORD, Proof.TOKEN, Proof.CERTIFICATE, Proof.ANONYMOUS);
    private static final Login NO_NAME = new Login.Refused("That is no user name");
    private static final Login NOT_YOURS = new Login.Refused("That account is not yours");

    private final MailStore store;
    private final LocalDomains localDomains;
    /** Which domain has claimed a bare account, by local part. */
    private final Map<String, String> claims = new ConcurrentHashMap<>();

    /** Null if any token is taken. */
    private volatile TokenValidator tokens;
    /** Null if guests are not taken. */
    private volatile AccountName guest;

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

    /** Takes only bearer tokens of which this says whose they are, not just any. */
    public void tokens(TokenValidator validator) {
        tokens = Objects.requireNonNull(validator);
    }

    /** Takes guests too, who show nothing at all (ANONYMOUS); they all use this account. */
    public void guest(String account) {
        guest = AccountName.parse(account);
    }

    /** Any password, token or certificate; no secrets, since there are none; guests if that was said. */
    @Override
    public Set<Proof> accepts() {
        return guest == null ? ACCEPTED : ACCEPTED_WITH_GUESTS;
    }

    @Override
    public Login verify(Credentials credentials) throws IOException {
        return named(credentials.user());
    }

    @Override
    public Login token(BearerToken token) throws IOException {
        Optional<String> owner = tokens == null ? token.user() : tokens.user(token);
        if (owner.isEmpty()) {
            return new Login.Refused("The token does not tell whose it is");
        }
        Login login = named(owner.get());
        boolean meant =
                token.user().isEmpty() || login.equals(named(token.user().get()));
        return meant ? login : NOT_YOURS;
    }

    /** Takes the first name that is one: of its mail addresses, then the subject's mail addresses and common names. */
    @Override
    public Login certificate(X509Certificate certificate) throws IOException {
        Login said = NO_NAME;
        for (String name : CertificateNames.of(certificate)) {
            if (said.equals(NO_NAME)) {
                said = named(name);
            }
        }
        return said;
    }

    @Override
    public Login anonymous(String trace) throws IOException {
        return guest == null ? NO_NAME : named(guest.toString());
    }

    /** Everybody may be anybody, but with one name at a time. */
    @Override
    public Login authorize(String user, String actingAs) throws IOException {
        Login self = named(user);
        return actingAs.isEmpty() || self.equals(named(actingAs)) ? self : NOT_YOURS;
    }

    private Login named(String user) throws IOException {
        AccountName name;
        try {
            name = AccountName.parse(user);
        } catch (IllegalArgumentException e) {
            return NO_NAME;
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
