package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Transcript;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines to commands: {@link Pop3Grammar}, and {@link Pop3Decoder} in front of it. */
class Pop3GrammarTest {
    private static final Limits LIMITS = Pop3Options.defaults().limits().lineLength(512);

    static List<Arguments> commands() {
        return List.of(
                line("USER bob", new UserCommand("bob")),
                line("user bob@example.org", new UserCommand("bob@example.org")),
                line("USER  bob ", new UserCommand("bob")),
                line("USER \"b b\"@example.org", new UserCommand("\"b b\"@example.org")),
                line("USER ren\u00c3\u00a9", new UserCommand("ren\u00e9")),
                line("PASS secret", new PassCommand("secret")),
                line("PASS  two  words ", new PassCommand(" two  words ")),
                line("PASS ", new PassCommand("")),
                line("PASS p\u00c3\u00a2t\u00c3\u00a9", new PassCommand("p\u00e2t\u00e9")),
                line(
                        "APOP bob c4c9334bac560ecc979e58001b3e22fb",
                        new ApopCommand("bob", "c4c9334bac560ecc979e58001b3e22fb")),
                line(
                        "apop  b b   c4c9334bac560ecc979e58001b3e22fb ",
                        new ApopCommand("b b", "c4c9334bac560ecc979e58001b3e22fb")),
                line(
                        "APOP ren\u00c3\u00a9 c4c9334bac560ecc979e58001b3e22fb",
                        new ApopCommand("ren\u00e9", "c4c9334bac560ecc979e58001b3e22fb")),
                line("UTF8", new Utf8Command()),
                line("LANG", new LangCommand("")),
                line("LANG ", new LangCommand("")),
                line("lang ja-JP", new LangCommand("ja-JP")),
                line("LANG *", new LangCommand("*")),
                line("STAT", new StatCommand()),
                line("sTaT ", new StatCommand()),
                line("LIST", new ListCommand(OptionalInt.empty())),
                line("LIST ", new ListCommand(OptionalInt.empty())),
                line("LIST 1", new ListCommand(OptionalInt.of(1))),
                line("LIST 007", new ListCommand(OptionalInt.of(7))),
                line("LIST 00000000000000000001", new ListCommand(OptionalInt.of(1))),
                line("LIST 99999999999", new ListCommand(OptionalInt.of(Integer.MAX_VALUE))),
                line("UIDL", new UidlCommand(OptionalInt.empty())),
                line("UIDL 12", new UidlCommand(OptionalInt.of(12))),
                line("RETR 1", new RetrCommand(1)),
                line("RETR  1 ", new RetrCommand(1)),
                line("RETR 999999999", new RetrCommand(999999999)),
                line("RETR 2147483647", new RetrCommand(Integer.MAX_VALUE)),
                line("RETR 4294967297", new RetrCommand(Integer.MAX_VALUE)),
                line("DELE 3", new DeleCommand(3)),
                line("TOP 1 0", new TopCommand(1, 0)),
                line("TOP 1 10", new TopCommand(1, 10)),
                line("top 1   10 ", new TopCommand(1, 10)),
                line("TOP 1 9999999999", new TopCommand(1, Integer.MAX_VALUE)),
                line("NOOP", new NoopCommand()),
                line("RSET", new RsetCommand()),
                line("CAPA", new CapaCommand()),
                line("quit", new QuitCommand()));
    }

