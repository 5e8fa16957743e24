package dev.yubin.protocol;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of networks, each an address or a block of addresses in CIDR notation (RFC 4632, RFC 4291 §2.3): of trusted
 * proxies, say. An IPv4 address is the same in its IPv6 form, {@code ::ffff:192.0.2.1}. Immutable.
 */
public final class Networks {
    private static final Networks NONE = new Networks(List.of(), List.of());

    /** An IPv4 block in its IPv6 form: so many more bits are fixed (RFC 4291 §2.5.5.2). */
    private static final int MAPPED_BITS = 96;

    private final List<String> blocks;
    private final List<IpSubnetFilterRule> rules;

    private Networks(List<String> blocks, List<IpSubnetFilterRule> rules) {
        this.blocks = blocks;
        this.rules = rules;
    }

    /** No network: nobody is in it. */
    public static Networks none() {
        return NONE;
    }

    /**
     * The networks of these blocks. Bits behind the prefix do not matter.
     *
     * @param blocks such as {@code 10.0.0.0/8}, {@code 192.0.2.7}, {@code 2001:db8::/32}, {@code ::1}; no host names
     * @throws IllegalArgumentException if one is no block, saying what is wrong with it
     */
    public static Networks of(String... blocks) {
        if (blocks.length == 0) {
            return NONE;
        }
        return new Networks(
                List.of(blocks), Stream.of(blocks).map(Networks::rule).toList());
    }

    /** Whether an address is in one of these networks. */
    public boolean contains(InetAddress address) {
        if (rules.isEmpty()) {
            return false;
        }
        InetSocketAddress plain = new InetSocketAddress(unmapped(address), 0);
        for (IpSubnetFilterRule rule : rules) {
            if (rule.matches(plain)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is none, so that nobody can be in it. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    private static IpSubnetFilterRule rule(String block) {
        int slash = block.indexOf('/');
        String text = slash < 0 ? block : block.substring(0, slash);
        InetAddress address = text.indexOf('[') >= 0 || text.indexOf('%') >= 0
                ? null
                : NetUtil.createInetAddressFromIpAddressString(text);
        if (address == null) {
            throw new IllegalArgumentException("Not a network, \"" + text + "\" is no IP address: " + block);
        }
        boolean isIpv4 = address instanceof Inet4Address;
        boolean isMapped = isIpv4 && text.indexOf(':') >= 0;
        int most = isIpv4 && !isMapped ? 32 : 128;
        int bits = slash < 0 ? most : number(block.substring(slash + 1));
        if (bits < 0 || bits > most || isMapped && bits < MAPPED_BITS) {
            throw new IllegalArgumentException("Not a network, the prefix length must be from "
                    + (isMapped ? MAPPED_BITS : 0) + " to " + most + ": " + block);
        }
        return new IpSubnetFilterRule(address, isMapped ? bits - MAPPED_BITS : bits, IpFilterRuleType.ACCEPT);
    }

    /** A number of up to three digits, or -1. */
    private static int number(String text) {
        boolean isNumber = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(text) : -1;
    }

    /** An IPv4 address that is written as one of IPv6 (RFC 4291 §2.5.5.2) as what it is; any other as it is. */
    public static InetAddress unmapped(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address;
        }
        try {
            // Makes an IPv4 address of one in IPv6 form.
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has a wrong length", e);
        }
    }

    /** The blocks as they were given. */
    @Override
    public String toString() {
        return blocks.isEmpty() ? "no networks" : String.join(", ", blocks);
    }
}
