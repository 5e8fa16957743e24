package dev.yubin.protocol;

import dev.yubin.protocol.sasl.SaslPrep;
import dev.yubin.store.AccountName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The passwords of named users. Whether a user exists shows neither in what is answered nor in how long that takes: where
 * there is none, the same is done with a password that nobody has. Thread-safe.
 */
final class UserSecrets {
    private record Secret(String password, String prepared) {}

    private final Map<AccountName, Secret> secrets = new ConcurrentHashMap<>();

    /**
     * Adds a user, or changes a user's password.
     *
     * @throws IllegalArgumentException if it is one that cannot be used to log in
     */
    void put(AccountName user, String password) {
        String prepared = SaslPrep.prepare(password)
                .orElseThrow(() -> new IllegalArgumentException("The password of " + user
                        + " has control or other characters that RFC 4013 forbids: no client could log in with it"));
        secrets.put(user, new Secret(password, prepared));
    }

    boolean contains(AccountName user) {
        return secrets.containsKey(user);
    }

    /** Whether it is the user's password; never if there is no user, null. */
    boolean matches(AccountName user, String password) {
        Secret secret = user == null ? null : secrets.get(user);
        Optional<String> prepared = SaslPrep.prepare(password);
        boolean same =
                MessageDigest.isEqual(octets(secret == null ? "" : secret.prepared), octets(prepared.orElse(password)));
        return secret != null && prepared.isPresent() && same;
    }

    /** The password as it was set; empty if there is no user, null. */
    Optional<String> password(AccountName user) {
        return Optional.ofNullable(user).map(secrets::get).map(Secret::password);
    }

    /**
     * The keys of a user at one of its addresses. They are derived anew for each log-in: kept keys would be faster to check
     * than those of a user that does not exist.
     *
     * @param user null if there is none
     * @param address what was asked for, in canonical form as far as it has one
     */
    ScramKeys keys(AccountName user, String address, ScramHash hash) {
        String password = password(user).orElseGet(() -> UUID.randomUUID().toString());
        return ScramKeys.derive(password, hash, ScramKeys.saltOf(address, hash), ScramKeys.DEFAULT_ITERATIONS);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
