package dev.yubin.mime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads one date (RFC 5322 §3.3, §4.3). The order of day, month and year shows in the tokens themselves; then come time,
 * zone and a late year.
 */
final class MailDateParser {
    private static final int NONE = DateTokens.NONE;
    private static final int MAX_ZONE_MINUTES = 18 * 60;

    private final DateTokens tokens;
    private int year = NONE;
    private int month = NONE;
    private int day = NONE;
    private boolean nextDay;
    private LocalTime time = LocalTime.MIDNIGHT;
    private ZoneOffset zone;
    private boolean numericZone;

    MailDateParser(String text) {
        this.tokens = new DateTokens(text);
    }

    /** The date, or null. */
    OffsetDateTime parse() {
        try {
            if (!date() || !time()) {
                return null;
            }
            rest();
            if (year == NONE) {
                return null;
            }
            LocalDate date = LocalDate.of(year, month, day).plusDays(nextDay ? 1 : 0);
            return OffsetDateTime.of(date, time, zone == null ? ZoneOffset.UTC : zone);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private boolean date() {
        // The day of the week, in whatever language, and what stands round it.
        while (!tokens.atEnd() && !tokens.isNumber(0) && tokens.month() == NONE) {
            tokens.skip(1);
        }
        if (!tokens.isNumber(0)) {
            return monthFirst();
        }
        int length = tokens.ahead(0).length();
        if (length > 2) {
            return length == 8 ? basic() : yearFirst();
        }
        day = tokens.number();
        return monthName() && year();
    }

    /** {@code Nov 23, 2026 10:20:30}, and asctime's {@code Nov 23 10:20:30 2026}, where the year comes later. */
    private boolean monthFirst() {
        if (!monthName() || !tokens.isNumber(0)) {
            return false;
        }
        day = tokens.number();
        tokens.skipSeparators();
        if (tokens.month() != NONE) {
            // What looked like March was a French Tuesday.
            return monthName() && year();
        }
        boolean timeFirst = tokens.ahead(1).equals(":");
        return timeFirst || !tokens.isNumber(0) || year();
    }

    /** RFC 3339, {@code 2026-11-23T10:20:30Z}; also with the name of the month. */
    private boolean yearFirst() {
        if (!year()) {
            return false;
        }
        tokens.skipSeparators();
        if (tokens.isNumber(0)) {
            month = tokens.number();
            tokens.skipSeparators();
        } else if (!monthName()) {
            return false;
        }
        if (!tokens.isNumber(0)) {
            return false;
        }
        day = tokens.number();
        return true;
    }

    /** ISO 8601 without separators, {@code 20261123T102030Z}. */
    private boolean basic() {
        int date = tokens.number();
        year = date / 10_000;
        month = date / 100 % 100;
        day = date % 100;
        int length = tokens.is("t") && tokens.isNumber(1) ? tokens.ahead(1).length() : 0;
        if (length == 4 || length == 6) {
            tokens.skip(1);
            int digits = length == 4 ? tokens.number() * 100 : tokens.number();
            return time(digits / 10_000, digits / 100 % 100, digits % 100, 0);
        }
        return true;
    }

    private boolean monthName() {
        tokens.skipSeparators();
        month = tokens.month();
        tokens.skip(1);
        tokens.skipSeparators();
        return month != NONE;
    }

    /** RFC 5322 §4.3: 00 to 49 are of this century, other two and three digits count from 1900. */
    private boolean year() {
        int length = tokens.isNumber(0) ? tokens.ahead(0).length() : 0;
        if (length < 2 || length > 4) {
            return false;
        }
        int value = tokens.number();
        year = length == 4 ? value : length == 2 && value < 50 ? 2000 + value : 1900 + value;
        return true;
    }

    /** The time, if one comes next; false if it is none there can be. */
    private boolean time() {
        int begin = 0;
        while (begin < 3 && !tokens.isNumber(begin) && !tokens.ahead(begin).equals("+")) {
            begin++;
        }
        String separator = tokens.ahead(begin + 1);
        boolean dots = separator.equals(".") && tokens.ahead(begin).length() <= 2;
        if (!tokens.isNumber(begin) || !tokens.isNumber(begin + 2) || !dots && !separator.equals(":")) {
            return true;
        }
        tokens.skip(begin);
        int hour = tokens.number();
        tokens.skip(1);
        int minute = tokens.number();
        int second = 0;
        int nanos = 0;
        if (tokens.is(separator) && tokens.isNumber(1)) {
            tokens.skip(1);
            second = tokens.number();
            nanos = fraction();
        }
        return time(halfDay(hour), minute, second, nanos);
    }

    private int halfDay(int hour) {
        boolean pm = tokens.is("pm");
        if (!pm && !tokens.is("am")) {
            return hour;
        }
        tokens.skip(1);
        return hour < 1 || hour > 12 ? hour : hour % 12 + (pm ? 12 : 0);
    }

    private int fraction() {
        if (!tokens.is(".") && !tokens.is(",") || !tokens.isNumber(1)) {
            return 0;
        }
        String digits = tokens.ahead(1);
        tokens.skip(2);
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            nanos = nanos * 10 + (i < digits.length() ? digits.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private boolean time(int hour, int minute, int second, int nanos) {
        if (hour == 24 && minute == 0 && second == 0 && nanos == 0) {
            nextDay = true;
            return true;
        }
        if (hour > 23 || minute > 59 || second > 60) {
            return false;
        }
        time = LocalTime.of(hour, minute, Math.min(second, 59), nanos);
        return true;
    }

    /** The zone, and the year if it has not come yet. */
    private void rest() {
        while (!tokens.atEnd()) {
            boolean minus = tokens.is("-");
            if (minus || tokens.is("+")) {
                tokens.skip(1);
                if (tokens.isNumber(0)) {
                    offset(minus);
                }
            } else if (year != NONE || !year()) {
                zone(tokens.isName() ? tokens.ahead(0) : "");
                tokens.skip(1);
            }
        }
    }

    /** {@code +0900}, and as others write it: {@code +09:00}, {@code +9}, {@code +900}. It counts more than a name. */
    private void offset(boolean minus) {
        int length = tokens.ahead(0).length();
        int value = tokens.number();
        int hours = length > 2 ? value / 100 : value;
        int minutes = length > 2 ? value % 100 : 0;
        if (length <= 2 && tokens.is(":") && tokens.isNumber(1)) {
            tokens.skip(1);
            minutes = tokens.number();
        }
        if (!numericZone) {
            boolean valid = length <= 4 && minutes < 60 && hours * 60 + minutes <= MAX_ZONE_MINUTES;
            int seconds = valid ? (hours * 60 + minutes) * 60 : 0;
            zone = ZoneOffset.ofTotalSeconds(minus ? -seconds : seconds);
            numericZone = true;
        }
    }

    /** RFC 5322 §4.3; any other name means -0000, as do the military letters, which were defined the wrong way round. */
    private void zone(String name) {
        if (zone == null && !name.isEmpty()) {
            zone = switch (name) {
                case "edt" -> ZoneOffset.ofHours(-4);
                case "est", "cdt" -> ZoneOffset.ofHours(-5);
                case "cst", "mdt" -> ZoneOffset.ofHours(-6);
                case "mst", "pdt" -> ZoneOffset.ofHours(-7);
                case "pst" -> ZoneOffset.ofHours(-8);
                default -> ZoneOffset.UTC;
            };
        }
    }
}
