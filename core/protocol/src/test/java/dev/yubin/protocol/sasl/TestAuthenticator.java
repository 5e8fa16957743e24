package dev.yubin.protocol.sasl;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.BearerToken;
import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.Proof;
import dev.yubin.protocol.ScramHash;
import dev.yubin.protocol.ScramKeys;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes every proof of one user, whose salts are those of the RFCs' examples, and notes what it was asked. */
public final class TestAuthenticator implements Authenticator {
    /** What was asked, in order: the names of the methods. */
    public final List<String> asked = new ArrayList<>();

    private final String user;
    private final String password;
    private boolean broken;

    /** An authenticator of one user. */
    public TestAuthenticator(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** Cannot find out anything from now on. */
    public void breakDown() {
        broken = true;
    }

    @Override
    public Set<Proof> accepts() {
        return EnumSet.allOf(Proof.class);
    }

    @Override
    public Login verify(Credentials credentials) throws IOException {
        ask("verify");
        return login(credentials.user().equals(user) && credentials.password().equals(password));
    }

    @Override
    public Login token(BearerToken token) throws IOException {
        ask("token");
        boolean meant = token.user().isEmpty() || token.user().get().equals(user);
        return login(meant && token.value().equals(password));
    }

    @Override
    public Optional<ScramKeys> scram(String name, ScramHash hash) throws IOException {
        ask("scram");
        String salt = hash == ScramHash.SHA_1 ? "QSXCR+Q6sek8bf92" : "W22ZaJ0SNY7soEsUEjb6gQ==";
        ScramKeys keys = ScramKeys.derive(password, hash, Base64.getDecoder().decode(salt), 4096);
        return name.equals(user) ? Optional.of(keys) : Optional.empty();
    }

    @Override
    public Optional<String> secret(String name) throws IOException {
        ask("secret");
        return name.equals(user) ? Optional.of(password) : Optional.empty();
    }

    @Override
    public Login certificate(X509Certificate certificate) throws IOException {
        ask("certificate");
        return login(certificate.equals(Certificates.bob()));
    }

    @Override
    public Login anonymous(String trace) throws IOException {
        ask("anonymous");
        return new Login.Accepted(AccountName.bare("guest"));
    }

    /** The user may act for its secretary. */
    @Override
    public Login authorize(String name, String actingAs) throws IOException {
        ask("authorize");
        if (actingAs.equals("secretary")) {
            return new Login.Accepted(AccountName.bare("secretary"));
        }
        return actingAs.isEmpty() ? login(true) : new Login.Refused("Not yours");
    }

    private void ask(String what) throws IOException {
        asked.add(what);
        if (broken) {
            throw new IOException("The directory is away");
        }
    }

    private Login login(boolean good) {
        return good ? new Login.Accepted(AccountName.parse(user)) : new Login.Refused("No");
    }
}
