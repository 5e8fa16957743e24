package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6858, and RFC 6857 where it says more. */
class SurrogateTest {
    private static final String INVALID = "<invalid@internationalized-address.invalid>";

    private static String surrogate(String message) {
        try {
            MessageContent content = Surrogate.of(content(message));
            return new String(content.toByteArray(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static MessageContent content(String message) {
        return MessageContent.of(message.getBytes(StandardCharsets.UTF_8));
    }

    /** What becomes of a header, with folded lines shown as they are. */
    private static String header(String lines) {
        String message = lines.replace("|", "\r\n") + "\r\n\r\nbody 本文\r\n";
        String surrogate = surrogate(message);
        assertThat(surrogate).endsWith("\r\nbody 本文\r\n");
        String header = surrogate.substring(0, surrogate.length() - "\r\nbody 本文\r\n".length());
        return header.isEmpty() ? "" : header.substring(0, header.length() - 2).replace("\r\n", "|");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "Subject: 郵便 -> Subject: =?UTF-8?B?6YO15L6/?=",
                "Subject: caf\u00e9 -> Subject: =?UTF-8?B?Y2Fmw6k=?=",
                "SUBJECT :  caf\u00e9 | au lait -> SUBJECT: =?UTF-8?Q?caf=C3=A9__au_lait?=",
                "Subject: =?UTF-8?B?6YO15L6/?= 箱 -> Subject: =?UTF-8?B?6YO15L6/IOeusQ==?=",
                "Comments: \u00e9 -> Comments: =?UTF-8?B?w6k=?=",
                "Content-Description: \u00e9 -> Content-Description: =?UTF-8?B?w6k=?=",
                "X-Anything: \u00e9 -> X-Anything: =?UTF-8?B?w6k=?=",
                "Keywords: \u00e9, mail, =?UTF-8?B?w6k=?= \u00e8 -> Keywords: =?UTF-8?B?w6k=?=, mail, =?UTF-8?B?w6kgw6g=?=",
                "Keywords: \"\u00e9, a\", b -> Keywords: =?UTF-8?B?IsOpLCBhIiwgYg==?=",
            })
    void textBecomesEncodedWords(String field, String surrogate) {
        assertThat(header(field)).isEqualTo(surrogate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From",
                "sender",
                "REPLY-TO",
                "To",
                "Cc",
                "Bcc",
                "Resent-From",
                "Resent-Sender",
                "Resent-Reply-To",
                "Resent-To",
                "Resent-Cc",
                "Resent-Bcc",
                "Disposition-Notification-To",
                "Errors-To",
                "Mail-Followup-To"
            })
    void allFieldsOfAddressesAreReadAsSuch(String name) {
        assertThat(header(name + ": \u00e9 <a@b>")).isEqualTo(name + ": =?UTF-8?B?w6k=?= <a@b>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "Fred Foo <fr\u00e9d@example.com> -> Fred Foo I",
                "fr\u00e9d@example.com -> =?UTF-8?B?ZnLDqWRAZXhhbXBsZS5jb20=?=| I",
                "鈴木 <suzuki@例え.jp> -> =?UTF-8?B?6Yi05pyo?= <suzuki@xn--r8jz45g.jp>",
                "suzuki@例え.JP -> suzuki@xn--r8jz45g.jp",
                "\"鈴木, 太郎\" <a@b>, \"Foo, F.\" <c@d> -> =?UTF-8?B?6Yi05pyoLCDlpKrpg44=?= <a@b>, \"Foo, F.\" <c@d>",
                "a@b (鈴木), c@d (C) -> =?UTF-8?B?6Yi05pyo?= <a@b>, C <c@d>",
                "チーム: a@b, \u00e9@c; -> =?UTF-8?B?44OB44O844Og?= : a@b, =?UTF-8?B?w6lAYw==?=| I;",
                "Team: \u00e9 <a@b>;, c@d -> Team: =?UTF-8?B?w6k=?= <a@b>;, c@d",
                "チーム:; -> =?UTF-8?B?44OB44O844Og?= :;",
                "鈴木 太郎 -> =?UTF-8?B?6Yi05pyoIOWkqumDjg==?=| I",
                "鈴木 <> -> =?UTF-8?B?6Yi05pyo?=| I",
                "<@例え.jp:a@b>, <@c:d@例え.jp> -> a@b, <@c:d@xn--r8jz45g.jp>",
                "\u00e9 <\"a b\"@c> -> =?UTF-8?B?w6k=?= <\"a b\"@c>",
            })
    void addressesKeepWhatAsciiCanSay(String body, String surrogate) {
        String expected = "To: " + surrogate.replace(" I", " " + INVALID);
        assertThat(header("To: " + body).replace("|", "")).isEqualTo(expected.replace("|", ""));
    }

    /** What A-labels are read as must be the domain that was meant: RFC 6858 §2.1 wants nobody else's address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stra\u00dfe.example",
                "\uff45xample.com",
                "例え。jp",
                "\u00e9..c",
                "[\u00e9]",
                "\u00e9.\u03c2\u200d"
            })
    void domainsThatOtherRulesWouldChangeBecomeNone(String domain) {
        assertThat(header("To: A <a@" + domain + ">")).isEqualTo("To: A " + INVALID);
        assertThat(header("To: A <a@" + "é".repeat(300) + ".com>")).isEqualTo("To: A " + INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "<\u00e9@b> -> <invalid@internationalized-address.invalid>",
                "<a@例え.jp> -> <a@xn--r8jz45g.jp>",
                "a@例え.jp (鈴木) -> <a@xn--r8jz45g.jp>",
            })
    void returnPathIsAnAddressInBracketsAndNothingElse(String body, String surrogate) {
        assertThat(header("Return-Path: " + body)).isEqualTo("Return-Path: " + surrogate);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "Content-Disposition: attachment; filename=\u00e9.txt"
                        + " -> Content-Disposition: attachment; filename*=UTF-8''%C3%A9.txt",
                "Content-Disposition: attachment; filename=\"a b.txt\"; x=\u00e9"
                        + " -> Content-Disposition: attachment; filename=\"a b.txt\"; x*=UTF-8''%C3%A9",
                "content-type: TEXT/plain; charset=utf-8; name=\"\u00e9 (1).txt\""
                        + " -> content-type: text/plain; charset=utf-8; name*=UTF-8''%C3%A9%20%281%29.txt",
                "Content-Type: text/plain (\u00e9); charset=utf-8 -> Content-Type: text/plain; charset=utf-8",
                "Content-Type: a/b; name=\"=?UTF-8?B?w6k=?= \u00e8\" -> Content-Type: a/b; name*=UTF-8''%C3%A9%20%C3%A8",
                "Content-Type: a/b; filename=\u00e9; name=\"=?UTF-8?B?w6k=?=\""
                        + " -> Content-Type: a/b; filename*=UTF-8''%C3%A9; name*=UTF-8''%C3%A9",
                "Content-Type: a/b; name=a; name=\u00e9 -> Content-Type: a/b; name=a",
                "Content-Type: a/b; name=\u00e9; name*=UTF-8''x -> Content-Type: a/b; name=x",
                "Content-Type: a/b; name*0=\u00e9; name*1*=%C3%A8 -> Content-Type: a/b; name*=UTF-8''%C3%A9%C3%A8",
                "Content-Type: a/b; \u00e9=x; c=d -> Content-Type: a/b; c=d",
                "Content-Type: multipart/mixed; boundary=\u00e9; c=d -> Content-Type: multipart/mixed; c=d",
                "Content-Type: text; name=\u00e9 -> Content-Type: text/plain; name*=UTF-8''%C3%A9",
                "Content-Disposition: \u00e9; filename=a -> Content-Disposition: attachment; filename=a",
            })
    void parametersAreWrittenAsRfc2231HasIt(String field, String surrogate) {
        assertThat(header(field)).isEqualTo(surrogate);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "Date: Mon, 1 Jan 2026 00:00:00 +0900 (日本標準時)"
                        + " -> Date: Mon, 1 Jan 2026 00:00:00 +0900 (=?UTF-8?B?5pel5pys5qiZ5rqW5pmC?=)",
                "Received: from a (\u00e9 (\\x) y) by b (c); \"( x\" -> "
                        + "Received: from a (=?UTF-8?B?w6kgKHgpIHk=?=) by b (c); \"( x\"",
                "MIME-Version: 1.0 (\u00e9 -> MIME-Version: 1.0 (=?UTF-8?B?w6k=?=)",
                "References: <a@b>(\u00e9)<c@d> -> References: <a@b> (=?UTF-8?B?w6k=?=)<c@d>",
                "List-Id: 郵便 <a.example.com> -> List-Id: =?UTF-8?B?6YO15L6/?= <a.example.com>",
            })
    void commentsBecomeEncodedWords(String field, String surrogate) {
        assertThat(header(field)).isEqualTo(surrogate);
    }

    /** RFC 6858 §2.4. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Message-ID: <\u00e9@b>",
                "In-Reply-To: <a@例え.jp>",
                "References: <a@b> <\u00e9@c>",
                "Received: from a by b for <\u00e9@c>; Mon, 1 Jan 2026 00:00:00 +0000",
                "Received: (c) \"(\u00e9)\"",
                "Content-ID: <\u00e9@b>",
                "Content-Transfer-Encoding: \u00e9",
                "Content-Type: t\u00e9xt/plain",
                "List-Id: \u00e9",
                "List-Id: X <\u00e9.example>",
                "List-Unsubscribe: <mailto:\u00e9@b>",
                "DKIM-Signature: v=1; i=\u00e9@b",
                "To: ,;(\u00e9)",
                "S\u00fcbject: name",
                "no field at all: \u00e9| folded",
                "\u00e9",
            })
    void whatHasNoFormIsLeftOut(String field) {
        assertThat(header("A: b|" + field + "|C: d")).isEqualTo("A: b|C: d");
    }

    @Test
    void fieldsInAsciiStayAsTheyAreAndInOrder() {
        String ascii = "a:b|From \"x|Received: by  c ;|\tfolded| |Subject: =?x|To: <a>,,;|x|A :  ";
        assertThat(header(ascii + "|Subject: \u00e9|" + ascii))
                .isEqualTo(ascii + "|Subject: =?UTF-8?B?w6k=?=|" + ascii);
    }

    @Test
    void fieldsInOtherCharsetsStayAsTheyAre() throws IOException {
        byte[] message =
                "Subject: caf\u00e9\r\nTo: \u00c3\u00a9 <a@b>\r\n\r\n\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(Surrogate.of(MessageContent.of(message)).toByteArray(), StandardCharsets.ISO_8859_1))
                .isEqualTo("Subject: caf\u00e9\r\nTo: =?UTF-8?B?w6k=?= <a@b>\r\n\r\n\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "A: b",
                "A: b\r\n\r\n本文\r\n",
                "\r\nA: 本文\r\n",
                "\nA: 本文\n",
                "本文\r\n\r\nA: 本文\r\n",
                "text that has no header, 本文",
            })
    void whatHasNoUtf8InAHeaderIsTheSameObject(String message) throws IOException {
        MessageContent content = content(message);
        assertThat(Surrogate.of(content)).isSameAs(content);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiterString = " -> ",
            value = {
                "A: \u00e9 -> A: =?UTF-8?B?w6k=?=",
                "A: \u00e9+ -> A: =?UTF-8?B?w6k=?=+",
                "A: \u00e9|B: c -> A: =?UTF-8?B?w6k=?=|B: c",
                "B: c|A: \u00e9||body -> B: c|A: =?UTF-8?B?w6k=?=||body",
                "B: c+A: \u00e9|C: d++body|\u00e9 -> B: c+A: =?UTF-8?B?w6k=?=|C: d++body|\u00e9",
                "A:| \u00e9| b| -> A: =?UTF-8?Q?=C3=A9_b?=|",
            })
    void lineEndsStayAsTheyAre(String message, String surrogate) {
        assertThat(surrogate(message.replace("|", "\n").replace("+", "\r\n")))
                .isEqualTo(surrogate.replace("|", "\n").replace("+", "\r\n"));
    }

    @Test
    void foldsHaveTheLineEndsOfTheField() {
        assertThat(surrogate("Subject: " + "\u90f5".repeat(60) + "\n\n").replace("?=\n =?", ""))
                .doesNotContain("\r");
        assertThat(surrogate("B: c\nSubject: " + "\u90f5".repeat(60))).doesNotContain("\r");
    }

    @Test
    void linesHaveAtMost76Characters() {
        for (int length = 1; length < 120; length++) {
            String name = "\u90f5".repeat(length);
            String message = "Subject: " + name + "\r\nTo: a@b, " + name + " <c@d>, \"" + "x, ".repeat(length)
                    + "\" <d@e>, " + name + "@x, " + name + ": " + "b@c, ".repeat(length) + ";\r\nDate: (" + name
                    + ") (" + name + ")\r\n\r\n";
            assertThat(surrogate(message).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        }
    }

    @Test
    void whatIsBeyondTheLimitStaysAsItIs() throws IOException {
        String line = "Subject: \u00e9\r\n";
        String encoded = "Subject: =?UTF-8?B?w6k=?=\r\n";
        String message =
                line + ("A: " + "x".repeat(95) + "\r\n").repeat(HeaderFields.MAX_OCTETS / 100 + 1) + line + line;
        String surrogate = surrogate(message + "\r\nbody");
        assertThat(surrogate.equals(encoded + message.substring(line.length()) + "\r\nbody"))
                .isTrue();
    }
}
