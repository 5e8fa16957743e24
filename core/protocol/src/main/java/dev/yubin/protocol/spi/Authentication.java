package dev.yubin.protocol.spi;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.LoginLimits;
import dev.yubin.protocol.Proof;
import dev.yubin.protocol.sasl.Apop;
import dev.yubin.protocol.sasl.BadMessage;
import dev.yubin.protocol.sasl.Exchange;
import dev.yubin.protocol.sasl.Grounds;
import dev.yubin.protocol.sasl.Mechanism;
import dev.yubin.protocol.sasl.Step;
import dev.yubin.protocol.sasl.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The log-ins of one session: SASL (RFC 4422) for all protocols, and names with passwords. It knows what is offered,
 * keeps the conversation, counts what fails. Not thread-safe: the running command uses it. Whatever asks the authenticator
 * may block or compute for long, so it runs on the store executor.
 *
 * <p>An IOException of the authenticator goes out and ends the conversation.
 */
public final class Authentication {
    /** The longest response in base64 that must be taken: RFC 4954 §4. */
    private static final int LEAST_LINE_LENGTH = 12_288;

    private final Grounds grounds;
    private final FailedLogins failedLogins;
    private final LoginLimits limits;
    private final int lineLength;
    private final boolean clearText;

    /** Who is logging in if not the connection's peer, or null. */
    private InetAddress client;
    /** Null unless a conversation is under way. */
    private Exchange exchange;
    /** What the client will hear whatever it says next, or null. */
    private SaslAnswer.Refused verdict;
    /** Whether there is a channel binding, and a certificate of the client's; null until that is asked. */
    private Boolean bindable;

    private Boolean certified;
    /** Null unless a timestamp was given out. */
    private Apop apop;

    private int failures;

    /**
     * For a session.
     *
     * @param clearText whether mechanisms that show secrets to who reads along are offered without TLS too
     */
    public Authentication(Connection connection, boolean clearText) {
        this(
                new Grounds(
                        connection.services().authenticator(),
                        connection.services().hostName(),
                        connection.services().timers(),
                        new ConnectedPeer(connection)),
                connection.services().failedLogins(),
                connection.limits(),
                clearText);
    }

    Authentication(Grounds grounds, FailedLogins failedLogins, Limits limits, boolean clearText) {
        this.grounds = grounds;
        this.failedLogins = failedLogins;
        this.limits = limits.logins();
        this.lineLength = Math.max(LEAST_LINE_LENGTH, limits.lineLength());
        this.clearText = clearText;
    }

    /** The names of the mechanisms that are offered now, best first. It is the same list as long as nothing changes. */
    public List<String> mechanisms() {
        int bits = 0;
        Set<Proof> accepted = accepted();
        for (Mechanism mechanism : Mechanism.values()) {
            if (isKnown(mechanism, accepted) && isSafe(mechanism)) {
                bits |= mechanism.bit();
            }
        }
        return Mechanism.names(bits);
    }

    /** Why a name and a password of a command of the protocol's own are not taken now; null if they are. */
    public SaslAnswer.Refused refusalOfPasswords() {
        if (!accepted().contains(Proof.PASSWORD)) {
            return refused(Refusal.UNKNOWN_MECHANISM, "Passwords are not taken here");
        }
        return isSafe(Mechanism.PLAIN) ? null : encryptionNeeded();
    }

    /**
     * Begins a conversation; one that was under way is over.
     *
     * @param initialResponse what the client sent with the command: base64, or {@code =} for nothing at all; null if it
     *     sent none
     */
    public SaslAnswer begin(String mechanism, String initialResponse) throws IOException {
        end();
        Mechanism named = Mechanism.named(mechanism);
        if (named == null || !isKnown(named, accepted())) {
            return refused(Refusal.UNKNOWN_MECHANISM, "There is no such mechanism here");
        }
        if (!isSafe(named)) {
            return encryptionNeeded();
        }
        if (isOverLimit()) {
            return tooMany();
        }
        if (named.serverFirst() && initialResponse != null) {
            return refused(Refusal.MALFORMED, named.saslName() + " takes no initial response");
        }
        exchange = named.begin(grounds);
        if (initialResponse == null) {
            return named.clientFirst() ? new SaslAnswer.Challenge("") : goOn(null);
        }
        return decodeAndGoOn(initialResponse.equals("=") ? "" : initialResponse);
    }

    /**
     * Goes on with a conversation.
     *
     * @param line what the client sent: base64, or {@code *} to cancel
     */
    public SaslAnswer respond(String line) throws IOException {
        if (verdict != null) {
            SaslAnswer said = verdict;
            end();
            return said;
        }
        if (line.equals("*")) {
            end();
            return refused(Refusal.CANCELLED, "Cancelled");
        }
        return exchange == null ? malformed("No authentication is under way") : decodeAndGoOn(line);
    }

    /** Logs in with a name and a password of a command of the protocol's own; a conversation that was under way is over. */
    public SaslAnswer password(Credentials credentials) throws IOException {
        end();
        SaslAnswer.Refused refusal = refusalOfPasswords();
        if (refusal != null) {
            return refusal;
        }
        return isOverLimit() ? tooMany() : answer(Step.of(grounds.verify(credentials)));
    }

