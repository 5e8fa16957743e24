package dev.yubin.pop3;

import dev.yubin.protocol.spi.StrictUtf8;
import java.util.HexFormat;
import java.util.OptionalInt;

/** Command lines to commands, RFC 1939 §3. A line that breaks the grammar becomes a {@link BadCommand}. */
final class Pop3Grammar {
    /** Of MD5. */
    private static final int DIGEST_DIGITS = 32;

    private Pop3Grammar() {}

    /** The command of a line without its CRLF. */
    static Pop3Command parse(String line) {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        Pop3Verb verb = Pop3Verb.of(word);
        if (verb == null) {
            return new BadCommand(Replies.UNKNOWN_COMMAND);
        }
        String argument = space < 0 ? "" : line.substring(space + 1);
        return switch (verb) {
            case USER -> user(argument.strip());
            case PASS -> space < 0 ? new BadCommand(Replies.NEEDS_ARGUMENT) : pass(argument);
            case APOP -> apop(argument.strip());
            case AUTH -> auth(argument);
            case UTF8 -> without(argument, new Utf8Command());
            case LANG -> new LangCommand(argument.strip());
            case STLS -> without(argument, new StlsCommand());
            case LIST -> listing(argument.strip(), verb);
            case UIDL -> listing(argument.strip(), verb);
            case RETR, DELE -> message(argument.strip(), verb);
            case TOP -> top(argument.strip());
            case STAT -> without(argument, new StatCommand());
            case NOOP -> without(argument, new NoopCommand());
            case RSET -> without(argument, new RsetCommand());
            case CAPA -> without(argument, new CapaCommand());
            case QUIT -> without(argument, new QuitCommand());
            case GREET, BAD -> throw new IllegalStateException("No word stands for " + verb);
        };
    }

    /** Names and passwords are UTF-8 (RFC 6856 §2.2). */
    private static Pop3Command user(String name) {
        if (name.isEmpty()) {
            return new BadCommand(Replies.NEEDS_ARGUMENT);
        }
        String user = StrictUtf8.decode(name);
        return user == null ? new BadCommand(Replies.NOT_UTF8) : new UserCommand(user);
    }

    /** RFC 1939 §7: spaces belong to the password. */
    private static Pop3Command pass(String password) {
        String text = StrictUtf8.decode(password);
        return text == null ? new BadCommand(Replies.NOT_UTF8) : new PassCommand(text);
    }

    /** A name may have spaces, as in {@code USER}. */
    private static Pop3Command apop(String argument) {
        int space = argument.lastIndexOf(' ');
        if (space < 0) {
            return new BadCommand(Replies.NEEDS_ARGUMENT);
        }
        String user = StrictUtf8.decode(argument.substring(0, space).strip());
        String digest = argument.substring(space + 1);
        if (user == null) {
            return new BadCommand(Replies.NOT_UTF8);
        }
        boolean isDigest = digest.length() == DIGEST_DIGITS && digest.chars().allMatch(HexFormat::isHexDigit);
        return isDigest ? new ApopCommand(user, digest) : new BadCommand(Replies.NOT_A_DIGEST);
    }

    /** RFC 5034 §4. */
    private static Pop3Command auth(String argument) {
        String words = argument.strip();
        int space = words.indexOf(' ');
        if (words.isEmpty()) {
            return new MechanismsCommand();
        }
        return space < 0
                ? new AuthCommand(words, null)
                : new AuthCommand(words.substring(0, space), words.substring(space + 1));
    }

    private static Pop3Command without(String argument, Pop3Command command) {
        return argument.isBlank() ? command : new BadCommand(Replies.NO_ARGUMENT);
    }

    private static Pop3Command message(String argument, Pop3Verb verb) {
        long number = number(argument);
        if (argument.isEmpty()) {
            return new BadCommand(Replies.NEEDS_ARGUMENT);
        }
        if (number < 1) {
            return new BadCommand(Replies.NOT_A_NUMBER);
        }
        return verb == Pop3Verb.RETR ? new RetrCommand((int) number) : new DeleCommand((int) number);
    }

    private static Pop3Command listing(String argument, Pop3Verb verb) {
        OptionalInt number = OptionalInt.empty();
        if (!argument.isEmpty()) {
            long given = number(argument);
            if (given < 1) {
                return new BadCommand(Replies.NOT_A_NUMBER);
            }
            number = OptionalInt.of((int) given);
        }
        return verb == Pop3Verb.LIST ? new ListCommand(number) : new UidlCommand(number);
    }

    private static Pop3Command top(String argument) {
        int space = argument.indexOf(' ');
        if (space < 0) {
            return new BadCommand(Replies.NEEDS_ARGUMENT);
        }
        long number = number(argument.substring(0, space));
        long lines = number(argument.substring(space + 1).strip());
        if (number < 1 || lines < 0) {
            return new BadCommand(Replies.NOT_A_NUMBER);
        }
        return new TopCommand((int) number, lines);
    }

    /** A number of decimal digits, or -1; what no int can hold is the largest int, which no maildrop reaches. */
    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }
}
