package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records by their heads: what is in them does not matter. */
class RecordGuardTest {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Transcript transcript = new Transcript("toy #1");
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RecordGuard guard = new RecordGuard(new Connection(
            channel,
            ToyServices.of(new MemoryMailStore(), new VirtualClock(Instant.EPOCH), Runnable::run),
            ToyServer.LIMITS,
            transcript));

    RecordGuardTest() {
        channel.pipeline().addLast(guard);
    }

    @AfterEach
    void releaseAll() {
        channel.releaseInbound();
        channel.finishAndReleaseAll();
    }

    /** A record with octets that look like the head of another one. */
    private RecordGuardTest record(int type, int length) {
        sent.writeBytes(new byte[] {(byte) type, 3, 3, (byte) (length >> 8), (byte) length});
        for (int i = 0; i < length; i++) {
            sent.write(HANDSHAKE);
        }
        return this;
    }

    private int passed() {
        int octets = 0;
        for (ByteBuf in = channel.readInbound(); in != null; in = channel.readInbound()) {
            octets += in.readableBytes();
            in.release();
        }
        return octets;
    }

    private void sendInPiecesOf(int size) {
        byte[] octets = sent.toByteArray();
        for (int at = 0; at < octets.length && channel.isOpen(); at += size) {
            channel.writeInbound(Unpooled.copiedBuffer(octets, at, Math.min(size, octets.length - at)));
        }
    }

    @Test
    void aHandshakeOfTls12AndWhatFollowsPass() {
        record(HANDSHAKE, 200).record(HANDSHAKE, 1000).record(HANDSHAKE, 70);
        record(CHANGE_CIPHER_SPEC, 1).record(HANDSHAKE, 40).record(DATA, 16_000).record(DATA, 0);
        record(DATA, 300).record(ALERT, 26);
        sendInPiecesOf(7);
        assertThat(channel.isOpen()).isTrue();
        assertThat(passed()).isEqualTo(sent.size());
    }

    /** With a second ClientHello, which a server may ask for (RFC 8446 §4.1.4, appendix D.4). */
    @Test
    void aHandshakeOfTls13AndWhatFollowsPass() {
        record(HANDSHAKE, 500).record(CHANGE_CIPHER_SPEC, 1).record(HANDSHAKE, 600);
        record(DATA, 60).record(DATA, 5000).record(DATA, 40);
        sendInPiecesOf(11);
        assertThat(channel.isOpen()).isTrue();
        assertThat(passed()).isEqualTo(sent.size());
    }

    @Test
    void aSecondHandshakeIsSeenHoweverItArrives() {
        record(HANDSHAKE, 20)
                .record(CHANGE_CIPHER_SPEC, 1)
                .record(HANDSHAKE, 40)
                .record(DATA, 30);
        int before = sent.size();
        record(HANDSHAKE, 20);
        for (int size = 1; size <= sent.size(); size++) {
            RecordGuardTest again = new RecordGuardTest();
            again.sent.writeBytes(sent.toByteArray());
            again.sendInPiecesOf(size);
            assertThat(again.channel.isOpen()).as("in pieces of " + size).isFalse();
            assertThat(again.passed()).isLessThanOrEqualTo(before);
            assertThat(again.transcript.toString()).contains("the client wanted to renegotiate TLS");
            again.releaseAll();
        }
    }

    @Test
    void aHandshakeThatGoesOnAndOnIsCutOff() {
        for (int i = 0; i < 20; i++) {
            record(HANDSHAKE, 16_000);
        }
        sendInPiecesOf(1000);
        assertThat(channel.isOpen()).isFalse();
        assertThat(passed()).isLessThanOrEqualTo(RecordGuard.MAX_HANDSHAKE_OCTETS);
        assertThat(transcript.toString()).contains("the client sent too much during the TLS handshake");
    }

    /** As OpenSSL says that it does not take a certificate, though the JDK's engine expects it encrypted. */
    @Test
    void aPlainAlertOfTheHandshakeIsRead() {
        assertThat(TlsAlert.of(guard)).isNull();
        record(HANDSHAKE, 200).record(CHANGE_CIPHER_SPEC, 1);
        sent.writeBytes(new byte[] {ALERT, 3, 3, 0, 2, 2, 48});
        sendInPiecesOf(3);
        assertThat(TlsAlert.of(guard)).isEqualTo(TlsAlert.UNKNOWN_CA).hasToString("unknown_ca");
        assertThat(TlsAlert.UNKNOWN_CA.isAboutCertificates()).isTrue();
    }

    @Test
    void behindTheEndOfTlsAllIsThrownAway() {
        guard.discard();
        record(DATA, 100).record(HANDSHAKE, 100);
        sendInPiecesOf(64);
        assertThat(passed()).isZero();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void behindTheHandshakeThereMayBeAnyNumberOfOctets() {
        record(HANDSHAKE, 200).record(CHANGE_CIPHER_SPEC, 1).record(HANDSHAKE, 40);
        sendInPiecesOf(1000);
        sent.reset();
        guard.handshakeOver();
        for (int i = 0; i < 40; i++) {
            record(DATA, 16_000);
        }
        sendInPiecesOf(1000);
        assertThat(channel.isOpen()).isTrue();
    }
}
