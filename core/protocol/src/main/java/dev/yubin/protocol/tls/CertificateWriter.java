package dev.yubin.protocol.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes X.509 certificates, version 3 (RFC 5280), for EC keys and signed with them. */
final class CertificateWriter {
    /** ecdsa-with-SHA256, RFC 5758 §3.2; it has no parameters. */
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));

    private static final byte[] COMMON_NAME = Der.oid(2, 5, 4, 3);
    private static final byte[] ORGANIZATION = Der.oid(2, 5, 4, 10);

    /** Version 3 is written as 2. */
    private static final byte[] VERSION_3 = Der.explicit(0, Der.integer(2));

    /** RFC 5280 §4.1.2.2: at most 20 octets. */
    private static final int SERIAL_OCTETS = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] issuer;
    private final KeyPair issuerKeys;

    /** What signs for this issuer with these keys. */
    CertificateWriter(byte[] issuer, KeyPair issuerKeys) {
        this.issuer = issuer;
        this.issuerKeys = issuerKeys;
    }

    /** A new key pair on the curve P-256. */
    static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK makes no EC keys (module jdk.crypto.ec): " + e.getMessage(), e);
        }
    }

    /** The distinguished name of somebody here. */
    static byte[] name(String commonName) {
        return Der.sequence(attribute(ORGANIZATION, "Yubin"), attribute(COMMON_NAME, commonName));
    }

    /** The number by which certificates name a key: any that is the key's own will do (RFC 5280 §4.2.1.2). */
    static byte[] keyIdentifier(PublicKey key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** A certificate for a key, signed. */
    X509Certificate write(byte[] subject, PublicKey key, Instant from, Instant until, List<byte[]> extensions) {
        byte[] content = Der.sequence(
                VERSION_3,
                Der.integer(serial()),
                ECDSA_WITH_SHA256,
                issuer,
                Der.sequence(Der.time(from), Der.time(until)),
                subject,
                // The JDK encodes a public key as SubjectPublicKeyInfo.
                key.getEncoded(),
                Der.explicit(3, Der.sequence(extensions.toArray(byte[][]::new))));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuerKeys.getPrivate());
            signature.update(content);
            byte[] all = Der.sequence(content, ECDSA_WITH_SHA256, Der.bitString(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate cannot be made: " + e.getMessage(), e);
        }
    }

    /** What the issuer's own certificate has. */
    static List<byte[]> authorityExtensions(PublicKey key) {
        return List.of(
                // An authority, for certificates of hosts and clients but of no further authorities.
                extension(19, true, Der.sequence(Der.bool(true), Der.integer(0))),
                // keyCertSign, cRLSign
                extension(15, true, Der.namedBits(5, 6)),
                extension(14, false, Der.octetString(keyIdentifier(key))));
    }

    /**
     * What a host's or a client's certificate has.
     *
     * @param purpose the last number of id-kp-serverAuth or id-kp-clientAuth
     * @param names alternative names, encoded
     */
    List<byte[]> leafExtensions(PublicKey key, int purpose, List<byte[]> names) {
        List<byte[]> extensions = new ArrayList<>();
        extensions.add(extension(19, true, Der.sequence()));
        // digitalSignature
        extensions.add(extension(15, true, Der.namedBits(0)));
        extensions.add(extension(37, false, Der.sequence(Der.oid(1, 3, 6, 1, 5, 5, 7, 3, purpose))));
        extensions.add(extension(14, false, Der.octetString(keyIdentifier(key))));
        byte[] issuedBy = Der.implicit(0, keyIdentifier(issuerKeys.getPublic()));
        extensions.add(extension(35, false, Der.sequence(issuedBy)));
        if (!names.isEmpty()) {
            extensions.add(extension(17, false, Der.sequence(names.toArray(byte[][]::new))));
        }
        return extensions;
    }

    /** An extension of RFC 5280 §4.2.1, by the last number of its identifier. */
    private static byte[] extension(int id, boolean isCritical, byte[] value) {
        byte[] oid = Der.oid(2, 5, 29, id);
        byte[] octets = Der.octetString(value);
        return isCritical ? Der.sequence(oid, Der.bool(true), octets) : Der.sequence(oid, octets);
    }

    private static byte[] attribute(byte[] type, String value) {
        return Der.setOf(Der.sequence(type, Der.utf8(value)));
    }

    private static BigInteger serial() {
        byte[] octets = new byte[SERIAL_OCTETS];
        RANDOM.nextBytes(octets);
        // Positive, and never zero.
        octets[0] = (byte) (octets[0] & 0x7f | 0x40);
        return new BigInteger(octets);
    }
}
