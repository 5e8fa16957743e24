package dev.yubin.protocol.tls;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** What ties an exchange to a TLS connection: {@code tls-server-end-point} and {@code tls-exporter}. */
public final class ChannelBindings {
    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTER_OCTETS = 32;

    /** {@code exportKeyingMaterialData(String, byte[], int)}, which JDK 25 has; null on those that have it not. */
    private static final MethodHandle EXPORT = export();

    private ChannelBindings() {}

    /** The binding of this type; empty if there is none. */
    public static Optional<byte[]> of(SSLSession session, String type) {
        return switch (type) {
            case "tls-server-end-point" -> serverEndPoint(session);
            case "tls-exporter" -> exporter(session);
            default -> Optional.empty();
        };
    }

    /** RFC 5929 §4.1: the server's certificate, hashed as its signature is, but not with MD5 or SHA-1. */
    private static Optional<byte[]> serverEndPoint(SSLSession session) {
        Certificate[] shown = session.getLocalCertificates();
        if (shown == null || shown.length == 0 || !(shown[0] instanceof X509Certificate own)) {
            return Optional.empty();
        }
        try {
            Optional<String> hash = signatureHash(own);
            return hash.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(hash.get()).digest(own.getEncoded()));
        } catch (GeneralSecurityException e) {
            // A hash that this JDK does not have.
            return Optional.empty();
        }
    }

    private static Optional<String> signatureHash(X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.equals("RSASSA-PSS")) {
            return pssHash(certificate);
        }
        int with = algorithm.indexOf("WITH");
        if (with < 0) {
            // Ed25519 and Ed448 have none: RFC 5929 leaves the binding undefined.
            return Optional.empty();
        }
        return Optional.of(strong(algorithm.substring(0, with)));
    }

    private static Optional<String> pssHash(X509Certificate certificate) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        try {
            parameters.init(certificate.getSigAlgParams());
        } catch (IOException e) {
            return Optional.empty();
        }
        PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
        return Optional.of(strong(pss.getDigestAlgorithm().toUpperCase(Locale.ROOT)));
    }

    /** The hash by its JDK name: {@code SHA256} has a hyphen there, {@code SHA3-256} has two names' worth of its own. */
    private static String strong(String hash) {
        if (hash.equals("MD5") || hash.equals("SHA1") || hash.equals("SHA-1") || hash.equals("SHA")) {
            return "SHA-256";
        }
        return hash.startsWith("SHA") && Character.isDigit(hash.charAt(3)) && hash.indexOf('-') < 0
                ? "SHA-" + hash.substring(3)
                : hash;
    }

    /** RFC 9266 §2: only TLS 1.3 has it without an extension that the JDK would have to tell of. */
    private static Optional<byte[]> exporter(SSLSession session) {
        if (EXPORT == null
                || !session.getProtocol().equals("TLSv1.3")
                || !(session instanceof ExtendedSSLSession exporting)) {
            return Optional.empty();
        }
        try {
            return Optional.of((byte[]) EXPORT.invokeExact(exporting, EXPORTER_LABEL, new byte[0], EXPORTER_OCTETS));
        } catch (GeneralSecurityException | SSLException | RuntimeException e) {
            return Optional.empty();
        } catch (Throwable e) {
            throw new IllegalStateException("The JDK's key export fails", e);
        }
    }

    private static MethodHandle export() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            ExtendedSSLSession.class,
                            "exportKeyingMaterialData",
                            MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
