package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yubin.protocol.MailAddress;
import dev.yubin.store.AccountName;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpGrammarTest {
    @Test
    void linesBecomeCommands() {
        assertThat(SmtpGrammar.parse("EHLO client.example"))
                .isEqualTo(new HelloCommand(SmtpVerb.EHLO, "client.example"));
        assertThat(SmtpGrammar.parse("helo [127.0.0.1]")).isEqualTo(new HelloCommand(SmtpVerb.HELO, "[127.0.0.1]"));
        assertThat(SmtpGrammar.parse("MAIL FROM:<>"))
                .isEqualTo(new MailCommand(new Envelope(null, MailParameters.NONE), false));
        assertThat(SmtpGrammar.parse("MAIL FROM:<a@b.example> BODY=8BITMIME SIZE=12"))
                .isEqualTo(new MailCommand(
                        new Envelope(MailAddress.parse("a@b.example"), new MailParameters(12, true)), true));
        assertThat(SmtpGrammar.parse("RCPT TO:<a@b.example>"))
                .isEqualTo(new RcptCommand(MailAddress.parse("a@b.example")));
        assertThat(SmtpGrammar.parse("DATA")).isEqualTo(new DataCommand());
        assertThat(SmtpGrammar.parse("RSET")).isEqualTo(new RsetCommand());
        assertThat(SmtpGrammar.parse("NOOP")).isEqualTo(new NoopCommand());
        assertThat(SmtpGrammar.parse("QUIT")).isEqualTo(new QuitCommand());
    }

    /** RFC 5321 §4.1.2 and §4.1.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a@b                                     | a@b
            A.b+c@Example.COM                       | a.b+c@example.com
            !#$%&*+-/=?^_`{}~@b.example             | -
            user@[127.0.0.1]                        | user@[127.0.0.1]
            user@[IPv6:::1]                         | user@[ipv6:::1]
            user@[X-tag:what.ever]                  | user@[x-tag:what.ever]
            "john doe"@b.example                    | "john doe"@b.example
            "john.doe"@b.example                    | john.doe@b.example
            "a\\"b\\\\c"@b.example                  | "a\\"b\\\\c"@b.example
            "@"@b.example                           | "@"@b.example
            @one.example,@two.example:a@b.example   | a@b.example
            a@host_name.example                     | a@host_name.example
            """)
    void pathsThatAreTaken(String path, String means) {
        String wanted = means.equals("-") ? path : means;
        assertThat(SmtpGrammar.parse("RCPT TO:<" + path + ">")).isInstanceOfSatisfying(RcptCommand.class, rcpt -> {
            assertThat(rcpt.address().accountName()).isEqualTo(AccountName.parse(wanted));
            assertThat(rcpt.address().accountName()).hasToString(wanted);
        });
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
                "a@[127.0.0.256]",
                "a@[IPv6:x]",
                "a@[IPv6:fe80::1%eth0]",
                "a@[",
                "a@[]",
                "a@[[]",
                "\"a@b",
                "\"a\"b@c",
                "\"a\u0001\"@c",
                "a<b@c",
                "a,b@c",
                "a(b)@c",
                "a@b(c)",
                "@one:a",
                "@one,two:a@b",
                "a\\b@c",
                "\u0000@c"
            })
    void pathsThatAreRefused(String path) {
        assertThat(SmtpGrammar.parse("RCPT TO:<" + path + ">")).isEqualTo(new BadCommand(Replies.BAD_RECIPIENT));
        assertThat(SmtpGrammar.parse("MAIL FROM:<" + path + ">")).isEqualTo(new BadCommand(Replies.BAD_SENDER));
    }

    @Test
    void aLocalPartThatIsTooLongIsRefused() {
        assertThat(SmtpGrammar.parse("RCPT TO:<" + "a".repeat(64) + "@b>")).isInstanceOf(RcptCommand.class);
        assertThat(SmtpGrammar.parse("RCPT TO:<" + "a".repeat(AccountName.MAX_LOCAL_PART + 1) + "@b>"))
                .isEqualTo(new BadCommand(Replies.BAD_RECIPIENT));
        assertThat(SmtpGrammar.parse("RCPT TO:<a@" + "b".repeat(256) + ">"))
                .isEqualTo(new BadCommand(Replies.BAD_RECIPIENT));
    }

    /** Whatever the line, there is a command: nothing is thrown. */
    @Test
    void noLineThrows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pieces = {
            "MAIL", "RCPT", " ", "FROM:", "TO:", "<", ">", "@", "a", ".", "\"", "\\", "[", "]", "IPv6:", "=", "SIZE",
            "BODY", "\u00e9", "\u0000", ":", ",", "DATA", "EHLO", "9", "-"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "MAIL FROM:<" : "");
            for (int i = random.nextInt(12); i > 0; i--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(SmtpGrammar.parse(line.toString()))
                    .as("seed %s, line %s", seed, line)
                    .isNotNull();
        }
    }

    @Test
    void nothingCanBreakOutOfAReply() {
        for (String text : new String[] {"a\r\n250 b", "a\nb", "a\u0000", "\u00e9", "a\u001b[2J"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250, "2.0.0", text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250, "5.0.0", "text"));
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(250, "2.0.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Reply.of(99, "9.0.0", "text"));
        assertThat(Reply.of(250, "2.0.0", "one", "two")).hasToString("250-2.0.0 one\r\n250 2.0.0 two");
    }
}
