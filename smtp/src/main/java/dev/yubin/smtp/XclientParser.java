package dev.yubin.smtp;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The attributes of XCLIENT: words with values in xtext, some of which may be unavailable. */
final class XclientParser {
    private final Map<String, String> values = new HashMap<>();

    private XclientParser() {}

    static XclientCommand parse(String argument) throws SmtpSyntaxException {
        XclientParser parser = new XclientParser();
        for (String attribute : argument.split(" ", -1)) {
            parser.attribute(attribute);
        }
        return parser.command();
    }

    private void attribute(String attribute) throws SmtpSyntaxException {
        int equals = attribute.indexOf('=');
        if (equals < 1) {
            throw new SmtpSyntaxException(Replies.XCLIENT_SYNTAX);
        }
        String word = attribute.substring(0, equals).toUpperCase(Locale.ROOT);
        String value = Xtext.decode(attribute.substring(equals + 1));
        // Who logs in may have any name, everything else is ASCII without spaces.
        boolean login = word.equals("LOGIN");
        boolean right = value != null
                && value.length() <= 255
                && (login ? value.chars().noneMatch(Character::isISOControl) : Ascii.isVisible(value));
        if (!right || values.put(word, value) != null) {
            throw new SmtpSyntaxException(Replies.XCLIENT_SYNTAX);
        }
    }

    private XclientCommand command() throws SmtpSyntaxException {
        InetAddress address = address("ADDR");
        Integer port = port("PORT");
        String name = take("NAME");
        String helo = take("HELO");
        String login = take("LOGIN");
        // Where the client connected to, and how, changes nothing here; it must be right all the same.
        address("DESTADDR");
        port("DESTPORT");
        String protocol = take("PROTO");
        boolean known = protocol == null
                || protocol.isEmpty()
                || protocol.equalsIgnoreCase("SMTP")
                || protocol.equalsIgnoreCase("ESMTP");
        if (!known || !values.isEmpty()) {
            throw new SmtpSyntaxException(Replies.XCLIENT_SYNTAX);
        }
        return new XclientCommand(address, port, name, helo, login);
    }

    /** The value of an attribute: null if it was not said, empty if it is unavailable. */
    private String take(String word) {
        String value = values.remove(word);
        boolean unknown = value != null && (value.equals("[UNAVAILABLE]") || value.equals("[TEMPUNAVAIL]"));
        return unknown ? "" : value;
    }

    private InetAddress address(String word) throws SmtpSyntaxException {
        String value = take(word);
        if (value == null || value.isEmpty()) {
            return null;
        }
        boolean six = value.regionMatches(true, 0, "IPV6:", 0, 5);
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(six ? value.substring(5) : value);
        // A zone means something on the proxy only.
        if (address == null || value.indexOf('%') >= 0) {
            throw new SmtpSyntaxException(Replies.XCLIENT_SYNTAX);
        }
        return address;
    }

    private Integer port(String word) throws SmtpSyntaxException {
        String value = take(word);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!Ascii.areDigits(value, 5) || Integer.parseInt(value) > 65_535) {
            throw new SmtpSyntaxException(Replies.XCLIENT_SYNTAX);
        }
        return Integer.valueOf(value);
    }
}
