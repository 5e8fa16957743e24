package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.MailAddress;
import dev.yubin.store.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths as they stand in commands. */
class PathParserTest {
    private static SmtpCommand rcpt(String path) {
        return SmtpGrammar.parse(SmtpGrammarTest.octets("RCPT TO:<" + path + ">"));
    }

    private static MailAddress address(String path) {
        assertThat(rcpt(path)).isInstanceOf(RcptCommand.class);
        return ((RcptCommand) rcpt(path)).address();
    }

    private static void assertRefused(String path) {
        assertThat(rcpt(path)).isEqualTo(new BadCommand(Replies.BAD_RECIPIENT));
        assertThat(SmtpGrammar.parse(SmtpGrammarTest.octets("MAIL FROM:<" + path + ">")))
                .isEqualTo(new BadCommand(Replies.BAD_SENDER));
    }

    /** RFC 5321 §4.1.2 and §4.1.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a@b                                     | a@b
            A.b+c@Example.COM                       | a.b+c@example.com
            !#$%&*+-/=?^_`{}~@b.example             | -
            user@[127.0.0.1]                        | user@[127.0.0.1]
            user@[0.0.0.0]                          | user@[0.0.0.0]
            user@[IPv6:::1]                         | user@[ipv6:::1]
            user@[ipv6:2001:0DB8::00ff]             | user@[ipv6:2001:0db8::00ff]
            user@[IPv6:::ffff:10.0.0.1]             | user@[ipv6:::ffff:10.0.0.1]
            user@[X-tag:what.ever]                  | user@[x-tag:what.ever]
            user@[-9:!]                             | user@[-9:!]
            "john doe"@b.example                    | "john doe"@b.example
            "john.doe"@b.example                    | john.doe@b.example
            "j\\o\\h\\n"@b.example                  | john@b.example
            "a\\"b\\\\c"@b.example                  | "a\\"b\\\\c"@b.example
            "@"@b.example                           | "@"@b.example
            "a>b"@b.example                         | "a>b"@b.example
            "a..b"@b.example                        | "a..b"@b.example
            @one.example:a@b.example                | a@b.example
            @one.example,@two.example:a@b.example   | a@b.example
            @bücher.example:a@b.example             | a@b.example
            a@host_name.example                     | a@host_name.example
            """)
    void pathsThatAreTaken(String path, String means) {
        String wanted = means.equals("-") ? path : means;
        assertThat(address(path).accountName()).isEqualTo(AccountName.parse(wanted));
        assertThat(address(path).accountName()).hasToString(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@b",
                "a@",
                "a@b@c",
                "a b@c",
                "a..b@c",
                ".a@c",
                "a.@c",
                "a@-b",
                "a@b-",
                "a@b..c",
                "a@.b",
                "a@b.",
                "\"a@b",
                "\"a\"b@c",
                "\"\"@c",
                "\"a\u0001\"@c",
                "\"a\\",
                "\"a\\\u0001\"@c",
                "\"\\\u00e9\"@c",
                "a\u007f@c",
                "a<b@c",
                "a,b@c",
                "a(b)@c",
                "a@b(c)",
                "a\\b@c",
                "\u0000@c",
                "a@b\u0000",
                "a\t@c",
                " a@c",
                "a@c "
            })
    void pathsThatAreRefused(String path) {
        assertRefused(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"@one:a", "@one,two:a@b", ":a@b", "@:a@b", "@one,:a@b", "@one,@:a@b", "@one a@b", "@[::1]:a@b"})
    void sourceRoutesThatAreNoneAreRefused(String path) {
        assertRefused(path);
    }

    /** RFC 5321 §4.1.3; some programs read a number with a leading zero as an octal one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[]",
                "[[]",
                "[]]",
                "[127.0.0.256]",
                "[127.0.0]",
                "[127.0.0.1",
                "[127.0.0.1]x",
                "[127.0.0.01]",
                "[0127.0.0.1]",
                "[00.0.0.0]",
                "[127.0.0.1.]",
                "[ 127.0.0.1]",
                "[127.1]",
                "[2130706433]",
                "[0x7f.0.0.1]",
                "[IPv6:x]",
                "[IPv6:]",
                "[IPv6:1]",
                "[IPv6:1:2:3:4:5:6:7:8:9]",
                "[IPv6:1::2::3]",
                "[IPv6:12345::1]",
                "[IPv6:fe80::1%eth0]",
                "[IPv6:[::1]]",
                "[IPv6:::ffff:10.0.0.01]",
                "[IPv6:127.0.0.1]",
                "[::1]",
                "[x:]",
                "[:x]",
                "[x-:y]",
                "[x.y:z]",
                "[x y:z]",
                "[x:y z]",
                "[x:y\\z]",
                "[x:\u00e9]",
                "[\u00e9:x]"
            })
    void addressLiteralsThatAreNoneAreRefused(String literal) {
        assertRefused("a@" + literal);
    }

    /** RFC 6531 §3.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jörg@example.org             | jörg@example.org
            JÖRG@example.org             | jörg@example.org
            jo\u0308rg@example.org       | jörg@example.org
            "jörg"@example.org           | jörg@example.org
            "jörg m"@example.org         | "jörg m"@example.org
            用户@例子.广告               | 用户@xn--fsqu00a.xn--4rr70v
            a@bücher.example             | a@xn--bcher-kva.example
            अजय@डाटामेल.भारत             | अजय@xn--c2bd4bq1db8d.xn--h2brj9c
            \uD83D\uDE00@example.org     | \uD83D\uDE00@example.org
            نامه\u200cها@example.org     | نامه\u200cها@example.org
            """)
    void namesGoBeyondAscii(String path, String means) {
        assertThat(address(path).accountName()).hasToString(means);
        assertThat(address(path)).hasToString(path);
        assertThat(address(path).needsSmtpUtf8()).isTrue();
    }

    /** What nobody sees, what is no character, and what no domain may hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0080@b",
                "a\u0085@b",
                "a\u00adb@c",
                "a\u200b@b",
                "a\u200e@b",
                "\u202ea@b",
                "\"\u202ea\"@b",
                "a\u2028@b",
                "a\u2066b@c",
                "a\ufeff@b",
                "a\uffff@b",
                "a\ue000@b",
                "a\u0378@b",
                "a\udb40\udc01@b",
                "a@b\u202e.example",
                "a@b\u00a0c.example",
                "a@b\u0080.example",
                "a@b\u3002",
                "a@\u3002b",
                "a@b\uff0fc",
                "a@-\u00e9.example",
                "a@\u00e9-.example"
            })
    void namesThatWouldDeceiveAreRefused(String path) {
        assertRefused(path);
    }

    @Test
    void whatWasWrittenIsKeptAndQuotingMakesNoDifference() {
        MailAddress quoted = address("\"J\\ohn.\\D\\oe\"@Example.ORG");
        assertThat(quoted).hasToString("\"J\\ohn.\\D\\oe\"@Example.ORG").isEqualTo(address("john.doe@example.org"));
        assertThat(quoted.needsSmtpUtf8()).isFalse();
    }

    /** RFC 5321 §4.5.1. */
    @Test
    void postmasterNeedsNoDomain() {
        assertThat(address("PostMaster")).hasToString("PostMaster");
        assertThat(address("PostMaster").accountName()).isEqualTo(AccountName.bare("postmaster"));
        assertThat(SmtpGrammar.parse("MAIL FROM:<postmaster>")).isEqualTo(new BadCommand(Replies.BAD_SENDER));
        assertThat(rcpt("postmaster2")).isEqualTo(new BadCommand(Replies.BAD_RECIPIENT));
    }

