package dev.yubin.smtp;

import java.util.Locale;

/** ESMTP parameters of MAIL and RCPT, RFC 5321 §4.1.2 (Mail-parameters). */
final class ParameterParser {
    private ParameterParser() {}

    /** The parameters of MAIL, from what stands behind the path. */
    static MailParameters mailParameters(String rest) throws SmtpSyntaxException {
        if (rest.isEmpty()) {
            return MailParameters.NONE;
        }
        long size = -1;
        Boolean eightBit = null;
        for (String parameter : rest.split(" ")) {
            int equals = parameter.indexOf('=');
            String keyword = (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            switch (keyword) {
                case "SIZE" -> size = once(size < 0, size(value));
                case "BODY" -> eightBit = once(eightBit == null, body(value));
                default -> throw new SmtpSyntaxException(Replies.UNKNOWN_PARAMETER);
            }
        }
        return new MailParameters(size, eightBit != null && eightBit);
    }

    /** The parameters of RCPT: no extension that has any is offered. */
    static void rcptParameters(String rest) throws SmtpSyntaxException {
        if (!rest.isEmpty()) {
            throw new SmtpSyntaxException(Replies.UNKNOWN_PARAMETER);
        }
    }

    /** RFC 5321 §4.1.1.11: no keyword may come twice. */
    private static <T> T once(boolean first, T value) throws SmtpSyntaxException {
        if (!first) {
            throw new SmtpSyntaxException(Replies.BAD_PARAMETER);
        }
        return value;
    }

    /** RFC 1870 §4: 1 to 20 digits. What no long can hold is more than any limit. */
    private static long size(String value) throws SmtpSyntaxException {
        boolean digits =
                !value.isEmpty() && value.length() <= 20 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new SmtpSyntaxException(Replies.BAD_PARAMETER);
        }
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    /** RFC 6152 §2. */
    private static boolean body(String value) throws SmtpSyntaxException {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "7BIT" -> false;
            case "8BITMIME" -> true;
            default -> throw new SmtpSyntaxException(Replies.BAD_PARAMETER);
        };
    }
}
