package dev.yubin.protocol.sasl;

import dev.yubin.protocol.ScramHash;
import dev.yubin.protocol.ScramKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;

/**
 * SCRAM-SHA-1 (RFC 5802), SCRAM-SHA-256 (RFC 7677) and both with -PLUS: the client proves that it knows the password, and
 * the server that it has its keys, without showing either. The server's last word is one more challenge, which the client
 * answers with nothing. Errors of the server are refusals of the protocol, not {@code e=}, which few clients read.
 */
final class Scram implements Exchange {
    private final Grounds grounds;
    private final ScramHash hash;
    private final boolean plus;
    private final String serverNonce;

    /** These three are null until the client's first message. */
    private ScramMessage.First first;

    private ScramKeys keys;
    private String serverFirst;
    /** Null until the user has proved who it is. */
    private Step outcome;

    Scram(Grounds grounds, ScramHash hash, boolean plus) {
        this(grounds, hash, plus, Nonces.text());
    }

    Scram(Grounds grounds, ScramHash hash, boolean plus, String serverNonce) {
        this.grounds = grounds;
        this.hash = hash;
        this.plus = plus;
        this.serverNonce = serverNonce;
    }

    @Override
    public Step step(byte[] response) throws IOException, BadMessage {
        if (first == null) {
            return first(Text.utf8(response));
        }
        if (outcome == null) {
            return last(Text.utf8(response));
        }
        if (response.length > 0) {
            throw new BadMessage("SCRAM is over");
        }
        return outcome;
    }

    private Step first(String message) throws IOException, BadMessage {
        ScramMessage.First said = ScramMessage.First.parse(message);
        Step refusal = checkBinding(said.header());
        if (refusal != null) {
            return refusal;
        }
        first = said;
        keys = grounds.authenticator().scram(said.user(), hash).orElseGet(() -> ScramKeys.decoy(said.user(), hash));
        serverFirst = "r=" + said.nonce() + serverNonce + ",s=" + Text.base64(keys.salt()) + ",i=" + keys.iterations();
        return new Step.Challenge(Text.octets(serverFirst));
    }

    /** What is wrong with how the client wants to be bound to the connection (RFC 5802 §6); null if nothing is. */
    private Step checkBinding(Gs2Header header) throws BadMessage {
        if (plus != (header.flag() == 'p')) {
            throw new BadMessage("Channel binding is for -PLUS mechanisms, and they are for nothing else");
        }
        if (header.flag() == 'y' && grounds.peer().isBindable()) {
            // Somebody has struck -PLUS off the list that the client has seen.
            return new Step.Wrong("Channel binding is offered here: use the -PLUS mechanism");
        }
        if (plus && grounds.peer().channelBinding(header.binding()).isEmpty()) {
            return new Step.Wrong("There is no such channel binding here");
        }
        return null;
    }

    private Step last(String message) throws IOException, BadMessage {
        ScramMessage.Final said = ScramMessage.Final.parse(message);
        if (!MessageDigest.isEqual(binding(), said.binding())) {
            return new Step.Wrong("The channel binding is not that of this connection");
        }
        byte[] authMessage = Text.octets(first.bare() + "," + serverFirst + "," + said.withoutProof());
        boolean proved = isProof(said.proof(), authMessage);
        if (!proved || !said.nonce().equals(first.nonce() + serverNonce)) {
            return new Step.Wrong(Grounds.WRONG);
        }
        outcome = grounds.admit(first.user(), first.header().actingAs());
        if (!(outcome instanceof Step.Proved)) {
            return outcome;
        }
        byte[] signature = hash.hmac(keys.serverKey(), authMessage);
        return new Step.Challenge(Text.octets("v=" + Text.base64(signature)));
    }

    /** cbind-input: the header as it was sent, and what both ends know of the connection. */
    private byte[] binding() {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(Text.octets(first.header().text()));
        if (plus) {
            grounds.peer().channelBinding(first.header().binding()).ifPresent(input::writeBytes);
        }
        return input.toByteArray();
    }

    /** Whether it comes from the key of which we have the hash (RFC 5802 §3). */
    private boolean isProof(byte[] proof, byte[] authMessage) throws BadMessage {
        if (proof.length != hash.octets()) {
            throw new BadMessage("The proof has a wrong length");
        }
        byte[] clientKey = hash.hmac(keys.storedKey(), authMessage);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(keys.storedKey(), hash.digest(clientKey));
    }
}
