package dev.yubin.protocol.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads PEM files (RFC 7468). What stands around the blocks is skipped, as OpenSSL does. */
final class PemFile {
    /** No file of certificates is larger; a device that never ends is. */
    private static final int LARGEST = 16 * 1024 * 1024;

    /** What a file of DER begins with. */
    private static final byte SEQUENCE = 0x30;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private PemFile() {}

    /**
     * All certificates of a file, at least one, in their order.
     *
     * @throws IllegalArgumentException if it cannot be read, has none, or has a broken one
     */
    static List<X509Certificate> certificates(Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : read(file)) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.add(certificate(block, file, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in " + file + ": " + whatThereIs(file));
        }
        return certificates;
    }

    /** What a file without certificates has instead, and what to do about it. */
    private static String whatThereIs(Path file) {
        byte[] octets = octets(file);
        if (octets.length == 0) {
            return "it is empty";
        }
        if (octets[0] == SEQUENCE) {
            return "it is binary; if it is PKCS#12 use TlsOptions.pkcs12, if it is DER, openssl x509 -inform DER -in "
                    + file + " -out chain.pem makes what is wanted of it";
        }
        List<PemBlock> blocks = read(file);
        if (blocks.isEmpty()) {
            return "it must have lines with -----BEGIN CERTIFICATE-----";
        }
        String label = blocks.get(0).label();
        return label.endsWith("PRIVATE KEY")
                ? "it has a " + label + "; are the files of chain and key swapped?"
                : "it has a " + label + ", which is none";
    }

    /**
     * All blocks of a file.
     *
     * @throws IllegalArgumentException if it cannot be read or one is broken
     */
    static List<PemBlock> read(Path file) {
        // Text around the blocks may have any encoding.
        String text = new String(octets(file), StandardCharsets.ISO_8859_1);
        List<PemBlock> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
            int start = labelEnd + DASHES.length();
            int end = labelEnd < 0 ? -1 : text.indexOf(END + label + DASHES, start);
            if (end < 0) {
                throw new IllegalArgumentException(
                        file + " is cut off: " + BEGIN + label + " has no end; copy the file again");
            }
            blocks.add(block(label, text.substring(start, end), file));
            at = text.indexOf(BEGIN, end + END.length());
        }
        return blocks;
    }

    /**
     * The octets of a file.
     *
     * @throws IllegalArgumentException if it cannot be read, or is larger than any that is meant
     */
    static byte[] octets(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw new IllegalArgumentException(file + " is too large for a file of certificates or keys");
            }
            return octets;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no file " + file.toAbsolutePath(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + file.toAbsolutePath() + " cannot be read: " + e, e);
        }
    }

    private static PemBlock block(String label, String body, Path file) {
        StringBuilder base64 = new StringBuilder(body.length());
        boolean hasHeaders = body.indexOf(':') >= 0;
        // Headers end with an empty line (RFC 1421 §4.4).
        int at = hasHeaders ? afterEmptyLine(body) : 0;
        for (int i = at; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c > ' ') {
                base64.append(c);
            }
        }
        try {
            byte[] octets = Base64.getDecoder().decode(base64.toString());
            return new PemBlock(label, hasHeaders, octets);
        } catch (IllegalArgumentException e) {
            // The decoder's own words show characters of what may be a key.
            throw new IllegalArgumentException(
                    "The base64 of " + label + " in " + file + " is broken; copy the file again");
        }
    }

    private static int afterEmptyLine(String body) {
        int empty = body.indexOf("\n\n", body.lastIndexOf(':'));
        if (empty < 0) {
            empty = body.indexOf("\n\r\n", body.lastIndexOf(':'));
        }
        return empty < 0 ? 0 : empty;
    }

    private static X509Certificate certificate(PemBlock block, Path file, int number) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.octets()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "Certificate " + number + " in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