    /** RFC 5321 §4.1.1.3: only a sender can be null. */
    @Test
    void aNullForwardPathIsRefused() {
        assertThat(rcpt("")).isEqualTo(new BadCommand(Replies.BAD_RECIPIENT));
    }

    /** RFC 5321 §4.5.3.1.1 and §4.5.3.1.2; the domain is counted in octets. */
    @Test
    void partsThatAreTooLongAreRefused() {
        String longest = "a".repeat(AccountName.MAX_LOCAL_PART);
        String domain = "b.".repeat(126) + "org";
        assertThat(address(longest + "@" + domain).toString()).hasSize(128 + 1 + 255);
        assertThat(address("a".repeat(64) + "@b").accountName().localPart()).hasSize(64);
        assertThat(rcpt(longest + "a@b")).isEqualTo(new BadCommand(Replies.RECIPIENT_TOO_LONG));
        assertThat(rcpt("\"" + longest + "a\"@b")).isEqualTo(new BadCommand(Replies.RECIPIENT_TOO_LONG));
        assertThat(rcpt("a@b" + domain)).isEqualTo(new BadCommand(Replies.RECIPIENT_TOO_LONG));
        assertThat(rcpt("a@" + "あ.".repeat(64) + "org")).isEqualTo(new BadCommand(Replies.RECIPIENT_TOO_LONG));
        assertThat(SmtpGrammar.parse("MAIL FROM:<" + longest + "a@b>"))
                .isEqualTo(new BadCommand(Replies.SENDER_TOO_LONG));
        // A label has at most 63 characters, RFC 1035 §2.3.4.
        assertThat(address("a@" + "b".repeat(63))).isNotNull();
        assertRefused("a@" + "b".repeat(64));
    }

    /** RFC 5321 §3.3: no space on either side of the colon. */
    @ParameterizedTest
    @ValueSource(strings = {"", "FROM", "FROM:", "FROM: <a@b>", "FROM :<a@b>", "FROM:a@b", "TO:<a@b>", " FROM:<a@b>"})
    void aPathStandsRightBehindTheColon(String argument) {
        assertThat(SmtpGrammar.parse("MAIL " + argument)).isEqualTo(new BadCommand(Replies.MAIL_SYNTAX));
        assertThat(SmtpGrammar.parse("RCPT " + argument.replace("TO", "IN").replace("FROM", "TO")))
                .isEqualTo(new BadCommand(Replies.RCPT_SYNTAX));
    }
}
