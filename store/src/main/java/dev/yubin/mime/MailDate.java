package dev.yubin.mime;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Dates of header fields (RFC 5322 §3.3). Reading knows every obsolete form (§4.3) and what else real mail has: RFC 850's
 * {@code Sunday, 06-Nov-94 08:49:37 GMT}, C's {@code asctime}, RFC 3339's numbers. Names are English whatever the
 * {@link java.util.Locale}. Reading never throws, and is linear in time.
 */
public final class MailDate {
    private static final String[] WEEKDAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final int LAST_YEAR = 9999;

    private MailDate() {}

    /**
     * The date of a field. The day of the week is not looked at; a second {@code :60} (a leap second) is read as
     * {@code :59}, so that the day stays the one that is written; {@code 24:00:00} is midnight of the next day. Where no
     * time is written it is midnight. A zone that is missing, unknown, military or {@code -0000} is read as UTC (RFC 5322
     * §4.3); so is one that is out of range.
     *
     * @param fieldBody the unfolded body of {@code Date:} and the like
     * @return the date; empty if there is none, or if there is no such day or time
     */
    public static Optional<OffsetDateTime> parse(String fieldBody) {
        return Optional.ofNullable(new MailDateParser(fieldBody).parse());
    }

    /**
     * The date as RFC 5322 §3.3 writes it: {@code Mon, 23 Nov 2026 10:20:30 +0900}. What is shorter than a second is left
     * out; an offset with seconds is taken without them, the instant stays.
     *
     * @throws IllegalArgumentException if the year has not one to four digits
     */
    public static String format(OffsetDateTime date) {
        int minutes = date.getOffset().getTotalSeconds() / 60;
        OffsetDateTime whole = date.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(minutes * 60));
        if (whole.getYear() < 0 || whole.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("The year " + whole.getYear()
                    + " cannot be written in a mail's date: give one from 0 to " + LAST_YEAR);
        }
        StringBuilder text = new StringBuilder(31);
        text.append(WEEKDAYS[whole.getDayOfWeek().getValue() - 1]).append(", ");
        text.append(whole.getDayOfMonth()).append(' ').append(MONTHS[whole.getMonthValue() - 1]);
        digits(text.append(' '), 4, whole.getYear());
        digits(text.append(' '), 2, whole.getHour());
        digits(text.append(':'), 2, whole.getMinute());
        digits(text.append(':'), 2, whole.getSecond());
        digits(text.append(minutes < 0 ? " -" : " +"), 2, Math.abs(minutes) / 60);
        digits(text, 2, Math.abs(minutes) % 60);
        return text.toString();
    }

    private static void digits(StringBuilder text, int count, int value) {
        String digits = Integer.toString(value);
        text.append("0".repeat(Math.max(0, count - digits.length()))).append(digits);
    }
}
