package dev.yubin.clients;

import java.util.Arrays;
import javax.net.ssl.ExtendedSSLSession;

/** What GNU SASL binds SCRAM to: with TLS 1.3 only tls-exporter (RFC 9266), for which the JDK must export keys. */
final class KeyExport {
    private KeyExport() {}

    /** Skips the test, with a word on why, on a JDK that does not. */
    static void assumeIt() {
        boolean there = Arrays.stream(ExtendedSSLSession.class.getMethods())
                .anyMatch(method -> method.getName().equals("exportKeyingMaterialData"));
        Program.assumeIt(
                there,
                "GNU SASL binds to tls-exporter, for which Java "
                        + Runtime.version().feature() + " has nothing; 25 has");
    }
}
