package dev.yubin.protocol.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** A certificate's chain and its key in a PKCS#12 file. A class, because a record would print the password. */
final class Pkcs12KeySource implements KeySource {
    private static final String COMMAND =
            "make one with openssl pkcs12 -export -in chain.pem -inkey key.pem -out server.p12";

    private final Path file;
    private final String password;

    Pkcs12KeySource(Path file, String password) {
        this.file = Objects.requireNonNull(file);
        this.password = Objects.requireNonNull(password);
    }

    @Override
    public KeyMaterial read() {
        byte[] octets = PemFile.octets(file);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(octets), password.toCharArray());
            return onlyKey(store);
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(e);
        } catch (IOException | GeneralSecurityException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? wrongPassword(e) : unreadable(e);
        }
    }

    private KeyMaterial onlyKey(KeyStore store) throws GeneralSecurityException {
        List<String> aliases = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                aliases.add(alias);
            }
        }
        if (aliases.size() != 1) {
            throw new IllegalArgumentException(file + " must have one private key with its certificate, but has "
                    + (aliases.isEmpty() ? "none" : aliases.size() + " (" + String.join(", ", aliases) + ")")
                    + ": " + COMMAND);
        }
        Certificate[] shown = store.getCertificateChain(aliases.get(0));
        if (shown == null || shown.length == 0) {
            throw new IllegalArgumentException(file + " has a private key but not its certificate: " + COMMAND);
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : shown) {
            chain.add((X509Certificate) certificate);
        }
        if (!(store.getKey(aliases.get(0), password.toCharArray()) instanceof PrivateKey key)) {
            throw new IllegalArgumentException("The key in " + file + " is not a private one");
        }
        if (!KeyMaterial.fits(key, chain.get(0))) {
            throw new IllegalArgumentException("The key in " + file + " is not the one of its certificate");
        }
        return new KeyMaterial(key, chain);
    }

    private IllegalArgumentException wrongPassword(Exception why) {
        return new IllegalArgumentException("The password does not open " + file, why);
    }

    private IllegalArgumentException unreadable(Exception why) {
        return new IllegalArgumentException(
                file + " is no PKCS#12 file that this JDK reads (" + why.getMessage() + "): " + COMMAND, why);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
