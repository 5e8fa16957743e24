package dev.yubin.protocol.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads the private key of a PEM file: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017, RSA) and SEC 1 (RFC 5915, EC). */
final class PemPrivateKey {
    private static final byte[] RSA = Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 1), Der.nothing());
    private static final byte[] EC = Der.oid(1, 2, 840, 10045, 2, 1);

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int OID = 0x06;
    private static final int PARAMETERS = 0xa0;

    /** The JDK's names of key algorithms, by the hexadecimal content of their identifiers. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "2a864886f70d010101", "RSA",
            "2a864886f70d01010a", "RSASSA-PSS",
            "2a8648ce3d0201", "EC",
            "2b6570", "EdDSA",
            "2b6571", "EdDSA");

    private final Path file;

    /** Null if there is none. */
    private final String password;

    PemPrivateKey(Path file, String password) {
        this.file = file;
        this.password = password;
    }

    /**
     * The first private key of the file.
     *
     * @throws IllegalArgumentException if there is none, or it cannot be read; it says what to do
     */
    PrivateKey read() {
        List<PemBlock> blocks = PemFile.read(file);
        byte[] curve = null;
        for (PemBlock block : blocks) {
            switch (block.label()) {
                case "PRIVATE KEY":
                    return key(block.octets());
                case "ENCRYPTED PRIVATE KEY":
                    return key(decrypt(block.octets()));
                case "RSA PRIVATE KEY":
                    return key(privateKeyInfo(RSA, plain(block)));
                case "EC PARAMETERS":
                    curve = block.octets();
                    break;
                case "EC PRIVATE KEY":
                    return key(ecPrivateKeyInfo(plain(block), curve));
                default:
                // A certificate of the same file, or what is not for us.
            }
        }
        throw new IllegalArgumentException("There is no private key that can be read in " + file + ", which has "
                + (blocks.isEmpty() ? "no PEM block" : blocks.toString()) + ": " + toPkcs8());
    }

    private static byte[] privateKeyInfo(byte[] algorithm, byte[] key) {
        return Der.sequence(Der.integer(0), algorithm, Der.octetString(key));
    }

    /** The curve is in the key itself, or in the block that OpenSSL writes in front. */
    private byte[] ecPrivateKeyInfo(byte[] key, byte[] curveInFront) {
        byte[] curve = curveIn(key);
        if (curve == null) {
            curve = curveInFront;
        }
        if (curve == null) {
            throw broken("names no curve", null);
        }
        return privateKeyInfo(Der.sequence(EC, curve), key);
    }

    /** ECPrivateKey ::= SEQUENCE { version INTEGER, privateKey OCTET STRING, parameters [0] OPTIONAL ... }. */
    private byte[] curveIn(byte[] key) {
        byte[] content = new DerReader(key).content(SEQUENCE);
        if (content == null) {
            throw broken("is broken", null);
        }
        DerReader fields = new DerReader(content);
        if (fields.content(INTEGER) == null || fields.content(OCTET_STRING) == null) {
            throw broken("is broken", null);
        }
        return fields.content(PARAMETERS);
    }

    /** OpenSSL's own encryption of keys, older than PKCS#8, takes MD5 for the password. */
    private byte[] plain(PemBlock block) {
        if (block.hasHeaders()) {
            throw new IllegalArgumentException(
                    "The key in " + file + " is encrypted in OpenSSL's old form: " + toPkcs8());
        }
        return block.octets();
    }

    private byte[] decrypt(byte[] octets) {
        if (password == null) {
            throw new IllegalArgumentException(
                    "The key in " + file + " is encrypted: give its password, TlsOptions.pem(chain, key, password)");
        }
        char[] characters = password.toCharArray();
        PBEKeySpec spec = new PBEKeySpec(characters);
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(octets);
            AlgorithmParameters parameters = encrypted.getAlgParameters();
            // PBES2 is many schemes; the JDK has the name of this one only as what its parameters print.
            boolean isScheme2 = parameters != null && parameters.getAlgorithm().equals("PBES2");
            String algorithm = isScheme2 ? parameters.toString() : encrypted.getAlgName();
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (IOException | NoSuchAlgorithmException e) {
            throw broken("is encrypted in a way that this JDK does not know", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The password does not open the key in " + file, e);
        } finally {
            spec.clearPassword();
            Arrays.fill(characters, '\0');
        }
    }

    private PrivateKey key(byte[] pkcs8) {
        String algorithm = algorithm(pkcs8);
        if (algorithm == null) {
            throw broken("is broken, or of an algorithm that TLS does not use", null);
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException e) {
            throw broken("is broken, or on a curve that this JDK does not know", e);
        } catch (NoSuchAlgorithmException e) {
            throw broken("is of an algorithm that this JDK does not know, " + algorithm, e);
        }
    }

    /** PrivateKeyInfo ::= SEQUENCE { version INTEGER, SEQUENCE { algorithm OBJECT IDENTIFIER ... } ... }. */
    private static String algorithm(byte[] pkcs8) {
        byte[] content = new DerReader(pkcs8).content(SEQUENCE);
        DerReader fields = new DerReader(content == null ? new byte[0] : content);
        byte[] identifier = fields.content(INTEGER) == null ? null : fields.content(SEQUENCE);
        byte[] oid = identifier == null ? null : new DerReader(identifier).content(OID);
        return oid == null ? null : ALGORITHMS.get(HexFormat.of().formatHex(oid));
    }

    private IllegalArgumentException broken(String how, Exception cause) {
        return new IllegalArgumentException("The private key in " + file + " " + how + ": " + toPkcs8(), cause);
    }

    private String toPkcs8() {
        return "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem makes a file that is understood";
    }
}
