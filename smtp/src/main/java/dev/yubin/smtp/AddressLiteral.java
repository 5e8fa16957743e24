package dev.yubin.smtp;

import io.netty.util.AsciiString;
import io.netty.util.NetUtil;

/** What stands between the brackets of an address literal, RFC 5321 §4.1.3: IPv4, {@code IPv6:} or another tag. */
final class AddressLiteral {
    private AddressLiteral() {}

    static boolean isValid(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return isIpv4(text);
        }
        String tag = text.substring(0, colon);
        String content = text.substring(colon + 1);
        return AsciiString.contentEqualsIgnoreCase(tag, "IPv6") ? isIpv6(content) : isTag(tag) && isContent(content);
    }

    /** Numbers without leading zeros, which some programs read as octal ones. */
    private static boolean isIpv4(String text) {
        boolean begins = true;
        for (int i = 0; i + 1 < text.length(); i++) {
            if (begins && text.charAt(i) == '0' && text.charAt(i + 1) != '.') {
                return false;
            }
            begins = text.charAt(i) == '.';
        }
        return NetUtil.isValidIpV4Address(text);
    }

    private static boolean isIpv6(String text) {
        // A zone is no part of an address, and brackets stand outside.
        boolean plain = text.indexOf('%') < 0 && text.indexOf('[') < 0;
        String last = text.substring(text.lastIndexOf(':') + 1);
        return plain && NetUtil.isValidIpV6Address(text) && (last.indexOf('.') < 0 || isIpv4(last));
    }

    /** {@code Standardized-tag = Ldh-str}. */
    private static boolean isTag(String text) {
        return !text.isEmpty()
                && text.charAt(text.length() - 1) != '-'
                && text.chars().allMatch(c -> Ascii.isLetterOrDigit(c) || c == '-');
    }

    /** {@code 1*dcontent}. */
    private static boolean isContent(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~' && "[\\]".indexOf(c) < 0);
    }
}
