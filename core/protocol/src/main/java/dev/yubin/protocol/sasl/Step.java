package dev.yubin.protocol.sasl;

import dev.yubin.protocol.Login;
import dev.yubin.store.AccountName;

/** What a mechanism says to a response of the client's. */
public sealed interface Step {
    /** The client must answer this. */
    record Challenge(byte[] data) implements Step {}

    /** The user has proved who it is. */
    record Proved(AccountName account) implements Step {}

    /** It has not. */
    record Wrong(String reason) implements Step {}

    /** It has not, and is told why by one more challenge; whatever it answers, that is the end. */
    record Failing(byte[] data, String reason) implements Step {}

    /** What an authenticator said. */
    static Step of(Login login) {
        return login instanceof Login.Accepted accepted
                ? new Proved(accepted.account())
                : new Wrong(((Login.Refused) login).reason());
    }
}
