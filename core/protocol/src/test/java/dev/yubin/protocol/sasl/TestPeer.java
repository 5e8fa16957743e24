package dev.yubin.protocol.sasl;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A client of which everything can be said. */
public final class TestPeer implements Peer {
    private final Map<String, byte[]> bindings = new HashMap<>();
    private boolean encrypted;
    private X509Certificate certificate;

    /** One on a plain connection from 127.0.0.1. */
    public static TestPeer plain() {
        return new TestPeer();
    }

    /** One on a TLS connection with channel bindings. */
    public static TestPeer tls() {
        return plain().startTls().bind("tls-server-end-point", "hash").bind("tls-exporter", "key");
    }

    /** TLS begins, without a channel binding. */
    public TestPeer startTls() {
        encrypted = true;
        return this;
    }

    /** There is a channel binding. */
    public TestPeer bind(String type, String octets) {
        bindings.put(type, Text.octets(octets));
        return this;
    }

    /** It has shown a certificate. */
    public TestPeer shows(X509Certificate shown) {
        certificate = shown;
        return this;
    }

    @Override
    public InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean encrypted() {
        return encrypted;
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.ofNullable(bindings.get(type));
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return Optional.ofNullable(certificate);
    }
}
