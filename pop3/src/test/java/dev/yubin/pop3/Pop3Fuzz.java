package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Transcript;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What Jazzer grows inputs for: command lines. The first octet of an input says in what pieces the others come, and
 * whether AUTH is answered with a challenge. The same commands must come out whatever the pieces, one for each line;
 * nothing may throw, little may be held back, and no secret may be shown.
 */
public final class Pop3Fuzz {
    private static final int LINE = 512;
    private static final int LINE_AFTER_LOG_IN = 600;
    private static final Limits LIMITS =
            Pop3Options.defaults().limits().lineLength(LINE).lineLengthAfterLogin(LINE_AFTER_LOG_IN);

    /** No mechanism's name is longer (RFC 4422 §3.1). */
    private static final int LONGEST_MECHANISM = 20;

    private Pop3Fuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        boolean challenges = input[0] % 2 == 0;
        String octets = MultiLine.text(input).substring(1);
        List<String> expected = expected(octets, challenges);
        Random random = new Random(input[0]);
        for (int most : new int[] {octets.length() + 1, 1, 1 + random.nextInt(20)}) {
            assertThat(decoded(octets, challenges, most, random))
                    .as("pieces of up to %d octets", most)
                    .isEqualTo(expected);
        }
    }

    private static List<String> expected(String octets, boolean challenges) {
        List<String> commands = new ArrayList<>();
        PlainLines lines = new PlainLines(octets);
        int longest = LINE;
        boolean answers = false;
        for (PlainLines.Line line = lines.next(longest); line != null; line = lines.next(longest)) {
            if (answers) {
                commands.add("an answer: " + (line.isBroken() ? "*" : line.text()));
                answers = false;
            } else if (line.isBroken()) {
                commands.add("a broken line");
            } else {
                Pop3Command command = Pop3Grammar.parse(line.text());
                String word = line.text().split(" ", -1)[0];
                assertThat(command instanceof BadCommand || command.verb().name().equalsIgnoreCase(word))
                        .as(line.text())
                        .isTrue();
                commands.add(text(command));
                answers = challenges && command instanceof AuthCommand;
                longest = command instanceof PassCommand ? LINE_AFTER_LOG_IN : longest;
            }
        }
        return commands;
    }

    private static List<String> decoded(String octets, boolean challenges, int most, Random random) {
        Transcript transcript = new Transcript("test");
        Pop3Decoder decoder = new Pop3Decoder(LIMITS, transcript);
        List<String> commands = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        boolean answers = false;
        for (int at = 0; at < octets.length(); ) {
            int next = Math.min(octets.length(), at + 1 + random.nextInt(most));
            in.writeBytes(MultiLine.octets(octets.substring(at, next)));
            at = next;
            for (Pop3Command command = (Pop3Command) decoder.next(in);
                    command != null;
                    command = (Pop3Command) decoder.next(in)) {
                commands.add(text(command));
                checkShown(transcript, command, answers);
                answers = challenges && command instanceof AuthCommand;
                if (answers) {
                    decoder.expectAuthResponse();
                } else if (command instanceof PassCommand) {
                    decoder.loggedIn();
                }
            }
            assertThat(in.readableBytes()).as("octets that are held back").isLessThanOrEqualTo(LINE_AFTER_LOG_IN + 1);
        }
        return commands;
    }

    /** All of a command, secrets too. */
    private static String text(Pop3Command command) {
        if (command instanceof AuthResponse response) {
            return "an answer: " + response.line();
        }
        if (command instanceof BadCommand bad) {
            boolean broken = bad.reply().toString().contains("line is too long")
                    || bad.reply().toString().contains("lines end in CRLF");
            return broken ? "a broken line" : bad.reply().toString();
        }
        if (command instanceof PassCommand pass) {
            return "PASS " + pass.password();
        }
        return command instanceof AuthCommand auth
                ? "AUTH " + auth.mechanism() + " " + auth.initialResponse()
                : command.toString();
    }

    /** The command was shown last, and is a secret itself if it answers a challenge. */
    private static void checkShown(Transcript transcript, Pop3Command command, boolean answers) {
        String all = transcript.toString();
        String shown = all.substring(all.lastIndexOf('\n') + 1).strip();
        if (answers) {
            assertThat(shown).isEqualTo("C: ****");
        }
        if (command instanceof PassCommand pass) {
            assertThat(shown).isEqualTo("C: PASS ****");
            assertThat(pass.toString()).isEqualTo("PassCommand[...]");
        }
        if (command instanceof AuthCommand auth && auth.initialResponse() != null) {
            assertThat(shown).endsWith(" ****").hasSizeLessThanOrEqualTo("C: AUTH  ****".length() + LONGEST_MECHANISM);
            assertThat(auth.toString()).isEqualTo("AuthCommand[" + auth.mechanism() + "]");
        }
    }
}
