package dev.yubin;

import java.net.InetSocketAddress;

/** Where a server listens for one protocol. */
public final class Endpoint {
    private final String protocol;
    private final InetSocketAddress address;

    Endpoint(String protocol, InetSocketAddress address) {
        this.protocol = protocol;
        this.address = address;
    }

    /** The protocol's name, in lower case. */
    public String protocol() {
        return protocol;
    }

    /** The host to connect to, as an IP address. */
    public String host() {
        return address.getAddress().getHostAddress();
    }

    /** The port, the one that was really taken if 0 was asked for. */
    public int port() {
        return address.getPort();
    }

    /** Host and port. */
    public InetSocketAddress address() {
        return address;
    }

    /** For people: {@code smtp on 127.0.0.1:2525}. */
    @Override
    public String toString() {
        return protocol + " on " + at(address);
    }

    /** {@code 127.0.0.1:2525}, or {@code [::1]:2525}. */
    static String at(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
