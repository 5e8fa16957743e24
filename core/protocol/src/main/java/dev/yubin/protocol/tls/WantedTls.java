package dev.yubin.protocol.tls;

import dev.yubin.protocol.TlsOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;

/** Looks whether the JDK can do what options ask for, so that it is told at start and not by each handshake. */
final class WantedTls {
    private static final String NEWEST = "TLSv1.3";

    private WantedTls() {}

    /**
     * Checks versions and cipher suites.
     *
     * @param keyAlgorithm what key the certificate has
     * @throws IllegalArgumentException if one is unknown, or no handshake could succeed with them
     */
    static void check(TlsOptions options, String keyAlgorithm) {
        SSLEngine engine = JdkTls.serverEngine(JdkTls.context(null, List.of()));
        requireKnown("version of TLS", options.versions(), engine.getSupportedProtocols());
        List<String> alive = new ArrayList<>(options.versions());
        alive.retainAll(Arrays.asList(engine.getEnabledProtocols()));
        if (alive.isEmpty()) {
            throw new IllegalArgumentException("This JDK has switched off " + String.join(", ", options.versions())
                    + ": the security property jdk.tls.disabledAlgorithms says so");
        }
        if (options.ciphers().isEmpty()) {
            return;
        }
        requireKnown("cipher suite", options.ciphers(), engine.getSupportedCipherSuites());
        for (String suite : options.ciphers()) {
            if (isUsable(suite, alive, keyAlgorithm)) {
                return;
            }
        }
        throw new IllegalArgumentException("None of the cipher suites " + String.join(", ", options.ciphers())
                + " can be used with " + String.join(", ", alive) + " and the certificate's " + keyAlgorithm + " key");
    }

    private static void requireKnown(String what, List<String> wanted, String[] known) {
        Set<String> names = Set.of(known);
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "Not a " + what + " that this JDK knows: " + name + "; it knows " + String.join(", ", known));
            }
        }
    }

    private static boolean isUsable(String suite, List<String> versions, String keyAlgorithm) {
        // Suites of TLS 1.3 say nothing about keys (RFC 8446 §B.4).
        int with = suite.indexOf("_WITH_");
        if (with < 0) {
            return versions.contains(NEWEST);
        }
        boolean isOlder = versions.size() > 1 || !versions.contains(NEWEST);
        String keys = suite.substring(0, with);
        return isOlder
                && (keys.endsWith("_anon")
                        || (keys.endsWith("_RSA") && keyAlgorithm.startsWith("RSA"))
                        || (keys.endsWith("_ECDSA") && keyAlgorithm.startsWith("E")));
    }
}
