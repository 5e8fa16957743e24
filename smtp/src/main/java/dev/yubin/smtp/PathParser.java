package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.store.AccountName;
import io.netty.util.AsciiString;

/**
 * Reads a path, RFC 5321 §4.1.2: one method per rule, by the rule's name. Source routes are read and ignored (§4.1.1.3,
 * appendix C). Atoms, quoted strings and domains may go beyond ASCII (RFC 6531 §3.3); whether this session may use such
 * an address is for the command to say.
 */
final class PathParser {
    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private final String text;
    private final Reply refusal;
    private final Reply tooLong;
    private int at;

    /**
     * A parser at the beginning of a path.
     *
     * @param refusal what a wrong path is answered
     * @param tooLong what one is answered that is longer than its parts may be
     */
    PathParser(String text, Reply refusal, Reply tooLong) {
        this.text = text;
        this.refusal = refusal;
        this.tooLong = tooLong;
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
        if (AsciiString.regionMatchesAscii(text, true, 0, postmaster, 0, postmaster.length())) {
            at = postmaster.length();
            return MailAddress.of(text.substring(1, at - 1), AccountName.bare("postmaster"));
        }
        return path();
    }

    /** A mailbox without angle brackets, and nothing behind it. */
    MailAddress mailboxAlone() throws SmtpSyntaxException {
        MailAddress mailbox = mailbox();
        if (at < text.length()) {
            throw wrong();
        }
        return mailbox;
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
        if (localPart.length() > AccountName.MAX_LOCAL_PART || Utf8.length(domain) > AccountName.MAX_DOMAIN) {
            // RFC 5321 §4.5.3.1.1, §4.5.3.1.2.
            throw new SmtpSyntaxException(tooLong);
        }
        String written = text.substring(start, at);
        if (!Utf8.isName(written)) {
            throw wrong();
        }
        try {
            return MailAddress.of(written, AccountName.of(localPart, domain));
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

    /** {@code Atom = 1*atext}, with {@code atext =/ UTF8-non-ascii}. */
    private void atom() throws SmtpSyntaxException {
        int start = at;
        while (isAtext(peek()) || isBeyondAscii(peek())) {
            at++;
        }
        if (at == start) {
            throw wrong();
        }
    }

    /** {@code Quoted-string = DQUOTE *QcontentSMTP DQUOTE}, with UTF-8; what it means, without quotes. */
    private String quotedString() throws SmtpSyntaxException {
        StringBuilder content = new StringBuilder();
        expect('"');
        while (peek() != '"') {
            boolean pair = peek() == '\\';
            if (pair) {
                at++;
            }
            char c = peek();
            // RFC 6531 §3.3 adds UTF-8 to what stands for itself, not to what a backslash may stand before.
            boolean allowed = c >= ' ' && c <= '~' || isBeyondAscii(c) && !pair;
            if (!allowed) {
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

    /**
     * {@code sub-domain = Let-dig [Ldh-str]}, {@code sub-domain =/ U-label}; underscores too, because host names of
     * containers have them.
     */
    private void subDomain() throws SmtpSyntaxException {
        int start = at;
        while (Ascii.isLetterOrDigit(peek()) || peek() == '-' || peek() == '_' || isBeyondAscii(peek())) {
            at++;
        }
        if (at == start || text.charAt(start) == '-' || text.charAt(at - 1) == '-') {
            throw wrong();
        }
    }

    /** {@code address-literal}, §4.1.3. */
    private String addressLiteral() throws SmtpSyntaxException {
        int close = text.indexOf(']', at);
        if (close < 0) {
            throw wrong();
        }
        String inside = text.substring(at + 1, close);
        if (!AddressLiteral.isValid(inside)) {
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

    /** {@code Atom} of ASCII only. */
    static boolean isAtom(String text) {
        return !text.isEmpty() && text.chars().allMatch(PathParser::isAtext);
    }

    private static boolean isAtext(int c) {
        return Ascii.isLetterOrDigit(c) || ATEXT_SPECIALS.indexOf(c) >= 0;
    }

    private static boolean isBeyondAscii(char c) {
        return c > 0x7f;
    }

    private SmtpSyntaxException wrong() {
        return new SmtpSyntaxException(refusal);
    }
}
