package dev.yubin.protocol.sasl;

import dev.yubin.protocol.ScramHash;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The client's side of SCRAM, written from RFC 5802 §3 without the server's code but for the hash functions. */
public final class ScramClient {
    private final ScramHash hash;
    private final String header;
    private final String bare;
    private final byte[] binding;
    private String authMessage;
    private byte[] salted;

    /** One that is not bound to its connection. */
    public ScramClient(ScramHash hash, String header, String user, String nonce) {
        this(hash, header, user, nonce, "");
    }

    /** One that is. */
    public ScramClient(ScramHash hash, String header, String user, String nonce, String binding) {
        this.hash = hash;
        this.header = header;
        this.bare = "n=" + user + ",r=" + nonce;
        this.binding = Text.octets(header + binding);
    }

    /** Its first message. */
    public String first() {
        return header + bare;
    }

    /** Its answer to the server's first message. */
    public String last(String password, String serverFirst) throws Exception {
        return last(password, serverFirst, serverFirst.split(",")[0].substring(2));
    }

    /** The same with another nonce than the server's, which it signs. */
    public String last(String password, String serverFirst, String nonce) throws Exception {
        String[] parts = serverFirst.split(",");
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        int iterations = Integer.parseInt(parts[2].substring(2));
        String algorithm = hash == ScramHash.SHA_1 ? "PBKDF2WithHmacSHA1" : "PBKDF2WithHmacSHA256";
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, hash.octets() * 8);
        salted = SecretKeyFactory.getInstance(algorithm).generateSecret(spec).getEncoded();
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(binding) + ",r=" + nonce;
        authMessage = bare + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = hash.hmac(salted, Text.octets("Client Key"));
        byte[] signature = hash.hmac(hash.digest(clientKey), Text.octets(authMessage));
        byte[] proof = Arrays.copyOf(clientKey, clientKey.length);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= signature[i];
        }
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    /** What the server must answer to that. */
    public String expected() {
        byte[] serverKey = hash.hmac(salted, Text.octets("Server Key"));
        return "v=" + Base64.getEncoder().encodeToString(hash.hmac(serverKey, Text.octets(authMessage)));
    }
}
