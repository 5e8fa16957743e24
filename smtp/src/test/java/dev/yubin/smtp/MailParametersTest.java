package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailParametersTest {
    private static SmtpCommand mail(String parameters) {
        return SmtpGrammar.parse(SmtpGrammarTest.octets("MAIL FROM:<a@b.example> " + parameters));
    }

    private static MailParameters parameters(String text) {
        assertThat(mail(text)).isInstanceOf(MailCommand.class);
        return ((MailCommand) mail(text)).envelope().parameters();
    }

    private static void assertRefused(String parameters, Reply refusal) {
        assertThat(mail(parameters)).isEqualTo(new BadCommand(refusal));
    }

    @Test
    void whatIsNotSaidIsEmptyOrTheDefault() {
        MailParameters none = parameters("");
        assertThat(none.size()).isEmpty();
        assertThat(none.body()).isEqualTo(BodyType.SEVEN_BIT);
        assertThat(none.smtpUtf8()).isFalse();
        assertThat(none.ret()).isEmpty();
        assertThat(none.envelopeId()).isEmpty();
        assertThat(none.auth()).isEmpty();
        assertThat(none.deliverBy()).isEmpty();
        assertThat(none.priority()).isEmpty();
        assertThat(none.holdFor()).isEmpty();
        assertThat(none.holdUntil()).isEmpty();
        assertThat(none.requireTls()).isFalse();
        assertThat(none).hasToString("");
    }

    @Test
    void allCanBeSaidAtOnceInAnyOrderAndCase() {
        MailParameters all = parameters("requiretls HoldFor=60 mt-priority=3 by=120;rt Auth=<> envid=x ret=hdrs"
                + " smtputf8 body=binarymime size=7");
        assertThat(all)
                .hasToString("SIZE=7 BODY=BINARYMIME SMTPUTF8 RET=HDRS ENVID=x AUTH=<> BY=120;RT MT-PRIORITY=3"
                        + " HOLDFOR=60 REQUIRETLS");
        assertThat(parameters(all.toString())).isEqualTo(all).hasSameHashCodeAs(all);
        assertThat(all).isNotEqualTo(parameters("SIZE=7"));
    }

    /** RFC 1870 §4: up to 20 digits, more than a long holds. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "500000, 500000",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "99999999999999999999, 9223372036854775807"
    })
    void sizesAreRead(String value, long size) {
        assertThat(parameters("SIZE=" + value).size()).hasValue(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIZE",
                "SIZE=-1",
                "SIZE=+1",
                "SIZE=1k",
                "SIZE=0x1",
                "SIZE=1.0",
                "SIZE=000000000000000000001",
                "SIZE=\u0661"
            })
    void wrongSizesAreRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_SIZE);
    }

    /** RFC 6152 §2, RFC 3030 §3. */
    @ParameterizedTest
    @CsvSource({"7BIT, SEVEN_BIT", "8BITMIME, EIGHT_BIT_MIME", "8bitmime, EIGHT_BIT_MIME", "BINARYMIME, BINARY_MIME"})
    void bodyTypesAreRead(String value, BodyType type) {
        assertThat(parameters("BODY=" + value).body()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BODY", "BODY=8BIT", "BODY=BINARY", "BODY=7BIT,8BITMIME", "BODY=SEVEN_BIT"})
    void wrongBodyTypesAreRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_BODY);
    }

    /** RFC 6531 §3.4 and RFC 8689 §2: they take no value. */
    @Test
    void flagsTakeNoValue() {
        assertThat(parameters("SMTPUTF8").smtpUtf8()).isTrue();
        assertThat(parameters("REQUIRETLS").requireTls()).isTrue();
        assertRefused("SMTPUTF8=1", Replies.BAD_SMTPUTF8);
        assertRefused("REQUIRETLS=yes", Replies.BAD_REQUIRETLS);
        assertRefused("REQUIRETLS=", Replies.PARAMETER_SYNTAX);
    }

    /** RFC 3461 §4.3. */
    @Test
    void retIsFullOrHeaders() {
        assertThat(parameters("RET=FULL").ret()).hasValue(ReturnContent.FULL);
        assertThat(parameters("RET=hdrs").ret()).hasValue(ReturnContent.HEADERS);
        for (String wrong : new String[] {"RET", "RET=HEADERS", "RET=NONE", "RET=FULL,HDRS"}) {
            assertRefused(wrong, Replies.BAD_RET);
        }
    }

    /** RFC 3461 §4.4: printable ASCII; at most 100 characters, as it is written. */
    @ParameterizedTest
    @CsvSource({"QQ314159, QQ314159", "a+2Bb+3Dc, a+b=c", "a+20b, a b", "<x@y>, <x@y>"})
    void envelopeIdsAreDecoded(String value, String id) {
        assertThat(parameters("ENVID=" + value).envelopeId()).hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENVID",
                "ENVID=+",
                "ENVID=+0",
                "ENVID=+3d",
                "ENVID=+0D+0A",
                "ENVID=+00",
                "ENVID=+09",
                "ENVID=+7F",
                "ENVID=+C3+A9",
                "ENVID=+C3",
                "ENVID=é"
            })
    void wrongEnvelopeIdsAreRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_ENVID);
    }

    @Test
    void anEnvelopeIdHasAtMostAHundredCharactersAsItIsWritten() {
        assertThat(parameters("ENVID=" + "x".repeat(100)).envelopeId()).isPresent();
        assertRefused("ENVID=" + "x".repeat(101), Replies.BAD_ENVID);
        assertThat(parameters("ENVID=x" + "+20".repeat(33)).envelopeId()).isPresent();
        assertRefused("ENVID=" + "+20".repeat(34), Replies.BAD_ENVID);
    }

    /** RFC 4954 §5, with its example. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <>                              | ``
            e+3Dmc2@example.com             | e=mc2@example.com
            a@[127.0.0.1]                   | a@[127.0.0.1]
            "a+20b"@example.com             | "a b"@example.com
            """)
    void submittersAreDecoded(String value, String mailbox) {
        assertThat(parameters("AUTH=" + value).auth()).hasValue(mailbox);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH",
                "AUTH=bob",
                "AUTH=<bob@example.com>",
                "AUTH=a@",
                "AUTH=a@b+20",
                "AUTH=a@b+",
                "AUTH=a@b,c@d",
                "AUTH=+00a@b",
                "AUTH=+0D+0Aa@b",
                "AUTH=é@b",
                "AUTH=+E2+80+AEa@b"
            })
    void wrongSubmittersAreRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_AUTH);
    }

    @Test
    void aSubmitterBeyondAsciiNeedsSmtpUtf8() {
        assertThat(parameters("AUTH=j+C3+B6rg@example.org SMTPUTF8").auth()).hasValue("jörg@example.org");
        assertRefused("AUTH=j+C3+B6rg@example.org", Replies.NOT_ASCII);
    }

    /** RFC 2852 §4. */
    @ParameterizedTest
    @CsvSource({
        "120;R, 120, RETURN, false",
        "+120;RT, 120, RETURN, true",
        "1;r, 1, RETURN, false",
        "98765;n, 98765, NOTIFY, false",
        "0;N, 0, NOTIFY, false",
        "-60;NT, -60, NOTIFY, true",
        "999999999;R, 999999999, RETURN, false",
        "-999999999;N, -999999999, NOTIFY, false"
    })
    void deliverByIsRead(String value, long seconds, DeliverBy.Mode mode, boolean trace) {
        assertThat(parameters("BY=" + value).deliverBy())
                .hasValue(new DeliverBy(Duration.ofSeconds(seconds), mode, trace));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BY",
                "BY=120",
                "BY=120;",
                "BY=;R",
                "BY=120;X",
                "BY=120;T",
                "BY=120;RTT",
                "BY=120;RN",
                "BY=120;NR",
                "BY=+;N",
                "BY=-;N",
                "BY=--1;N",
                "BY=1.5;N",
                "BY=1000000000;N",
                "BY=0;R",
                "BY=-1;R",
                "BY=+0;RT",
                "BY=1;2;R",
                "BY=\u0661;N"
            })
    void wrongDeliverByIsRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_BY);
    }

    /** RFC 6710 §4. */
    @ParameterizedTest
    @ValueSource(ints = {-9, -1, 0, 1, 3, 9})
    void prioritiesAreRead(int priority) {
        assertThat(parameters("MT-PRIORITY=" + priority).priority()).hasValue(priority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MT-PRIORITY",
                "MT-PRIORITY=-0",
                "MT-PRIORITY=+1",
                "MT-PRIORITY=01",
                "MT-PRIORITY=-01",
                "MT-PRIORITY=10",
                "MT-PRIORITY=-10",
                "MT-PRIORITY=-",
                "MT-PRIORITY=--1",
                "MT-PRIORITY=x"
            })
    void wrongPrioritiesAreRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_MT_PRIORITY);
    }

    /** RFC 4865 §3. */
    @Test
    void mailCanBeHeldForATime() {
        assertThat(parameters("HOLDFOR=1").holdFor()).hasValue(Duration.ofSeconds(1));
        assertThat(parameters("HOLDFOR=999999999").holdFor()).hasValue(Duration.ofSeconds(999_999_999));
        for (String wrong : new String[] {"", "=0", "=01", "=-1", "=1000000000", "=1h"}) {
            assertRefused("HOLDFOR" + wrong, Replies.BAD_HOLDFOR);
        }
    }

    /** RFC 4865 §3, RFC 3339 §5.6. */
    @ParameterizedTest
    @CsvSource({
        "2026-07-01T12:00:00Z, 2026-07-01T12:00:00Z",
        "2026-07-01t12:00:00z, 2026-07-01T12:00:00Z",
        "2026-07-01T12:00:00+02:00, 2026-07-01T10:00:00Z",
        "2026-07-01T12:00:00-07:30, 2026-07-01T19:30:00Z",
        "2026-07-01T12:00:00-00:00, 2026-07-01T12:00:00Z",
        "2026-07-01T12:00:00.5Z, 2026-07-01T12:00:00.500Z",
        "2026-07-01T12:00:00.123456789123Z, 2026-07-01T12:00:00.123456789Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "1990-12-31T15:59:60-08:00, 1991-01-01T00:00:00Z"
    })
    void mailCanBeHeldUntilATime(String value, Instant time) {
        assertThat(parameters("HOLDUNTIL=" + value).holdUntil()).hasValue(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=tomorrow",
                "=2026-07-01",
                "=2026-07-01T12:00:00",
                "=2026-07-01T12:00Z",
                "=2026-07-01T12:00:00.Z",
                "=2026-07-01T12:00:00+0200",
                "=2026-07-01T12:00:00+02",
                "=2026-07-01T12:00:00+02:00:00",
                "=2026-07-01T24:00:01Z",
                "=2026-07-01T12:60:00Z",
                "=2026-07-01T12:00:61Z",
                "=2026-07-01T12:00:60Z",
                "=2026-02-29T12:00:00Z",
                "=2026-13-01T12:00:00Z",
                "=20260701T120000Z",
                "=+002026-07-01T12:00:00Z",
                "=2026-07-01T12:00:00,5Z",
                "=2026-07-01T12:00:00.5.5Z",
                "=2026-07-01T12:00:00ZZ",
                "=2026-07-01T12:00:00Z+02:00",
                "=26-07-01T12:00:00.00Z",
                "=2026/07/01T12:00:00Z",
                "=aaaa-aa-aaTaa:aa:aaZ",
                "=2026-07-01T12:00:00+24:00"
            })
    void wrongTimesAreRefused(String value) {
        assertRefused("HOLDUNTIL" + value, Replies.BAD_HOLDUNTIL);
    }

    @Test
    void mailIsHeldInOneWay() {
        assertRefused("HOLDFOR=60 HOLDUNTIL=2026-07-01T12:00:00Z", Replies.HELD_TWICE);
        assertRefused("HOLDUNTIL=2026-07-01T12:00:00Z HOLDFOR=60", Replies.HELD_TWICE);
    }

    /** RFC 5321 §4.1.1.11. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FOO",
                "FOO=BAR",
                "NOTIFY=NEVER",
                "ORCPT=rfc822;a@b",
                "X-SIZE=1",
                "SIZES=1",
                "8=1",
                "SIZE=1 FOO",
                "FOO=é"
            })
    void unknownParametersAreToldApart(String parameters) {
        assertRefused(parameters, Replies.UNKNOWN_PARAMETER);
    }

    /** RFC 5321 §4.1.2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "=1",
                "SIZE=",
                "SIZE==1",
                "SIZE=1=1",
                "-SIZE=1",
                "SI_ZE=1",
                "SIZE=\u0001",
                "SIZE=1\t",
                "SIZE\u007f",
                "é=1",
                "<b@c>",
                ":",
                "SIZE=1\tBODY=7BIT\u0000"
            })
    void whatIsNoParameterIsRefused(String parameters) {
        // The tab keeps its place: only at the end of the line it is tolerated.
        assertRefused(parameters.replace("1\t", "1\t1"), Replies.PARAMETER_SYNTAX);
    }

    @Test
    void noKeywordComesTwice() {
        assertRefused("SIZE=1 size=1", Replies.PARAMETER_TWICE);
        assertRefused("SMTPUTF8 SIZE=1 SMTPUTF8", Replies.PARAMETER_TWICE);
    }

    @Test
    void oneSpaceOrMoreStandBetweenParameters() {
        assertThat(parameters(" SIZE=1   BODY=8BITMIME")).isEqualTo(parameters("BODY=8BITMIME SIZE=1"));
        assertThat(SmtpGrammar.parse("MAIL FROM:<a@b>SIZE=1")).isEqualTo(new BadCommand(Replies.BAD_SENDER));
    }
}
