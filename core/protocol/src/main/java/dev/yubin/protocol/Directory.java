package dev.yubin.protocol;

import dev.yubin.store.AccountName;
import java.io.IOException;
import java.util.List;

/** Answers for addresses: whose they are. One of your own needs {@link #resolve} only; the rest follows from it. */
public interface Directory {
    /**
     * Where mail for an address goes. The one address whose account name is bare is {@code <Postmaster>}, which every
     * server must take (RFC 5321 §4.5.1): it means the postmaster of this server.
     */
    Resolution resolve(MailAddress address) throws IOException;

    /**
     * Who has a name (VRFY, RFC 5321 §3.5). Must change nothing. Unless overridden it says what {@link #resolve} does, and
     * nothing of names without a domain, which {@code resolve} does not know.
     *
     * @param name an address, or a bare local part
     */
    default Verification verify(AccountName name) throws IOException {
        if (name.isBare() && !name.localPart().equals("postmaster")) {
            return new Verification.Undecided();
        }
        Resolution resolution = resolve(MailAddress.of(name));
        if (resolution instanceof Resolution.ToAccount to) {
            boolean itself = to.account().equals(name);
            return itself ? new Verification.User(name) : new Verification.ForwardsTo(to.account());
        }
        if (resolution instanceof Resolution.ToMembers) {
            return new Verification.MailingList();
        }
        return resolution instanceof Resolution.ForeignDomain
                ? new Verification.ForeignDomain()
                : new Verification.UnknownUser();
    }

    /**
     * Who is on a mailing list (EXPN, RFC 5321 §3.5). Must change nothing. Unless overridden it says what {@link #resolve}
     * does, and knows no list by a bare name.
     *
     * @param name an address, or a bare local part
     */
    default Expansion expand(AccountName name) throws IOException {
        if (name.isBare()) {
            return new Expansion.UnknownUser();
        }
        Resolution resolution = resolve(MailAddress.of(name));
        if (resolution instanceof Resolution.ToMembers to) {
            return new Expansion.Members(List.copyOf(to.accounts()));
        }
        if (resolution instanceof Resolution.ToAccount) {
            return new Expansion.NotAList();
        }
        return resolution instanceof Resolution.ForeignDomain
                ? new Expansion.ForeignDomain()
                : new Expansion.UnknownUser();
    }

    /** Whether its methods may block or take long. If so they never run on an event loop. */
    default boolean blocking() {
        return true;
    }
}
