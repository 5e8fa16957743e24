package dev.yubin.protocol.sasl;

import dev.yubin.protocol.Login;
import java.io.IOException;
import java.security.cert.X509Certificate;

/** EXTERNAL, RFC 4422 appendix A: TLS has found out who the client is. It says whom it wants to act as, or nothing. */
final class External implements Exchange {
    private final Grounds grounds;

    External(Grounds grounds) {
        this.grounds = grounds;
    }

    @Override
    public Step step(byte[] response) throws IOException, BadMessage {
        String actingAs = Text.utf8(response);
        X509Certificate certificate = grounds.peer()
                .clientCertificate()
                .orElseThrow(() -> new BadMessage("There is no certificate of yours"));
        Login login = grounds.authenticator().certificate(certificate);
        String user =
                login instanceof Login.Accepted accepted ? accepted.account().toString() : "";
        return grounds.admit(login, user, actingAs);
    }
}
