package dev.yubin.pop3;

/** Where a session stands (RFC 1939 §3). Each state carries the data that exists in it. */
sealed interface Pop3State {
    /** Nobody has logged in. The user is the one that USER has named just before, or empty. */
    record Authorization(String user) implements Pop3State {
        static final Authorization NOBODY = new Authorization("");
    }

    /** A user has logged in, and has the maildrop to itself. */
    record Transaction(Maildrop maildrop) implements Pop3State {}

    /** QUIT was said, or the connection is lost: the maildrop is released. */
    record Ended() implements Pop3State {}
}