    static List<Arguments> malformed() {
        List<Arguments> lines = new ArrayList<>();
        for (String unknown : List.of(
                "",
                " ",
                " STAT",
                "\tSTAT",
                "STAT\t",
                "STATS",
                "STA",
                "BAD",
                "HELO x",
                "GET / HTTP/1.1",
                "PA\u00df x",
                "\u0000",
                "LIST\u00a01",
                "EHLO",
                "GREET",
                "+OK")) {
            lines.add(line(unknown, new BadCommand(Replies.UNKNOWN_COMMAND)));
        }
        for (String latin1 : List.of("USER ren\u00e9", "PASS ren\u00e9", "PASS \u00c0\u0080", "APOP ren\u00e9 0123")) {
            lines.add(line(latin1, new BadCommand(Replies.NOT_UTF8)));
        }
        for (String digest :
                List.of("0123", "c4c9334bac560ecc979e58001b3e22fb0", "c4c9334bac560ecc979e58001b3e22fg", "secret")) {
            lines.add(line("APOP bob " + digest, new BadCommand(Replies.NOT_A_DIGEST)));
        }
        for (String missing : List.of(
                "USER",
                "USER ",
                "USER   ",
                "PASS",
                "APOP",
                "APOP bob",
                "APOP bob ",
                "RETR",
                "RETR ",
                "DELE",
                "DELE  ",
                "TOP",
                "TOP ",
                "TOP 1",
                "TOP 1 ")) {
            lines.add(line(missing, new BadCommand(Replies.NEEDS_ARGUMENT)));
        }
        for (String extra : List.of("STAT 1", "NOOP x", "RSET 1", "CAPA x", "UTF8 on", "STLS now", "QUIT now")) {
            lines.add(line(extra, new BadCommand(Replies.NO_ARGUMENT)));
        }
        for (String number : List.of(
                "RETR 0",
                "RETR 000",
                "RETR 0000000000",
                "RETR -1",
                "RETR +1",
                "RETR 1.0",
                "RETR 1e3",
                "RETR 0x1",
                "RETR one",
                "RETR 1 2",
                "RETR \u00b9",
                "RETR 1\u0000",
                "DELE 0",
                "DELE 1,2",
                "LIST 0",
                "LIST 1 2",
                "LIST *",
                "UIDL -5",
                "UIDL 1:2",
                "TOP 0 0",
                "TOP 1 -1",
                "TOP -1 1",
                "TOP 1 x",
                "TOP 1 1 1",
                "TOP x y")) {
            lines.add(line(number, new BadCommand(Replies.NOT_A_NUMBER)));
        }
        return lines;
    }

    private static Arguments line(String line, Pop3Command command) {
        return Arguments.of(line, command);
    }

    @ParameterizedTest
    @MethodSource({"commands", "malformed"})
    void aLineIsThatCommand(String line, Pop3Command command) {
        assertThat(Pop3Grammar.parse(line)).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource({"commands", "malformed"})
    void theDecoderTakesALineInAnyPieces(String line, Pop3Command command) {
        byte[] octets = (line + "\r\n" + line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(decoded(octets, octets.length)).containsExactly(command, command);
        assertThat(decoded(octets, 1)).containsExactly(command, command);
    }

    @Test
    void aBrokenLineIsABadCommandInItsPlace() {
        byte[] octets = "STAT\r\nNOOP\nRSET\r\nCAPA\r\nLI\rST\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int piece : new int[] {1, 3, octets.length}) {
            assertThat(decoded(octets, piece).stream().map(Pop3Command::verb))
                    .containsExactly(Pop3Verb.STAT, Pop3Verb.BAD, Pop3Verb.CAPA, Pop3Verb.BAD, Pop3Verb.QUIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASS hunter2", "pass hunter2", " PASS hunter2", "PASS  hunter2", "PASS\thunter2"})
    void thePasswordIsNotInTheTranscript(String line) {
        Transcript transcript = new Transcript("test");
        new Pop3Decoder(LIMITS, transcript).next(buffer((line + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        assertThat(transcript.toString()).contains("PASS ****").doesNotContain("hunter2");
    }

    @Test
    void thePasswordIsNotInTheCommandsText() {
        assertThat(new PassCommand("hunter2").toString()).doesNotContain("hunter2");
    }

    private static List<Pop3Command> decoded(byte[] octets, int piece) {
        Pop3Decoder decoder = new Pop3Decoder(LIMITS, new Transcript("test"));
        List<Pop3Command> commands = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        for (int at = 0; at < octets.length; at += piece) {
            in.writeBytes(octets, at, Math.min(piece, octets.length - at));
            for (Object next = decoder.next(in); next != null; next = decoder.next(in)) {
                commands.add((Pop3Command) next);
            }
        }
        assertThat(in.isReadable()).as("octets are left").isFalse();
        return commands;
    }

    private static ByteBuf buffer(byte[] octets) {
        return Unpooled.wrappedBuffer(octets);
    }
}