    /**
     * A timestamp for the greeting, which a client may answer by APOP (RFC 1939 §7): another each time.
     *
     * @return empty if the authenticator cannot tell passwords: then there is no APOP
     */
    public Optional<String> timestamp() {
        apop = offersApop() ? new Apop(grounds) : null;
        return Optional.ofNullable(apop).map(Apop::timestamp);
    }

    /** Whether {@link #timestamp} would take some 50 ms, as the first of a JVM does: then it is not for an event loop. */
    public boolean isTimestampSlow() {
        return offersApop() && !Apop.isWarm();
    }

    private boolean offersApop() {
        return accepted().contains(Proof.SECRET);
    }

    /**
     * Logs in by a digest of the {@link #timestamp} and the password; a conversation that was under way is over.
     *
     * @param digest in hexadecimal digits
     */
    public SaslAnswer apop(String user, String digest) throws IOException {
        end();
        if (apop == null) {
            return refused(Refusal.UNKNOWN_MECHANISM, "APOP is not offered here");
        }
        if (isOverLimit()) {
            return tooMany();
        }
        try {
            return answer(apop.step(user, digest));
        } catch (BadMessage e) {
            return malformed(e.getMessage());
        }
    }

    /** A trusted proxy has told where the client is: failed log-ins are that address's from now on. */
    public void from(InetAddress address) {
        client = address;
    }

    /** TLS has begun: a conversation that was under way is forgotten. What failed still counts. */
    public void reset() {
        end();
        bindable = null;
        certified = null;
    }

    private SaslAnswer decodeAndGoOn(String line) throws IOException {
        byte[] response = line.length() > lineLength ? null : Text.fromBase64(line);
        return response == null ? malformed("Not base64, or too long") : goOn(response);
    }

    private SaslAnswer goOn(byte[] response) throws IOException {
        if (isOverLimit()) {
            end();
            return tooMany();
        }
        boolean over = true;
        try {
            SaslAnswer said = answer(exchange.step(response));
            over = !(said instanceof SaslAnswer.Challenge);
            return said;
        } catch (BadMessage e) {
            return refused(Refusal.MALFORMED, e.getMessage());
        } finally {
            if (over) {
                end();
            }
        }
    }

    private SaslAnswer answer(Step step) {
        if (step instanceof Step.Challenge challenge) {
            return new SaslAnswer.Challenge(Text.base64(challenge.data()));
        }
        if (step instanceof Step.Proved proved) {
            failures = 0;
            return new SaslAnswer.Accepted(proved.account());
        }
        if (step instanceof Step.Failing failing) {
            // Counts at once: who goes away instead of answering has tried too.
            verdict = failed(failing.reason());
            return new SaslAnswer.Challenge(Text.base64(failing.data()));
        }
        return failed(((Step.Wrong) step).reason());
    }

    private SaslAnswer.Refused failed(String reason) {
        failures++;
        failedLogins.add(client(), limits);
        return refused(Refusal.CREDENTIALS, reason, failedLogins.delay(client(), limits));
    }

    private boolean isOverLimit() {
        return failures >= limits.failed() || failedLogins.isBlocked(client(), limits);
    }

    private SaslAnswer tooMany() {
        Duration delay = failedLogins.delay(client(), limits);
        return refused(Refusal.TOO_MANY, "Too many log-ins have failed, try again later", delay);
    }

    private SaslAnswer malformed(String reason) {
        end();
        return refused(Refusal.MALFORMED, reason);
    }

    private SaslAnswer.Refused encryptionNeeded() {
        return refused(Refusal.ENCRYPTION_NEEDED, "Encryption is needed for that");
    }

    private SaslAnswer.Refused refused(Refusal why, String reason) {
        return refused(why, reason, Duration.ZERO);
    }

    private SaslAnswer.Refused refused(Refusal why, String reason, Duration delay) {
        return new SaslAnswer.Refused(why, reason, delay, failures >= limits.failed());
    }

    private void end() {
        exchange = null;
        verdict = null;
    }

    /** Whether this server can serve a mechanism at all on this connection, if only it were encrypted. */
    private boolean isKnown(Mechanism mechanism, Set<Proof> accepted) {
        return accepted.contains(mechanism.proof())
                && (!mechanism.isBound() || isBindable())
                && (mechanism.proof() != Proof.CERTIFICATE || isCertified());
    }

    private boolean isSafe(Mechanism mechanism) {
        return clearText || !mechanism.isClearText() || grounds.peer().encrypted();
    }

    /** Asked once per TLS connection: it takes a hash, and EHLO asks each time. */
    private boolean isBindable() {
        if (bindable == null && grounds.peer().encrypted()) {
            bindable = grounds.peer().isBindable();
        }
        return bindable != null && bindable;
    }

    private boolean isCertified() {
        if (certified == null && grounds.peer().encrypted()) {
            certified = grounds.peer().clientCertificate().isPresent();
        }
        return certified != null && certified;
    }

    private Set<Proof> accepted() {
        Authenticator authenticator = grounds.authenticator();
        return authenticator == null ? Set.of() : authenticator.accepts();
    }

    private InetAddress client() {
        return client == null ? grounds.peer().address() : client;
    }
}
