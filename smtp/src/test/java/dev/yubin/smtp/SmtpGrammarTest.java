package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.yubin.protocol.MailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
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
                        new Envelope(MailAddress.parse("a@b.example"), eightBitOfTwelveOctets()), true));
        assertThat(SmtpGrammar.parse("RCPT TO:<a@b.example>"))
                .isEqualTo(new RcptCommand(MailAddress.parse("a@b.example"), RcptParameters.NONE));
        assertThat(SmtpGrammar.parse("DATA")).isEqualTo(new DataCommand());
        assertThat(SmtpGrammar.parse("RSET")).isEqualTo(new RsetCommand());
        assertThat(SmtpGrammar.parse("NOOP")).isEqualTo(new NoopCommand());
        assertThat(SmtpGrammar.parse("QUIT")).isEqualTo(new QuitCommand());
    }

    private static MailParameters eightBitOfTwelveOctets() {
        MailParameters.Builder mail = new MailParameters.Builder();
        mail.size = OptionalLong.of(12);
        mail.body = BodyType.EIGHT_BIT_MIME;
        return mail.build();
    }

    /** RFC 5321 §4.1.1: white space before the CRLF is tolerated, and only that. */
    @Test
    void spaceAtTheEndOfALineIsTolerated() {
        assertThat(SmtpGrammar.parse("RSET \t ")).isEqualTo(new RsetCommand());
        assertThat(SmtpGrammar.parse("MAIL FROM:<>  "))
                .isEqualTo(new MailCommand(new Envelope(null, MailParameters.NONE), false));
        assertThat(SmtpGrammar.parse("RSET\u001c")).isEqualTo(new BadCommand(Replies.UNKNOWN_COMMAND));
        assertThat(SmtpGrammar.parse("MAIL FROM:<>\u001f")).isEqualTo(new BadCommand(Replies.BAD_SENDER));
    }

    /** There are letters beyond ASCII that have an ASCII one as their capital, or the other way round. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RCPT TO:<po\u017ftmaster>                      | 5.1.3
            MAIL FROM:<a@b> \u017fIZE=1                    | 5.5.4
            MAIL FROM:<a@b> BODY=8B\u0131TMIME             | 5.5.4
            MAIL FROM:<a@b> BODY=8BITM\u0131ME             | 5.5.4
            RCPT TO:<a@b> NOTIFY=\u017fUCCESS              | 5.5.4
            MAIL FROM:<a@b> HOLDUNTIL=2026-01-01T00:00:0\uff10Z | 5.5.4
            MAIL FROM:<a@b> SIZE=\u0661                    | 5.5.4
            RCPT TO:<a@[\uff11.2.3.4]>                     | 5.1.3
            RCPT TO:<a@[\u017fx:y]>                        | 5.1.3
            """)
    void keywordsAreAscii(String line, String status) {
        assertThat(SmtpGrammar.parse(octets(line)))
                .isInstanceOfSatisfying(
                        BadCommand.class,
                        bad -> assertThat(bad.reply().status()).isEqualTo(status));
    }

    /** RFC 6531 §3.3; RFC 3629 §10: the shortest form, no surrogates. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<b\u00f6b@example.org>",
                "RCPT TO:<b\u00c3@example.org>",
                "RCPT TO:<a\u00c0\u00aeb@example.org>",
                "RCPT TO:<a\u00ed\u00a0\u0080@example.org>",
                "RCPT TO:<a\u00f4\u0090\u0080\u0080@example.org>",
                "RCPT TO:<a@example.org> ORCPT=utf-8;\u0080",
                "NOOP \u00ff",
            })
    void whatIsNotUtf8IsRefused(String line) {
        assertThat(SmtpGrammar.parse(line)).isEqualTo(new BadCommand(Replies.NOT_UTF8));
    }

    /** As {@link dev.yubin.protocol.spi.CrlfFramer} gives it: one character for each octet. */
    static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whatever the line, there is a command: nothing is thrown. */
    @Test
    void noLineThrows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pieces = {
            "MAIL",
            "RCPT",
            " ",
            "FROM:",
            "TO:",
            "<",
            ">",
            "@",
            "a",
            ".",
            "\"",
            "\\",
            "[",
            "]",
            "IPv6:",
            "=",
            "SIZE=",
            "BODY=",
            "SMTPUTF8",
            "RET=",
            "ENVID=",
            "AUTH=",
            "BY=",
            "MT-PRIORITY=",
            "HOLDFOR=",
            "HOLDUNTIL=",
            "NOTIFY=",
            "ORCPT=",
            "REQUIRETLS",
            "utf-8",
            "rfc822",
            "NEVER",
            "FULL",
            "\\x{",
            "}",
            "D800",
            "7F",
            ";",
            "R",
            "T",
            "+",
            "+3D",
            "+C3",
            "2026-01-01T00:00:00",
            "Z",
            "\u00e9",
            "\u0000",
            ":",
            ",",
            "DATA",
            "EHLO",
            "9",
            "-",
            octets("\u00e9"),
            octets("\u3002"),
            octets("\u202e"),
            octets("\ud83d\ude00"),
            octets("xn--"),
            "\u00c3"
        };
        String[] beginnings = {"", "MAIL FROM:<", "MAIL FROM:<a@b> ", "RCPT TO:<", "RCPT TO:<a@b> "};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder line = new StringBuilder(beginnings[random.nextInt(beginnings.length)]);
            for (int i = random.nextInt(12); i > 0; i--) {
                line.append(pieces[random.nextInt(pieces.length)]);
                if (random.nextInt(4) == 0) {
                    line.append((char) random.nextInt(256));
                }
            }
            assertThat(SmtpGrammar.parse(line.toString()))
                    .as("seed %s, line %s", seed, line)
                    .isNotNull();
        }
    }

    /** Lines a hundred times as long as the longest, made of what a parser might look at again and again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            MAIL FROM:<                                      | @a,
            MAIL FROM:<                                      | a.
            MAIL FROM:<"                                     | \\\\"
            RCPT TO:<a@                                      | b.
            RCPT TO:<a@                                      | [
            RCPT TO:<a@[x:                                   | y
            RCPT TO:<a@[IPv6:                                | 1:
            RCPT TO:<                                        | \u00c3\u00a9
            RCPT TO:<a@                                      | \u00e3\u0081\u0082
            RCPT TO:<a@                                      | \u00e3\u0081\u0082.
            MAIL FROM:<a@b>                                  | ` A=1`
            MAIL FROM:<a@b> SIZE=                            | 1
            MAIL FROM:<a@b> ENVID=                           | +41
            MAIL FROM:<a@b> AUTH=                            | +22
            MAIL FROM:<a@b> HOLDUNTIL=2026-01-01T00:00:00.   | 1
            RCPT TO:<a@b> ORCPT=utf-8;                       | \\\\x{20}
            RCPT TO:<a@b> ORCPT=utf-8;                       | \\\\x{
            RCPT TO:<a@b> NOTIFY=                            | DELAY,
            """)
    void aHostileLineTakesLinearTime(String beginning, String piece) {
        String line = beginning + piece.repeat(200_000 / piece.length());
        SmtpCommand command = assertTimeout(Duration.ofSeconds(3), () -> SmtpGrammar.parse(line));
        assertThat(command).isInstanceOf(BadCommand.class);
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
