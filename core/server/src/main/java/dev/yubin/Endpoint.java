package dev.yubin;

import io.netty.util.NetUtil;
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

    /** Host and port as a URL has them: {@code 127.0.0.1:2525}, {@code [::1]:2525}. */
    public String authority() {
        return authority(address);
    }

    static String authority(InetSocketAddress address) {
        return NetUtil.toSocketAddressString(address.getAddress().getHostAddress(), address.getPort());
    }

    /** For people: {@code smtp on 127.0.0.1:2525}. */
    @Override
    public String toString() {
        return protocol + " on " + authority();
    }
}
