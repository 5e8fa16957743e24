package dev.yubin.smtp;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Reads the parameters of RCPT: the values of the ESMTP keywords that it may have. */
final class RcptParameterParser {
    /** RFC 3461 §4.2, as it is written. */
    private static final int MAX_ORIGINAL_RECIPIENT = 500;

    private RcptParameterParser() {}

    /** The parameters, from what stands behind the path. */
    static RcptParameters parse(String rest) throws SmtpSyntaxException {
        if (rest.isEmpty()) {
            return RcptParameters.NONE;
        }
        Set<Notify> notify = null;
        OriginalRecipient original = null;
        for (EsmtpParameter parameter : EsmtpParameter.all(rest)) {
            switch (parameter.keyword()) {
                case "NOTIFY" -> notify = notifyOn(parameter.word(Replies.BAD_NOTIFY));
                case "ORCPT" -> original = originalRecipient(parameter.value(Replies.BAD_ORCPT));
                default -> throw new SmtpSyntaxException(Replies.UNKNOWN_PARAMETER);
            }
        }
        return new RcptParameters(notify, original, !Utf8.isAscii(rest));
    }

    /** RFC 3461 §4.1: NEVER, or a list of the others. */
    private static Set<Notify> notifyOn(String words) throws SmtpSyntaxException {
        Set<Notify> when = EnumSet.noneOf(Notify.class);
        for (String word : words.split(",", -1)) {
            when.add(
                    switch (word) {
                        case "NEVER" -> Notify.NEVER;
                        case "SUCCESS" -> Notify.SUCCESS;
                        case "FAILURE" -> Notify.FAILURE;
                        case "DELAY" -> Notify.DELAY;
                        default -> throw new SmtpSyntaxException(Replies.BAD_NOTIFY);
                    });
        }
        if (when.contains(Notify.NEVER) && !words.equals("NEVER")) {
            throw new SmtpSyntaxException(Replies.BAD_NOTIFY);
        }
        return when;
    }

    /** RFC 3461 §4.2: {@code addr-type ";" xtext}; RFC 6533 §3 for the type {@code utf-8}. */
    private static OriginalRecipient originalRecipient(String value) throws SmtpSyntaxException {
        int semicolon = value.indexOf(';');
        if (semicolon < 0 || Utf8.length(value) > MAX_ORIGINAL_RECIPIENT) {
            throw new SmtpSyntaxException(Replies.BAD_ORCPT);
        }
        String type = value.substring(0, semicolon);
        String written = value.substring(semicolon + 1);
        if (!PathParser.isAtom(type)) {
            throw new SmtpSyntaxException(Replies.BAD_ORCPT);
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return new OriginalRecipient(
                lower, lower.equals(OriginalRecipient.UTF_8) ? unicodeAddress(written) : address(written));
    }

    /** RFC 3461 §4.2: printable ASCII. */
    private static String address(String written) throws SmtpSyntaxException {
        String address = Xtext.decode(written);
        if (address == null || address.isEmpty() || !Ascii.isPrintable(address)) {
            throw new SmtpSyntaxException(Replies.BAD_ORCPT);
        }
        return address;
    }

    /** RFC 6533 §3: decoded, it must be a mailbox. */
    private static String unicodeAddress(String written) throws SmtpSyntaxException {
        String address = UnicodeXtext.decode(written);
        if (address == null) {
            throw new SmtpSyntaxException(Replies.BAD_ORCPT);
        }
        return new PathParser(address, Replies.BAD_ORCPT, Replies.BAD_ORCPT)
                .mailboxAlone()
                .toString();
    }
}
