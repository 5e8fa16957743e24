package dev.yubin.smtp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the parameters of MAIL: the values of the ESMTP keywords that it may have. */
final class MailParameterParser {
    /** RFC 3461 §4.4, as it is written. */
    private static final int MAX_ENVELOPE_ID = 100;

    private MailParameterParser() {}

    /** The parameters, from what stands behind the path. */
    static MailParameters parse(String rest) throws SmtpSyntaxException {
        if (rest.isEmpty()) {
            return MailParameters.NONE;
        }
        MailParameters.Builder mail = new MailParameters.Builder();
        for (EsmtpParameter parameter : EsmtpParameter.all(rest)) {
            switch (parameter.keyword()) {
                case "SIZE" -> mail.size = size(parameter.value(Replies.BAD_SIZE));
                case "BODY" -> mail.body = body(parameter.word(Replies.BAD_BODY));
                case "SMTPUTF8" -> mail.smtpUtf8 = parameter.flag(Replies.BAD_SMTPUTF8);
                case "RET" -> mail.ret = ret(parameter.word(Replies.BAD_RET));
                case "ENVID" -> mail.envelopeId = envelopeId(parameter.value(Replies.BAD_ENVID));
                case "AUTH" -> mail.auth = auth(parameter.value(Replies.BAD_AUTH));
                case "BY" -> mail.deliverBy = deliverBy(parameter.word(Replies.BAD_BY));
                case "MT-PRIORITY" -> mail.priority = priority(parameter.value(Replies.BAD_MT_PRIORITY));
                case "HOLDFOR" -> mail.holdFor = holdFor(parameter.value(Replies.BAD_HOLDFOR));
                case "HOLDUNTIL" -> mail.holdUntil = holdUntil(parameter.word(Replies.BAD_HOLDUNTIL));
                case "REQUIRETLS" -> mail.requireTls = parameter.flag(Replies.BAD_REQUIRETLS);
                default -> throw new SmtpSyntaxException(Replies.UNKNOWN_PARAMETER);
            }
        }
        if (mail.holdFor != null && mail.holdUntil != null) {
            // RFC 4865 §3: one of them at most.
            throw new SmtpSyntaxException(Replies.HELD_TWICE);
        }
        if (mail.auth != null && !mail.smtpUtf8 && !Utf8.isAscii(mail.auth)) {
            throw new SmtpSyntaxException(Replies.NOT_ASCII);
        }
        return mail.build();
    }

