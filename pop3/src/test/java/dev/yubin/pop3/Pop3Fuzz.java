package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.spi.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

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

    private static final List<String> BROKEN = Stream.of(Frame.Fault.values())
            .map(fault -> Replies.broken(fault).toString())
            .toList();

    /** No mechanism's name is longer (RFC 4422 §3.1). */
    private static final int LONGEST_MECHANISM = 20;

    /**
     * What must come of a line.
     *
     * @param command all of it, secrets too
     * @param shown how the transcript must show it, in any case; null if that does not matter
     */
    private record Heard(String command, String shown) {}

    private Pop3Fuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        boolean challenges = input[0] % 2 == 0;
        String octets = MultiLine.text(input).substring(1);
        List<Heard> expected = expected(octets, challenges);
        Random random = new Random(input[0]);
        for (int most : new int[] {octets.length() + 1, 1, 1 + random.nextInt(20)}) {
            assertThat(decoded(octets, challenges, most, random, expected))
                    .as("commands, in pieces of up to %d octets", most)
                    .isEqualTo(expected.size());
        }
    }

    private static List<Heard> expected(String octets, boolean challenges) {
        List<Heard> commands = new ArrayList<>();
        PlainLines lines = new PlainLines(octets);
        int longest = LINE;
        boolean answers = false;
        for (PlainLines.Line line = lines.next(longest); line != null; line = lines.next(longest)) {
            if (answers) {
                commands.add(new Heard("an answer: " + (line.isBroken() ? "*" : line.text()), "C: ****"));
                answers = false;
            } else if (line.isBroken()) {
                commands.add(new Heard("a broken line", null));
            } else {
                Pop3Command command = Pop3Grammar.parse(line.text());
                String word = line.text().split(" ", -1)[0];
                assertThat(command instanceof BadCommand
                                || command.verb().name().equalsIgnoreCase(word))
                        .as(line.text())
                        .isTrue();
                commands.add(new Heard(text(command), masked(line.text())));
                answers = challenges && command instanceof AuthCommand;
                longest = command instanceof PassCommand ? LINE_AFTER_LOG_IN : longest;
            }
        }
        return commands;
    }

    /** How many commands come out; each must be the one that is expected. */
    private static int decoded(String octets, boolean challenges, int most, Random random, List<Heard> expected) {
        Transcript transcript = new Transcript("test");
        Pop3Decoder decoder = new Pop3Decoder(LIMITS, transcript);
        int commands = 0;
        ByteBuf in = Unpooled.buffer();
        for (int at = 0; at < octets.length(); ) {
            int next = Math.min(octets.length(), at + 1 + random.nextInt(most));
            in.writeBytes(MultiLine.octets(octets.substring(at, next)));
            at = next;
            for (Pop3Command command = (Pop3Command) decoder.next(in);
                    command != null;
                    command = (Pop3Command) decoder.next(in)) {
                assertThat(commands).as("commands").isLessThan(expected.size());
                Heard heard = expected.get(commands++);
                assertThat(text(command)).isEqualTo(heard.command());
                if (most > octets.length()) {
                    checkIsMasked(command, transcript, heard.shown());
                }
                if (challenges && command instanceof AuthCommand) {
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
            boolean broken = BROKEN.contains(bad.reply().toString());
            return broken ? "a broken line" : bad.reply().toString();
        }
        if (command instanceof PassCommand pass) {
            return "PASS " + pass.password();
        }
        if (command instanceof ApopCommand apop) {
            return "APOP " + apop.user() + " " + apop.digest();
        }
        return command instanceof AuthCommand auth
                ? "AUTH " + auth.mechanism() + " " + auth.initialResponse()
                : command.toString();
    }

    /** What the transcript says last, and the text of the command, show no secret. */
    private static void checkIsMasked(Pop3Command command, Transcript transcript, String shown) {
        if (shown != null) {
            String all = transcript.toString();
            assertThat(all.substring(all.lastIndexOf('\n') + 1).strip()).isEqualToIgnoringCase(shown);
        }
        if (command instanceof PassCommand || command instanceof AuthResponse) {
            assertThat(command.toString()).endsWith("[...]");
        }
        if (command instanceof ApopCommand apop) {
            assertThat(apop.toString()).isEqualTo("ApopCommand[" + apop.user() + "]");
        }
        if (command instanceof AuthCommand auth) {
            assertThat(auth.toString()).isEqualTo("AuthCommand[" + auth.mechanism() + "]");
        }
    }

    /** How a line with a secret, right or wrong, is shown; null if it has none. */
    private static String masked(String line) {
        String said = line.strip();
        int verb = Math.min(4, said.length());
        String rest = said.substring(verb);
        boolean hasMore = !rest.isEmpty() && Character.isWhitespace(rest.charAt(0));
        switch (said.substring(0, verb).toUpperCase(Locale.ROOT)) {
            case "PASS":
                return "C: PASS ****";
            case "APOP":
                return hasMore ? "C: APOP ****" : null;
            case "AUTH":
                String mechanism = hasMore ? rest.substring(1).split(" ", -1)[0] : "";
                boolean isName = mechanism.matches("[A-Z0-9_-]{1," + LONGEST_MECHANISM + "}");
                boolean isAll = isName && rest.length() == 1 + mechanism.length();
                return !hasMore || isAll
                        ? null
                        : "C: AUTH" + (isName ? dotted(rest.charAt(0)) + mechanism : "") + " ****";
            default:
                return null;
        }
    }

    /** A transcript shows control characters as dots. */
    private static char dotted(char c) {
        return Character.isISOControl(c) ? '.' : c;
    }
}
