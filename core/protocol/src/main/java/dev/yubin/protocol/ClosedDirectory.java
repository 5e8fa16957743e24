package dev.yubin.protocol;

import dev.yubin.protocol.sasl.SaslPrep;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Only the users that were named exist. A user named without a domain has that local part at every local domain, and one
 * account: the one at the first local domain, or at the host name if no domain was named.
 */
public final class ClosedDirectory implements Directory, Authenticator {
    private static final Login WRONG = new Login.Refused("User name or password is wrong");

    private final LocalDomains localDomains;
    private final UserSecrets secrets = new UserSecrets();
    /** The users' names by local part. */
    private final Map<String, Set<AccountName>> namesakes = new ConcurrentHashMap<>();

    private volatile AccountName firstUser;
    /** Null if tokens are not taken. */
    private volatile TokenValidator tokens;
    /** Null if guests are not taken. */
    private volatile AccountName guest;

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
     * @throws IllegalArgumentException if it is neither, or the address is of a domain that is not local;
     *     or if the password is one that RFC 4013 forbids
     */
    public void add(String user, String password) {
        AccountName name = AccountName.parse(user);
        if (!name.isBare() && !localDomains.contains(name.domain())) {
            throw new IllegalArgumentException("User " + name + " is of a domain that is not local: name it too");
        }
        secrets.put(name, Objects.requireNonNull(password));
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

    /** Takes bearer tokens too: those of which this says that they are a user's. */
    public void tokens(TokenValidator validator) {
        tokens = Objects.requireNonNull(validator);
    }

    /** Takes guests too, who show nothing (ANONYMOUS); they all use this account, which no user needs to have. */
    public void guest(String account) {
        guest = accountOf(AccountName.parse(account));
    }

    /** Passwords in any way, certificates; tokens and guests if that was said. */
    @Override
    public Set<Proof> accepts() {
        Set<Proof> accepted = EnumSet.of(Proof.PASSWORD, Proof.SECRET, Proof.SCRAM, Proof.CERTIFICATE);
        if (tokens != null) {
            accepted.add(Proof.TOKEN);
        }
        if (guest != null) {
            accepted.add(Proof.ANONYMOUS);
        }
        return accepted;
    }

    @Override
    public Login verify(Credentials credentials) {
        AccountName user = named(credentials.user());
        return secrets.matches(user, credentials.password()) ? accepted(user) : WRONG;
    }

    @Override
    public Login token(BearerToken token) throws IOException {
        Optional<String> owner = tokens == null ? Optional.empty() : tokens.user(token);
        AccountName user = owner.map(this::named).orElse(null);
        boolean meant = user != null
                && (token.user().isEmpty() || user.equals(named(token.user().get())));
        return meant ? accepted(user) : new Login.Refused("The token is not good for that");
    }

    /** Of everybody: where there is no such user, they are keys that no password fits. */
    @Override
    public Optional<ScramKeys> scram(String user, ScramHash hash) {
        return Optional.of(secrets.keys(named(user), canonical(user), hash));
    }

    @Override
    public Optional<String> secret(String user) {
        return secrets.password(named(user));
    }

    /** The first user among the names: mail addresses, then the subject's mail addresses and common names. */
    @Override
    public Login certificate(X509Certificate certificate) {
        return CertificateNames.of(certificate).stream()
                .map(this::named)
                .filter(Objects::nonNull)
                .findFirst()
                .map(this::accepted)
                .orElse(new Login.Refused("The certificate is no user's"));
    }

    @Override
    public Login anonymous(String trace) {
        return guest == null ? WRONG : new Login.Accepted(guest);
    }

    /** Nobody may act as someone else. */
    @Override
    public Login authorize(String user, String actingAs) {
        AccountName self = named(user);
        if (self == null) {
            return WRONG;
        }
        boolean itself = actingAs.isEmpty() || self.equals(named(actingAs));
        return itself ? accepted(self) : new Login.Refused("That account is not yours");
    }

    @Override
    public boolean blocking() {
        return false;
    }

    private Login accepted(AccountName user) {
        return new Login.Accepted(accountOf(user));
    }

    /** The user that a name at log-in means, as it was named, or null. */
    private AccountName named(String name) {
        try {
            String prepared = SaslPrep.prepare(name).orElse("");
            AccountName user = prepared.isEmpty() ? null : userOf(accountOf(AccountName.parse(name)));
            return user != null || prepared.equals(name) || prepared.isEmpty()
                    ? user
                    : userOf(accountOf(AccountName.parse(prepared)));
        } catch (IllegalArgumentException e) {
            // Not a name anybody could have.
            return null;
        }
    }

    /** One form for all that mean the same user, if there is such a user or not. */
    private String canonical(String name) {
        try {
            return accountOf(AccountName.parse(SaslPrep.prepare(name).orElse(name)))
                    .toString();
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** Whether a user was named so: exactly so, or, by a bare name, so at any domain. */
    boolean isNamed(AccountName name) {
        return name.isBare() ? !namedLike(name).isEmpty() : secrets.contains(name);
    }

    private Set<AccountName> namedLike(AccountName name) {
        return namesakes.getOrDefault(name.localPart(), Set.of());
    }

    private static boolean isPostmaster(AccountName name) {
        return name.localPart().equals("postmaster");
    }

    /** The user an address belongs to, as it was named, or null. */
    private AccountName userOf(AccountName name) {
        if (secrets.contains(name)) {
            return name;
        }
        AccountName bare = AccountName.bare(name.localPart());
        return localDomains.contains(name.domain()) && secrets.contains(bare) ? bare : null;
    }

    private AccountName accountOf(AccountName user) {
        return localDomains.qualified(user);
    }
}
