package dev.yubin.protocol;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * Answers for log-ins. Only {@link #verify} must be written; who can check more than passwords says so in
 * {@link #accepts} and writes the method for it. A SASL mechanism is offered only if its proof is accepted.
 *
 * <p>Names, passwords and tokens come as the client sent them. All methods are called from many threads, and may block
 * and compute for long; only {@link #accepts} is asked on event loops, each time a client asks what is offered. An IOException
 * says that it cannot be found out just now: the client is told to try again later.
 */
public interface Authenticator {
    /** What this can check: passwords only. */
    default Set<Proof> accepts() {
        return Set.of(Proof.PASSWORD);
    }

    /**
     * Checks a user's name and password ({@link Proof#PASSWORD}). What RFC 4013 §2.3 prohibits, such as NUL, is refused
     * before and never comes here.
     */
    Login verify(Credentials credentials) throws IOException;

    /** Checks a token and finds out whose it is ({@link Proof#TOKEN}). Refuses. */
    default Login token(BearerToken token) throws IOException {
        return new Login.Refused("Tokens are not taken");
    }

    /**
     * A user's salted keys ({@link Proof#SCRAM}); empty if there is no such user. The client cannot tell that from a wrong
     * password if the keys of all users have 4,096 iterations and a salt of 16 octets, and are kept rather than derived;
     * else {@link ScramKeys} like theirs must be given for strangers too. None. Who has keys needs {@link #authorize} too.
     */
    default Optional<ScramKeys> scram(String user, ScramHash hash) throws IOException {
        return Optional.empty();
    }

    /**
     * A user's password in clear text ({@link Proof#SECRET}); empty if there is no such user, which the client cannot
     * tell from a wrong password. None. Who has secrets needs {@link #authorize} too.
     */
    default Optional<String> secret(String user) throws IOException {
        return Optional.empty();
    }

    /** Finds out who a certificate is for ({@link Proof#CERTIFICATE}). TLS has verified it. Refuses. */
    default Login certificate(X509Certificate certificate) throws IOException {
        return new Login.Refused("Certificates are not taken");
    }

    /**
     * The account for guests ({@link Proof#ANONYMOUS}). Refuses.
     *
     * @param trace what the guest says of itself, perhaps a mail address; may be empty, is proof of nothing
     */
    default Login anonymous(String trace) throws IOException {
        return new Login.Refused("Guests are not taken");
    }

    /**
     * The account that a user who has proved who it is may use now. Asked after a proof by {@link #scram} or
     * {@link #secret}, and after any if the client wants to act as someone else. Refuses.
     *
     * @param user who it is, by the name it gave
     * @param actingAs whose account it wants; empty for its own
     */
    default Login authorize(String user, String actingAs) throws IOException {
        return new Login.Refused("That account is not yours");
    }
}