    /** RFC 1870 §4: 1 to 20 digits. What no long can hold is more than any limit. */
    private static OptionalLong size(String value) throws SmtpSyntaxException {
        check(Ascii.areDigits(value, 20), Replies.BAD_SIZE);
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    /** RFC 6152 §2, RFC 3030 §3. */
    private static BodyType body(String word) throws SmtpSyntaxException {
        BodyType type = BodyType.of(word);
        check(type != null, Replies.BAD_BODY);
        return type;
    }

    /** RFC 3461 §4.3. */
    private static ReturnContent ret(String word) throws SmtpSyntaxException {
        return switch (word) {
            case "FULL" -> ReturnContent.FULL;
            case "HDRS" -> ReturnContent.HEADERS;
            default -> throw new SmtpSyntaxException(Replies.BAD_RET);
        };
    }

    /** RFC 3461 §4.4: printable ASCII as xtext. */
    private static String envelopeId(String value) throws SmtpSyntaxException {
        String id = value.length() > MAX_ENVELOPE_ID ? null : Xtext.decode(value);
        check(id != null && Ascii.isPrintable(id), Replies.BAD_ENVID);
        return id;
    }

    /** RFC 4954 §5: a mailbox as xtext, or {@code <>}. */
    private static String auth(String value) throws SmtpSyntaxException {
        String mailbox = Xtext.decode(value);
        check(mailbox != null, Replies.BAD_AUTH);
        if (mailbox.equals("<>")) {
            return "";
        }
        return new PathParser(mailbox, Replies.BAD_AUTH, Replies.BAD_AUTH)
                .mailboxAlone()
                .toString();
    }

    /** RFC 2852 §4: {@code by-time ";" by-mode [by-trace]}. */
    private static DeliverBy deliverBy(String value) throws SmtpSyntaxException {
        int semicolon = value.indexOf(';');
        check(semicolon > 0, Replies.BAD_BY);
        boolean signed = value.charAt(0) == '-' || value.charAt(0) == '+';
        check(Ascii.areDigits(value.substring(signed ? 1 : 0, semicolon), 9), Replies.BAD_BY);
        int seconds = Integer.parseInt(value.substring(0, semicolon));
        String end = value.substring(semicolon + 1);
        DeliverBy.Mode mode =
                switch (end) {
                    case "N", "NT" -> DeliverBy.Mode.NOTIFY;
                    case "R", "RT" -> DeliverBy.Mode.RETURN;
                    default -> throw new SmtpSyntaxException(Replies.BAD_BY);
                };
        check(seconds > 0 || mode == DeliverBy.Mode.NOTIFY, Replies.BAD_BY);
        return new DeliverBy(Duration.ofSeconds(seconds), mode, end.length() == 2);
    }

    /** RFC 6710 §4: a digit, perhaps with a minus, but no {@code -0}. */
    private static OptionalInt priority(String value) throws SmtpSyntaxException {
        boolean negative = value.charAt(0) == '-';
        boolean valid = Ascii.areDigits(value.substring(negative ? 1 : 0), 1) && !value.equals("-0");
        check(valid, Replies.BAD_MT_PRIORITY);
        return OptionalInt.of(Integer.parseInt(value));
    }

    /** RFC 4865 §3: 1 to 9 digits, the first not zero. */
    private static Duration holdFor(String value) throws SmtpSyntaxException {
        check(Ascii.areDigits(value, 9) && value.charAt(0) != '0', Replies.BAD_HOLDFOR);
        return Duration.ofSeconds(Integer.parseInt(value));
    }

    /** RFC 4865 §3: the date-time of RFC 3339 §5.6. */
    private static Instant holdUntil(String value) throws SmtpSyntaxException {
        boolean utc = value.endsWith("Z");
        int zone = value.length() - (utc ? 1 : 6);
        check(zone >= 19 && isDateTime(value, zone, utc), Replies.BAD_HOLDUNTIL);
        String time = value.substring(0, 19);
        boolean leap = time.endsWith(":60");
        String nanos = value.substring(19, Math.min(zone, 29));
        String readable = (leap ? time.substring(0, 17) + "59" : time) + nanos + value.substring(zone);
        try {
            Instant instant = OffsetDateTime.parse(readable).toInstant();
            // §5.7: only the last minute of a day, in UTC, can have a second more.
            boolean atMidnight = instant.getEpochSecond() % 86_400 == 86_399;
            check(!leap || atMidnight, Replies.BAD_HOLDUNTIL);
            return leap ? instant.plusSeconds(1) : instant;
        } catch (DateTimeException e) {
            throw new SmtpSyntaxException(Replies.BAD_HOLDUNTIL);
        }
    }

    /** Java's reader is the wider one: it takes longer years, times without seconds and zones with them. */
    private static boolean isDateTime(String value, int zone, boolean utc) {
        String fraction = value.substring(19, zone);
        return value.charAt(4) == '-'
                && value.charAt(10) == 'T'
                && value.charAt(16) == ':'
                && (utc || value.charAt(zone + 3) == ':' && "+-".indexOf(value.charAt(zone)) >= 0)
                && (fraction.isEmpty() || isFraction(fraction));
    }

    private static boolean isFraction(String text) {
        return text.charAt(0) == '.' && Ascii.areDigits(text.substring(1), Integer.MAX_VALUE);
    }

    private static void check(boolean valid, Reply refusal) throws SmtpSyntaxException {
        if (!valid) {
            throw new SmtpSyntaxException(refusal);
        }
    }
}
