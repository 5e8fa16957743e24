package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {
    private static void assertDate(String text, String iso) {
        assertThat(MailDate.parse(text)).as(text).hasValue(OffsetDateTime.parse(iso));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 21 Nov 1997 09:55:06 -0600 | 1997-11-21T09:55:06-06:00",
                "Tue, 1 Jul 2003 10:52:37 +0200 | 2003-07-01T10:52:37+02:00",
                "Thu, 13 Feb 1969 23:32:54 -0330 | 1969-02-13T23:32:54-03:30",
                "21 Nov 97 09:55:06 GMT | 1997-11-21T09:55:06Z",
                "'Thu, 13 Feb 1969 23:32 -0330 (Newfoundland Time)' | 1969-02-13T23:32-03:30",
                "Fri, 21 Nov 1997 09(comment):   55  :  06 -0600 | 1997-11-21T09:55:06-06:00",
            })
    void theExamplesOfRfc5322AreRead(String text, String iso) {
        assertDate(text, iso);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 23 Nov 2026 10:20:30 +0900 (JST) | 2026-11-23T10:20:30+09:00",
                "23 Nov 2026 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "Fri, 23 Nov 2026 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "Monday, 23 November 2026 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "Mon,23 Nov 2026 10:20:30+0900 | 2026-11-23T10:20:30+09:00",
                "MON, 23 NOV 2026 10:20:30 gmt | 2026-11-23T10:20:30Z",
                "mon, 23 nov 2026 10:20:30 GMT | 2026-11-23T10:20:30Z",
                "Mon 23 Nov 2026 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "Mo, 23 Sept. 2026 10:20:30 +0900 | 2026-09-23T10:20:30+09:00",
                "mar., 24 nov. 2026 10:20:30 +0100 | 2026-11-24T10:20:30+01:00",
                "1 Nov 2026 1:2:3 +0000 | 2026-11-01T01:02:03Z",
                "01 Nov 2026 01:02:03 +0000 | 2026-11-01T01:02:03Z",
                "23 Nov 2026 10:20 +0900 | 2026-11-23T10:20+09:00",
                "23-Nov-2026 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "Sunday, 06-Nov-94 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "Sun, 06-Nov-1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "23/Nov/2026 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "23 Nov, 2026 at 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "23 Nov 2026 - 10:20:30 +0900 | 2026-11-23T10:20:30+09:00",
                "Sun Nov  6 08:49:37 1994 | 1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 EST 1994 | 1994-11-06T08:49:37-05:00",
                "Sun Nov  6 08:49:37 +0100 1994 | 1994-11-06T08:49:37+01:00",
                "Sun Nov  6 08:49:37 1994 +0100 | 1994-11-06T08:49:37+01:00",
                "Nov 6 08:49 94 PST | 1994-11-06T08:49-08:00",
                "November 23, 2026 10:20:30 PM +0900 | 2026-11-23T22:20:30+09:00",
                "Nov 23, 2026 12:20 AM | 2026-11-23T00:20Z",
                "Nov 23, 2026 12:20 pm | 2026-11-23T12:20Z",
                "2026-11-23T10:20:30+09:00 | 2026-11-23T10:20:30+09:00",
                "2026-11-23T10:20:30Z | 2026-11-23T10:20:30Z",
                "2026-11-23T10:20:30.123456789123Z | 2026-11-23T10:20:30.123456789Z",
                "2026-11-23 10:20:30 -0500 | 2026-11-23T10:20:30-05:00",
                "2026-11-23 10:20 | 2026-11-23T10:20Z",
                "2026/11/23 10:20:30 | 2026-11-23T10:20:30Z",
                "20261123T102030Z | 2026-11-23T10:20:30Z",
                "20261123T1020Z | 2026-11-23T10:20Z",
                "20261123T102030+0900 | 2026-11-23T10:20:30+09:00",
                "2026-Nov-23 10:20:30 | 2026-11-23T10:20:30Z",
                "Mon, 23 Nov 2026 10:20:30.5 +0900 | 2026-11-23T10:20:30.5+09:00",
                "Mon, 23 Nov 2026 10:20:30,05 +0900 | 2026-11-23T10:20:30.05+09:00",
                "Mon, 23 Nov 2026 10.20.30 +0900 | 2026-11-23T10:20:30+09:00",
                "\"Mon, 23 Nov 2026 10:20:30 +0900\" | 2026-11-23T10:20:30+09:00",
                "(a (nested) \\) one) Mon (b) , (c) 23 (d) Nov (e) 2026 (f) 10 : (g) 20 : 30 (h) +0900"
                        + " | 2026-11-23T10:20:30+09:00",
                "23 Nov 2026 | 2026-11-23T00:00Z",
                "23 Nov 2026 +0900 | 2026-11-23T00:00+09:00",
                "23 Nov 2026 10:20:30 +0900 junk 99 : + - (x | 2026-11-23T10:20:30+09:00",
            })
    void theFormsOfRealMailAreRead(String text, String iso) {
        assertDate(text, iso);
    }

    @ParameterizedTest
    @CsvSource({
        "2026, 2026",
        "1900, 1900",
        "1899, 1899",
        "00, 2000",
        "49, 2049",
        "50, 1950",
        "99, 1999",
        "100, 2000",
        "126, 2026",
        "049, 1949"
    })
    void yearsOfTwoAndThreeDigitsFollowRfc5322(String written, int year) {
        assertThat(MailDate.parse("1 Jan " + written + " 00:00:00 GMT"))
                .map(OffsetDateTime::getYear)
                .hasValue(year);
        assertThat(MailDate.parse("Jan 1 00:00:00 " + written))
                .map(OffsetDateTime::getYear)
                .hasValue(year);
    }

    @ParameterizedTest
    @CsvSource({
        "+0000, Z",
        "-0000, Z",
        "UT, Z",
        "GMT, Z",
        "UTC, Z",
        "Z, Z",
        "EST, -05:00",
        "EDT, -04:00",
        "CST, -06:00",
        "CDT, -05:00",
        "MST, -07:00",
        "MDT, -06:00",
        "PST, -08:00",
        "PDT, -07:00",
        "pdt, -07:00",
        "A, Z",
        "M, Z",
        "Y, Z",
        "J, Z",
        "XYZ, Z",
        "JST, Z",
        "'', Z",
        "+09:00, +09:00",
        "-09:30, -09:30",
        "+9, +09:00",
        "+900, +09:00",
        "GMT+0900, +09:00",
        "UTC-5, -05:00",
        "EST-0500, -05:00",
        "-0500 EST, -05:00",
        "-0500 (EST), -05:00",
        "+ 0900, +09:00",
        "+1800, +18:00",
        "+1900, Z",
        "-2400, Z",
        "+0060, Z",
        "+09000, Z",
        "EST5EDT, -05:00",
        "+99999999999, Z",
        "+99:99, Z"
    })
    void zonesAreRead(String zone, String offset) {
        assertThat(MailDate.parse("Mon, 23 Nov 2026 10:20:30 " + zone))
                .hasValue(OffsetDateTime.parse("2026-11-23T10:20:30" + offset));
    }

    @Test
    void aLeapSecondStaysOnItsDay() {
        assertDate("Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59Z");
    }

    @Test
    void hour24IsTheNextDaysMidnight() {
        assertDate("31 Dec 2026 24:00:00 +0900", "2027-01-01T00:00+09:00");
        assertThat(MailDate.parse("31 Dec 2026 24:00:01 +0900")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "(",
                "(23 Nov 2026 10:20:30)",
                "Mon",
                "Nov",
                "23",
                "23 Nov",
                "Nov 23",
                "2026",
                "2026-11",
                "10:20:30",
                "tomorrow",
                "31 Feb 2026 10:20:30 +0900",
                "30 Feb 2024 10:20:30",
                "29 Feb 2026 10:20:30",
                "0 Nov 2026 1:1:1",
                "32 Dec 2026 10:20:30",
                "2026-13-01 10:20:30",
                "2026-00-01",
                "23 Nov 2026 25:00:00",
                "23 Nov 2026 10:60:00",
                "23 Nov 2026 10:20:61",
                "23 Foo 2026 10:20:30",
                "23 No 2026 10:20:30",
                "23 Nov 6 10:20:30",
                "23 Nov 12345 10:20:30",
                "23 11 2026 10:20:30",
                "11/23/2026 10:20:30",
                "99999999999 Nov 2026",
                "20261340",
                "23 Nov 2026 99999999999:00",
                "Novembers 23 2026 1:1:1",
                "=?UTF-8?Q?x?="
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(MailDate.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-23T10:20:30+09:00 | Mon, 23 Nov 2026 10:20:30 +0900",
                "2026-03-01T01:02:03.999Z | Sun, 1 Mar 2026 01:02:03 +0000",
                "1969-02-13T23:32:54-03:30 | Thu, 13 Feb 1969 23:32:54 -0330",
                "2026-11-23T10:20:30-00:30 | Mon, 23 Nov 2026 10:20:30 -0030",
                "2026-11-23T10:20:30+09:00:30 | Mon, 23 Nov 2026 10:20:00 +0900",
                "0026-01-01T00:00:00Z | Thu, 1 Jan 0026 00:00:00 +0000",
            })
    void aDateIsWrittenAsRfc5322Says(String iso, String text) {
        assertThat(MailDate.format(OffsetDateTime.parse(iso))).isEqualTo(text);
    }

    @Test
    void namesAreEnglishWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag :
                    new String[] {"tr-TR", "ja-JP-u-ca-japanese", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                OffsetDateTime date = OffsetDateTime.of(2026, 4, 3, 2, 1, 0, 0, ZoneOffset.ofHours(9));
                assertThat(MailDate.format(date)).isEqualTo("Fri, 3 Apr 2026 02:01:00 +0900");
                assertThat(MailDate.parse("FRI, 3 APRIL 2026 02:01:00 +0900")).hasValue(date);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aYearThatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailDate.format(OffsetDateTime.MAX))
                .withMessageContaining("give one from 0 to 9999");
        assertThatIllegalArgumentException().isThrownBy(() -> MailDate.format(OffsetDateTime.MIN));
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        Random random = new Random(23);
        for (int i = 0; i < 2000; i++) {
            OffsetDateTime date = OffsetDateTime.of(
                            1900 + random.nextInt(8100),
                            1,
                            1,
                            0,
                            0,
                            0,
                            0,
                            ZoneOffset.ofTotalSeconds(random.nextInt(2161) * 60 - 64800))
                    .plusSeconds(random.nextInt(31_000_000));
            assertThat(MailDate.parse(MailDate.format(date))).hasValue(date);
        }
    }

    @Test
    void anyInputEndsAndNeverThrows() {
        String[] pieces = {
            "Mon",
            ",",
            " ",
            "23",
            "Nov",
            "2026",
            "10",
            ":",
            "20",
            "+",
            "-",
            "0900",
            "GMT",
            "(",
            ")",
            "\\",
            "/",
            ".",
            "T",
            "Z",
            "PM",
            "\0",
            "é",
            "99999999999",
            "20261123",
            "\uD800"
        };
        Random random = new Random(5322);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(16); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            MailDate.parse(text.toString())
                    .ifPresent(date -> assertThat(MailDate.parse(MailDate.format(date.withNano(0))))
                            .hasValue(date.withNano(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "9", "x", ",", " ", "+", "\\", "()"})
    @Timeout(20)
    void muchOfOneThingIsNoDate(String piece) {
        assertThat(MailDate.parse(piece.repeat(150_000 / piece.length()))).isEmpty();
    }
}
