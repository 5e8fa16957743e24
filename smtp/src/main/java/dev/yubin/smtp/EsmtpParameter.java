package dev.yubin.smtp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One parameter of MAIL or RCPT, RFC 5321 §4.1.2: {@code esmtp-keyword ["=" esmtp-value]}.
 *
 * @param keyword in upper case
 * @param text what stands behind the equals sign, or null if there is none
 */
record EsmtpParameter(String keyword, String text) {
    /**
     * The parameters of a command, from what stands behind the path. More than one space between two is tolerated.
     *
     * @throws SmtpSyntaxException if one breaks the grammar, or a keyword comes twice (§4.1.1.11)
     */
    static List<EsmtpParameter> all(String rest) throws SmtpSyntaxException {
        List<EsmtpParameter> parameters = new ArrayList<>();
        Set<String> keywords = new HashSet<>();
        int at = 0;
        while (at < rest.length()) {
            int space = rest.indexOf(' ', at);
            int end = space < 0 ? rest.length() : space;
            if (end > at) {
                EsmtpParameter parameter = of(rest.substring(at, end));
                if (!keywords.add(parameter.keyword)) {
                    throw new SmtpSyntaxException(Replies.PARAMETER_TWICE);
                }
                parameters.add(parameter);
            }
            at = end + 1;
        }
        return parameters;
    }

    private static EsmtpParameter of(String text) throws SmtpSyntaxException {
        int equals = text.indexOf('=');
        String keyword = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? null : text.substring(equals + 1);
        if (!isKeyword(keyword) || value != null && !isValue(value)) {
            throw new SmtpSyntaxException(Replies.PARAMETER_SYNTAX);
        }
        return new EsmtpParameter(keyword.toUpperCase(Locale.ROOT), value);
    }

    /** {@code esmtp-keyword = (ALPHA / DIGIT) *(ALPHA / DIGIT / "-")}. */
    private static boolean isKeyword(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '-'
                && text.chars().allMatch(c -> Ascii.isLetterOrDigit(c) || c == '-');
    }

    /** {@code esmtp-value = 1*(%d33-60 / %d62-126)}, and UTF-8 (RFC 6531 §3.3). */
    private static boolean isValue(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '=' && c != 0x7f);
    }

    /** The value; without one the parameter is refused so. */
    String value(Reply refusal) throws SmtpSyntaxException {
        if (text == null) {
            throw new SmtpSyntaxException(refusal);
        }
        return text;
    }

    /** The value if that is one of the words for which case does not matter: in upper case. */
    String word(Reply refusal) throws SmtpSyntaxException {
        String value = value(refusal);
        // Beyond ASCII are letters whose capital is an ASCII one.
        if (!Utf8.isAscii(value)) {
            throw new SmtpSyntaxException(refusal);
        }
        return value.toUpperCase(Locale.ROOT);
    }

    /** True, if there is no value; with one the parameter is refused so. */
    boolean flag(Reply refusal) throws SmtpSyntaxException {
        if (text != null) {
            throw new SmtpSyntaxException(refusal);
        }
        return true;
    }
}
