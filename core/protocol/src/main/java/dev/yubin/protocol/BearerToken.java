package dev.yubin.protocol;

import java.util.Objects;
import java.util.Optional;

/** An OAuth 2 bearer token (RFC 6750) as it came over the wire. */
public final class BearerToken {
    private final String user;
    private final String value;

    private BearerToken(String user, String value) {
        this.user = user;
        this.value = Objects.requireNonNull(value);
    }

    /**
     * A token.
     *
     * @param user whose it is said to be; empty or null if nothing was said
     */
    public static BearerToken of(String user, String value) {
        return new BearerToken(user, value);
    }

    /** Whose the client says it is. Whether that is so is for the {@link Authenticator} to find out. */
    public Optional<String> user() {
        return Optional.ofNullable(user).filter(name -> !name.isEmpty());
    }

    /** The token. */
    public String value() {
        return value;
    }

    /** Does not show the token. */
    @Override
    public String toString() {
        return "BearerToken[" + user().orElse("") + "]";
    }
}
