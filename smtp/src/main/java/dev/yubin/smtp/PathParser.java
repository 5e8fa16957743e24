package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.store.AccountName;
import io.netty.util.NetUtil;

/**
 * Reads a path, RFC 5321 §4.1.2: one method per rule, by the rule's name. Source routes are read and ignored (§4.1.1.3,
 * appendix C).
 */
final class PathParser {
    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private final String text;
    private final Reply refusal;
    private int at;

    /**
     * A parser at the beginning of a path.
     *
     * @param refusal what a wrong path is answered
     */
    PathParser(String text, Reply refusal) {
        this.text = text;
        this.refusal = refusal;
    }

    /** {@code Reverse-path = Path / "<>"}; null for the latter. */
    MailAddress reversePath() throws SmtpSyntaxException {
        if (text.startsWith("<>")) {
            at = 2;
            return null;
        }
        return path();
    }

    /** {@code Forward-path = Path}, or {@code "<Postmaster>"}, the one address without a domain. */
    MailAddress forwardPath() throws SmtpSyntaxException {
        String postmaster = "<postmaster>";
        if (text.regionMatches(true, 0, postmaster, 0, postmaster.length())) {
            at = postmaster.length();
            return MailAddress.of(text.substring(1, at - 1), AccountName.bare("postmaster"));
        }
        return path();
    }

    /** What stands behind the path and one space; empty if nothing does. */
    String rest() throws SmtpSyntaxException {
        if (at == text.length()) {
            return "";
        }
        expect(' ');
        return text.substring(at);
    }

    /** {@code Path = "<" [ A-d-l ":" ] Mailbox ">"}. */
    private MailAddress path() throws SmtpSyntaxException {
        expect('<');
        if (peek() == '@') {
            sourceRoute();
        }
        MailAddress mailbox = mailbox();
        expect('>');
        return mailbox;
    }

    /** {@code A-d-l = At-domain *( "," At-domain )}, and the colon behind it. */
    private void sourceRoute() throws SmtpSyntaxException {
        expect('@');
        domain();
        while (peek() == ',') {
            at++;
            expect('@');
            domain();
        }
        expect(':');
    }

    /** {@code Mailbox = Local-part "@" ( Domain / address-literal )}. */
    private MailAddress mailbox() throws SmtpSyntaxException {
        int start = at;
        String localPart = peek() == '"' ? quotedString() : dotString();
        expect('@');
        String domain = peek() == '[' ? addressLiteral() : domain();
        try {
            return MailAddress.of(text.substring(start, at), AccountName.of(localPart, domain));
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    /** {@code Dot-string = Atom *( "." Atom )}. */
    private String dotString() throws SmtpSyntaxException {
        int start = at;
        atom();
        while (peek() == '.') {
            at++;
            atom();
        }
        return text.substring(start, at);
    }

    /** {@code Atom = 1*atext}. */
    private void atom() throws SmtpSyntaxException {
        int start = at;
        while (isLetterOrDigit(peek()) || ATEXT_SPECIALS.indexOf(peek()) >= 0) {
            at++;
        }
        if (at == start) {
            throw wrong();
        }
    }

    /** {@code Quoted-string = DQUOTE *QcontentSMTP DQUOTE}; what it means, without quotes. */
    private String quotedString() throws SmtpSyntaxException {
        StringBuilder content = new StringBuilder();
        expect('"');
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            char c = peek();
            if (c < ' ' || c > '~') {
                throw wrong();
            }
            content.append(c);
            at++;
        }
        expect('"');
        return content.toString();
    }

    /** {@code Domain = sub-domain *("." sub-domain)}. */
    private String domain() throws SmtpSyntaxException {
        int start = at;
        subDomain();
        while (peek() == '.') {
            at++;
            subDomain();
        }
        return text.substring(start, at);
    }

    /** {@code sub-domain = Let-dig [Ldh-str]}; underscores too, because host names of containers have them. */
    private void subDomain() throws SmtpSyntaxException {
        int start = at;
        while (isLetterOrDigit(peek()) || peek() == '-' || peek() == '_') {
            at++;
        }
        if (at == start || text.charAt(start) == '-' || text.charAt(at - 1) == '-') {
            throw wrong();
        }
    }

    /** {@code address-literal}, §4.1.3: IPv4, {@code IPv6:} or another tag. */
    private String addressLiteral() throws SmtpSyntaxException {
        int close = text.indexOf(']', at);
        if (close < 0) {
            throw wrong();
        }
        String inside = text.substring(at + 1, close);
        boolean valid;
        if (inside.regionMatches(true, 0, "IPv6:", 0, 5)) {
            valid = NetUtil.isValidIpV6Address(inside.substring(5)) && inside.indexOf('%') < 0;
        } else if (inside.indexOf(':') > 0) {
            valid = inside.chars().allMatch(c -> c > ' ' && c <= '~' && c != '[' && c != '\\');
        } else {
            valid = NetUtil.isValidIpV4Address(inside);
        }
        if (!valid) {
            throw wrong();
        }
        at = close + 1;
        return text.substring(close - inside.length() - 1, at);
    }

    /** The next character; NUL, which no rule allows, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char c) throws SmtpSyntaxException {
        if (peek() != c) {
            throw wrong();
        }
        at++;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** RFC 6531 §3.4: an address beyond ASCII is no syntax error, it needs an extension. */
    private SmtpSyntaxException wrong() {
        return new SmtpSyntaxException(peek() > '~' ? Replies.NOT_ASCII : refusal);
    }
}
