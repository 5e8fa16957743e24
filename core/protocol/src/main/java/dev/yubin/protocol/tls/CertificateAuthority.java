package dev.yubin.protocol.tls;

import dev.yubin.protocol.CertificateDefect;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An authority that lives in memory, and the newest of the certificates that it has issued. Thread-safe; a call may make
 * keys, so none is for an event loop.
 */
final class CertificateAuthority {
    /** Others are forgotten, and made anew if they are asked for again. */
    static final int REMEMBERED = 100;

    /** How long a certificate is given out: one that is older is made anew. */
    private static final Duration FRESH = Duration.ofDays(30);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);

    /** The last numbers of id-kp-serverAuth and id-kp-clientAuth, RFC 5280 §4.2.1.12. */
    private static final int SERVER = 1;

    private static final int CLIENT = 2;

    /** Choices of GeneralName, RFC 5280 §4.2.1.6. */
    private static final int RFC822_NAME = 1;

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    /** RFC 5280, Appendix A: the longest common name. Longer host names are alternative names only. */
    private static final int LONGEST_COMMON_NAME = 64;

    private static final String WRONG_HOST = "wrong.host.invalid";

    private final InstantSource clock;
    private final CertificateWriter writer;
    private final X509Certificate certificate;
    private final Map<Object, Issued> issued = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Issued> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Issued(KeyMaterial key, Instant at) {}

    private record Host(Set<String> names, CertificateDefect defect) {}

    private record Client(String user) {}

    /** A new authority. */
    CertificateAuthority(String commonName) {
        this(commonName, InstantSource.system());
    }

    /**
     * A new authority. Its name ends with a part of its key's identifier, so that no two have the same.
     *
     * @param clock by which it is valid, and what it issues
     */
    CertificateAuthority(String commonName, InstantSource clock) {
        this.clock = clock;
        KeyPair keys = CertificateWriter.newKeys();
        byte[] identifier = CertificateWriter.keyIdentifier(keys.getPublic());
        byte[] name = CertificateWriter.name(commonName + " " + HexFormat.of().formatHex(identifier, 0, 4));
        writer = new CertificateWriter(name, keys);
        Instant now = clock.instant();
        certificate = writer.write(
                name,
                keys.getPublic(),
                now.minus(DAY),
                now.plus(YEAR.multipliedBy(10)),
                CertificateWriter.authorityExtensions(keys.getPublic()));
    }

    X509Certificate certificate() {
        return certificate;
    }

    /**
     * A server's key and certificate.
     *
     * @param names the hosts that it is for, at least one, in canonical form
     * @param defect what is to be wrong with it; null for nothing
     */
    KeyMaterial server(Set<String> names, CertificateDefect defect) {
        return remembered(new Host(Set.copyOf(names), defect), () -> newServer(names, defect));
    }

    /** A client's key and certificate, for a user. */
    KeyMaterial client(String user) {
        if (user.isEmpty() || user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A client certificate needs the name of a user, without control characters");
        }
        return remembered(new Client(user), () -> newClient(user));
    }

    private synchronized KeyMaterial remembered(Object what, Supplier<KeyMaterial> maker) {
        Instant now = clock.instant();
        Issued old = issued.get(what);
        if (old != null && now.isBefore(old.at.plus(FRESH))) {
            return old.key;
        }
        KeyMaterial made = maker.get();
        issued.put(what, new Issued(made, now));
        return made;
    }

    private KeyMaterial newServer(Set<String> wanted, CertificateDefect defect) {
        Set<String> names = defect == CertificateDefect.WRONG_HOST ? Set.of(WRONG_HOST) : wanted;
        List<byte[]> encoded = new ArrayList<>();
        String commonName = null;
        for (String name : names) {
            byte[] address = HostNames.address(name);
            encoded.add(
                    address == null
                            ? Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII))
                            : Der.implicit(IP_ADDRESS, address));
            if (commonName == null && name.length() <= LONGEST_COMMON_NAME) {
                commonName = name;
            }
        }
        Instant now = clock.instant();
        boolean isEarly = defect == CertificateDefect.NOT_YET_VALID;
        boolean isLate = defect == CertificateDefect.EXPIRED;
        Instant from = isEarly ? now.plus(DAY) : isLate ? now.minus(YEAR) : now.minus(DAY);
        Instant until = isLate ? now.minus(DAY) : now.plus(YEAR);
        return issue(commonName == null ? "mail server" : commonName, SERVER, encoded, from, until);
    }

    private KeyMaterial newClient(String user) {
        // A mail address in ASCII; an rfc822Name can be nothing else (RFC 5280 §4.2.1.6).
        boolean isAddress = user.indexOf('@') > 0 && user.chars().allMatch(c -> c < 0x7f);
        List<byte[]> names =
                isAddress ? List.of(Der.implicit(RFC822_NAME, user.getBytes(StandardCharsets.US_ASCII))) : List.of();
        Instant now = clock.instant();
        return issue(user, CLIENT, names, now.minus(DAY), now.plus(YEAR));
    }

    private KeyMaterial issue(String commonName, int purpose, List<byte[]> names, Instant from, Instant until) {
        KeyPair keys = CertificateWriter.newKeys();
        X509Certificate leaf = writer.write(
                CertificateWriter.name(commonName),
                keys.getPublic(),
                from,
                until,
                writer.leafExtensions(keys.getPublic(), purpose, names));
        return new KeyMaterial(keys.getPrivate(), List.of(leaf));
    }
}
