package dev.yubin.protocol.sasl;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.Timers;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.util.Optional;

/**
 * What a mechanism can go by.
 *
 * @param authenticator answers for log-ins
 * @param hostName how the server calls itself
 */
public record Grounds(Authenticator authenticator, String hostName, Timers timers, Peer peer) {
    /** The one reason for all that a guesser must not tell apart. */
    static final String WRONG = "User name or password is wrong";

    /** A challenge that is another each time, in the form of a msg-id (RFC 2195 §2, RFC 1939 §7). */
    String challenge() {
        return "<" + Nonces.digits() + "." + timers.now().getEpochSecond() + "@" + hostName + ">";
    }

    /**
     * A user's password, prepared (RFC 4013); one that cannot be is as it was given. Empty if there is no such user.
     */
    Optional<String> secret(String user) throws IOException {
        Optional<String> given = SaslPrep.prepare(user).isPresent() ? authenticator.secret(user) : Optional.empty();
        return given.map(secret -> SaslPrep.prepare(secret).orElse(secret));
    }

    /**
     * What the authenticator says to a name and a password. It is not asked about those that RFC 4013 §2.3 prohibits (RFC
     * 6856 §2.2): nobody need know what NUL does to what an authenticator asks in turn.
     */
    public Login verify(Credentials credentials) throws IOException {
        boolean prepared = SaslPrep.prepare(credentials.user()).isPresent()
                && SaslPrep.prepare(credentials.password()).isPresent();
        return prepared ? authenticator.verify(credentials) : new Login.Refused(WRONG);
    }

    /**
     * Who has proved who it is acts as itself, or as whom it wants if it may.
     *
     * @param proved what the authenticator said
     * @param user the name it gave
     * @param actingAs the authorization identity (RFC 4422 §3.4.1); empty for itself
     */
    Step admit(Login proved, String user, String actingAs) throws IOException {
        if (!(proved instanceof Login.Accepted accepted)) {
            return Step.of(proved);
        }
        boolean itself = actingAs.isEmpty() || actingAs.equals(user) || isNameOf(accepted.account(), actingAs);
        return Step.of(itself ? proved : authenticator.authorize(user, actingAs));
    }

    /** Who has proved who it is without the authenticator's help. */
    Step admit(String user, String actingAs) throws IOException {
        return Step.of(authenticator.authorize(user, actingAs.equals(user) ? "" : actingAs));
    }

    private static boolean isNameOf(AccountName account, String name) {
        try {
            return AccountName.parse(name).equals(account);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
