package dev.yubin.smtp;

import static dev.yubin.smtp.Notify.DELAY;
import static dev.yubin.smtp.Notify.FAILURE;
import static dev.yubin.smtp.Notify.NEVER;
import static dev.yubin.smtp.Notify.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RcptParametersTest {
    private static SmtpCommand rcpt(String parameters) {
        return SmtpGrammar.parse(SmtpGrammarTest.octets("RCPT TO:<a@b.example> " + parameters));
    }

    private static RcptParameters parameters(String text) {
        assertThat(rcpt(text)).isInstanceOf(RcptCommand.class);
        return ((RcptCommand) rcpt(text)).parameters();
    }

    private static void assertRefused(String parameters, Reply refusal) {
        assertThat(rcpt(parameters)).isEqualTo(new BadCommand(refusal));
    }

    @Test
    void whatIsNotSaidIsEmpty() {
        RcptParameters none = parameters("");
        assertThat(none.notifyOn()).isEmpty();
        assertThat(none.originalRecipient()).isEmpty();
        assertThat(none.isEmpty()).isTrue();
        assertThat(none).hasToString("");
    }

    /** RFC 3461 §4.1. */
    @Test
    void notifyIsNeverOrAListOfTheOthers() {
        assertThat(parameters("NOTIFY=NEVER").notifyOn().orElseThrow()).containsExactly(NEVER);
        assertThat(parameters("notify=failure").notifyOn().orElseThrow()).containsExactly(FAILURE);
        assertThat(parameters("NOTIFY=SUCCESS,DELAY,Failure").notifyOn().orElseThrow())
                .containsExactly(SUCCESS, FAILURE, DELAY);
        assertThat(parameters("NOTIFY=DELAY,DELAY").notifyOn().orElseThrow()).containsExactly(DELAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOTIFY",
                "NOTIFY=NEVER,SUCCESS",
                "NOTIFY=SUCCESS,NEVER",
                "NOTIFY=NEVER,NEVER",
                "NOTIFY=ALWAYS",
                "NOTIFY=,",
                "NOTIFY=SUCCESS,",
                "NOTIFY=,SUCCESS",
                "NOTIFY=SUCCESS,,DELAY",
                "NOTIFY=SUCCESS;DELAY",
                "NOTIFY=é"
            })
    void wrongNotifyIsRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_NOTIFY);
    }

    /** RFC 3461 §4.2; RFC 6533 §3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rfc822;Bob@Example.COM            | rfc822     | Bob@Example.COM     | false
            RFC822;+41+2Bb@example.com        | rfc822     | A+b@example.com     | false
            rfc822;a+20b                      | rfc822     | `a b`               | false
            rfc822;a;b                        | rfc822     | a;b                 | false
            rfc822;\\x{F6}                    | rfc822     | \\x{F6}             | false
            X-fax;5551234                     | x-fax      | 5551234             | false
            utf-8;a@b.example                 | utf-8      | a@b.example         | false
            UTF-8;j\\x{F6}rg@b.example        | utf-8      | jörg@b.example      | false
            utf-8;jörg@bücher.example         | utf-8      | jörg@bücher.example | true
            utf-8;"a\\x{20}b"@c.example       | utf-8      | "a b"@c.example     | false
            """)
    void originalRecipientsAreDecoded(String value, String type, String address, boolean needsSmtpUtf8) {
        RcptParameters parameters = parameters("ORCPT=" + value);
        assertThat(parameters.originalRecipient()).hasValue(new OriginalRecipient(type, address));
        assertThat(parameters.needsSmtpUtf8()).isEqualTo(needsSmtpUtf8);
        assertThat(parameters(parameters.toString())).isEqualTo(parameters).hasSameHashCodeAs(parameters);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORCPT",
                "ORCPT=a@b",
                "ORCPT=rfc822",
                "ORCPT=rfc822;",
                "ORCPT=;a@b",
                "ORCPT=rfc822;+",
                "ORCPT=rfc822;+2b",
                "ORCPT=rfc822;a+0D+0Ab",
                "ORCPT=rfc822;+00",
                "ORCPT=rfc822;+C3+A9",
                "ORCPT=rfc822;é",
                "ORCPT=é;a@b",
                "ORCPT=a(b);c",
                "ORCPT=utf-8;",
                "ORCPT=utf-8;bob",
                "ORCPT=utf-8;<a@b>",
                "ORCPT=utf-8;a@b,c@d",
                "ORCPT=utf-8;\\x{41}@b",
                "ORCPT=utf-8;a+2Bb@c",
                "ORCPT=utf-8;\\x{0D}@b",
                "ORCPT=utf-8;\\x{202E}a@b",
                "ORCPT=utf-8;\\x{D800}@b",
                "ORCPT=utf-8;\u202ea@b"
            })
    void wrongOriginalRecipientsAreRefused(String parameter) {
        assertRefused(parameter, Replies.BAD_ORCPT);
    }

    /** RFC 3461 §4.2: as it is written, type and all. */
    @Test
    void anOriginalRecipientHasAtMost500Octets() {
        assertThat(parameters("ORCPT=rfc822;" + "x".repeat(493)).originalRecipient())
                .isPresent();
        assertRefused("ORCPT=rfc822;" + "x".repeat(494), Replies.BAD_ORCPT);
        assertRefused("ORCPT=utf-8;" + "é".repeat(250) + "@b", Replies.BAD_ORCPT);
    }

    @Test
    void bothCanBeSaidOnceEach() {
        RcptParameters both = parameters("ORCPT=rfc822;a@b  NOTIFY=DELAY,SUCCESS");
        assertThat(both).hasToString("NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a@b").isNotEqualTo(RcptParameters.NONE);
        assertThat(both.isEmpty()).isFalse();
        assertRefused("NOTIFY=NEVER NOTIFY=NEVER", Replies.PARAMETER_TWICE);
        assertRefused("ORCPT=rfc822;a@b orcpt=rfc822;a@b", Replies.PARAMETER_TWICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "SIZE=1", "RET=FULL", "SMTPUTF8", "NOTIFY=NEVER FOO=1"})
    void unknownParametersAreToldApart(String parameters) {
        assertRefused(parameters, Replies.UNKNOWN_PARAMETER);
    }
}
