package dev.yubin.protocol;

/** A user's name and password as they came over the wire. */
public final class Credentials {
    private final String user;
    private final String password;

    private Credentials(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** A name and a password. */
    public static Credentials of(String user, String password) {
        return new Credentials(user, password);
    }

    /** The name, with or without a domain. */
    public String user() {
        return user;
    }

    /** The password. */
    public String password() {
        return password;
    }

    /** Does not show the password. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
