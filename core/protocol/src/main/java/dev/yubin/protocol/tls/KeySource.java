package dev.yubin.protocol.tls;

import java.nio.file.Path;

/** The files that a certificate and its key are in. What it prints names the files and no password. */
public sealed interface KeySource permits PemKeySource, Pkcs12KeySource {
    /**
     * PEM files, which may be the same.
     *
     * @param password the key's; null if it is not encrypted
     */
    static KeySource pem(Path chain, Path key, String password) {
        return new PemKeySource(chain, key, password);
    }

    /** A PKCS#12 file. */
    static KeySource pkcs12(Path file, String password) {
        return new Pkcs12KeySource(file, password);
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they cannot be read, or have not what they should; it says what to do
     */
    KeyMaterial read();
}
