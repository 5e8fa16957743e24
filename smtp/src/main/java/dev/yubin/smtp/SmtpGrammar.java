package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import java.util.Locale;

/** Command lines to commands, RFC 5321 §4.1.1. A line that breaks the grammar becomes a {@link BadCommand}. */
final class SmtpGrammar {
    private SmtpGrammar() {}

    /** The command of a line without its CRLF. */
    static SmtpCommand parse(String line) {
        // RFC 5321 §4.1.1: white space before the CRLF is tolerated.
        String text = line.stripTrailing();
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        String argument = space < 0 ? "" : text.substring(space + 1);
        SmtpVerb verb = SmtpVerb.of(word);
        try {
            return verb == null ? new BadCommand(SmtpVerb.refusalOf(word)) : command(verb, argument);
        } catch (SmtpSyntaxException e) {
            return new BadCommand(e.reply());
        }
    }

    private static SmtpCommand command(SmtpVerb verb, String argument) throws SmtpSyntaxException {
        return switch (verb) {
            case HELO, EHLO -> new HelloCommand(verb, helloName(argument));
            case MAIL_FROM -> mail(argument);
            case RCPT_TO -> rcpt(argument);
            case DATA -> without(argument, new DataCommand());
            case RSET -> without(argument, new RsetCommand());
            case QUIT -> without(argument, new QuitCommand());
            case VRFY -> new VrfyCommand(NameArgument.parse(argument, Replies.VRFY_SYNTAX));
            case EXPN -> new ExpnCommand(NameArgument.parse(argument, Replies.EXPN_SYNTAX));
            // RFC 5321 §4.1.1.9: a parameter of NOOP is ignored.
            case NOOP -> new NoopCommand();
            case END_OF_DATA, BAD -> throw new IllegalStateException("No word stands for " + verb);
        };
    }

    private static SmtpCommand without(String argument, SmtpCommand command) throws SmtpSyntaxException {
        if (!argument.isEmpty()) {
            throw new SmtpSyntaxException(Replies.NO_ARGUMENT);
        }
        return command;
    }

    /** RFC 5321 §4.1.4: a name is taken even if it is none, as long as it can be printed. */
    private static String helloName(String argument) throws SmtpSyntaxException {
        if (argument.isEmpty() || !argument.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new SmtpSyntaxException(Replies.HELLO_SYNTAX);
        }
        return argument;
    }

    private static SmtpCommand mail(String argument) throws SmtpSyntaxException {
        PathParser path = path(argument, "FROM:", Replies.MAIL_SYNTAX, Replies.BAD_SENDER);
        MailAddress reversePath = path.reversePath();
        String parameters = path.rest();
        return new MailCommand(
                new Envelope(reversePath, ParameterParser.mailParameters(parameters)), !parameters.isEmpty());
    }

    private static SmtpCommand rcpt(String argument) throws SmtpSyntaxException {
        PathParser path = path(argument, "TO:", Replies.RCPT_SYNTAX, Replies.BAD_RECIPIENT);
        MailAddress forwardPath = path.forwardPath();
        ParameterParser.rcptParameters(path.rest());
        return new RcptCommand(forwardPath);
    }

    /** RFC 5321 §3.3: no space may stand on either side of the colon. */
    private static PathParser path(String argument, String keyword, Reply noPath, Reply badPath)
            throws SmtpSyntaxException {
        int end = keyword.length();
        boolean present = argument.length() > end
                && argument.substring(0, end).toUpperCase(Locale.ROOT).equals(keyword)
                && argument.charAt(end) == '<';
        if (!present) {
            throw new SmtpSyntaxException(noPath);
        }
        return new PathParser(argument.substring(end), badPath);
    }
}
