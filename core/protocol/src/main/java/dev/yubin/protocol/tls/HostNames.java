package dev.yubin.protocol.tls;

import dev.yubin.store.AccountName;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The hosts that a certificate is for: names and IP addresses, in the form that certificates have them. */
public final class HostNames {
    private static final String WILDCARD = "*.";

    private HostNames() {}

    /**
     * The names in lower case with A-labels, without doubles and in the same order.
     *
     * @throws IllegalArgumentException if one is neither a host name nor an IP address
     */
    public static Set<String> of(List<String> names) {
        Set<String> canonical = new LinkedHashSet<>();
        for (String name : names) {
            canonical.add(check(name));
        }
        return canonical;
    }

    /**
     * A host name, which may begin with {@code *.}, or an IP address, or an address literal as SMTP has it
     * (RFC 5321 §4.1.3), in canonical form.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static String check(String name) {
        String bare = withoutBrackets(name);
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(bare);
        if (address != null) {
            return address.getHostAddress();
        }
        boolean isWild = bare.startsWith(WILDCARD);
        String host = isWild ? bare.substring(WILDCARD.length()) : bare;
        try {
            if (host.indexOf('[') < 0) {
                return (isWild ? WILDCARD : "") + AccountName.canonicalDomain(host);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + ": a certificate is for host names and IP addresses", e);
        }
        throw new IllegalArgumentException("Not an address literal: " + name);
    }

    /** The octets of an IP address in canonical form; null of a name. */
    static byte[] address(String canonical) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(canonical);
        return address == null ? null : address.getAddress();
    }

    private static String withoutBrackets(String name) {
        if (!name.startsWith("[") || !name.endsWith("]")) {
            return name;
        }
        String tag = "IPv6:";
        int start = name.regionMatches(true, 1, tag, 0, tag.length()) ? 1 + tag.length() : 1;
        return name.substring(start, name.length() - 1);
    }
}
