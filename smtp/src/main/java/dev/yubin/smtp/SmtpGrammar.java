package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.spi.StrictUtf8;
import io.netty.util.AsciiString;
import java.util.Locale;

/** Command lines to commands, RFC 5321 §4.1.1. A line that breaks the grammar becomes a {@link BadCommand}. */
final class SmtpGrammar {
    private SmtpGrammar() {}

    /** The command of a line without its CRLF; each character of the line is one octet. */
    static SmtpCommand parse(String line) {
        // RFC 5321 §4.1.1: white space before the CRLF is tolerated.
        String text = withoutTrailingSpace(line);
        int space = text.indexOf(' ');
        String word = space < 0 ? text : text.substring(0, space);
        String argument = space < 0 ? "" : text.substring(space + 1);
        SmtpVerb verb = SmtpVerb.of(word);
        try {
            return verb == null ? new BadCommand(SmtpVerb.refusalOf(word)) : command(verb, unicode(argument));
        } catch (SmtpSyntaxException e) {
            return new BadCommand(e.reply());
        }
    }

    private static String withoutTrailingSpace(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** RFC 6531 §3.3: what is beyond ASCII is UTF-8. */
    private static String unicode(String octets) throws SmtpSyntaxException {
        if (Utf8.isAscii(octets)) {
            return octets;
        }
        String text = StrictUtf8.decode(octets);
        if (text == null) {
            throw new SmtpSyntaxException(Replies.NOT_UTF8);
        }
        return text;
    }

    private static SmtpCommand command(SmtpVerb verb, String argument) throws SmtpSyntaxException {
        return switch (verb) {
            case HELO, EHLO, LHLO -> new HelloCommand(verb, helloName(argument));
            case MAIL_FROM -> mail(argument);
            case RCPT_TO -> rcpt(argument);
            case DATA -> without(argument, new DataCommand());
            case RSET -> without(argument, new RsetCommand());
            case QUIT -> without(argument, new QuitCommand());
            case VRFY -> new VrfyCommand(NameArgument.parse(argument, Replies.VRFY_SYNTAX));
            case EXPN -> new ExpnCommand(NameArgument.parse(argument, Replies.EXPN_SYNTAX));
            // RFC 5321 §4.1.1.9: a parameter of NOOP is ignored.
            case NOOP -> new NoopCommand();
            case BDAT -> bdat(argument);
            case STARTTLS -> without(argument, new StartTlsCommand());
            case AUTH -> auth(argument);
            case HELP -> new HelpCommand(argument.strip().toUpperCase(Locale.ROOT));
            case XCLIENT -> XclientParser.parse(argument);
            case CONNECT, CONSULTATION, AUTH_RESPONSE, END_OF_DATA, END_OF_CHUNK, REFUSED_CHUNK, BAD ->
                throw new IllegalStateException("No word stands for " + verb);
        };
    }

    /** RFC 4954 §4. */
    private static SmtpCommand auth(String argument) throws SmtpSyntaxException {
        int space = argument.indexOf(' ');
        String mechanism = space < 0 ? argument : argument.substring(0, space);
        String response = space < 0 ? null : argument.substring(space + 1);
        if (mechanism.isEmpty() || response != null && (response.isEmpty() || !Ascii.isVisible(response))) {
            throw new SmtpSyntaxException(Replies.AUTH_SYNTAX);
        }
        return new AuthCommand(mechanism, response);
    }

    /** RFC 3030 §2: {@code BDAT chunk-size [LAST]}. */
    private static SmtpCommand bdat(String argument) {
        int space = argument.indexOf(' ');
        String size = space < 0 ? argument : argument.substring(0, space);
        boolean last = space >= 0 && argument.substring(space + 1).equalsIgnoreCase("LAST");
        if (!Ascii.areDigits(size, 18) || space >= 0 && !last) {
            return new BadChunk();
        }
        return new BdatCommand(Long.parseLong(size), last);
    }

    private static SmtpCommand without(String argument, SmtpCommand command) throws SmtpSyntaxException {
        if (!argument.isEmpty()) {
            throw new SmtpSyntaxException(Replies.NO_ARGUMENT);
        }
        return command;
    }

    /** RFC 5321 §4.1.4: a name is taken even if it is none, as long as it can be printed. */
    private static String helloName(String argument) throws SmtpSyntaxException {
        if (argument.isEmpty() || !Ascii.isVisible(argument)) {
            throw new SmtpSyntaxException(Replies.HELLO_SYNTAX);
        }
        return argument;
    }

    private static SmtpCommand mail(String argument) throws SmtpSyntaxException {
        PathParser path = path(argument, "FROM:", Replies.MAIL_SYNTAX, Replies.BAD_SENDER, Replies.SENDER_TOO_LONG);
        MailAddress reversePath = path.reversePath();
        String parameters = path.rest();
        return new MailCommand(new Envelope(reversePath, MailParameterParser.parse(parameters)), !parameters.isEmpty());
    }

    private static SmtpCommand rcpt(String argument) throws SmtpSyntaxException {
        PathParser path = path(argument, "TO:", Replies.RCPT_SYNTAX, Replies.BAD_RECIPIENT, Replies.RECIPIENT_TOO_LONG);
        MailAddress forwardPath = path.forwardPath();
        return new RcptCommand(forwardPath, RcptParameterParser.parse(path.rest()));
    }

    /** RFC 5321 §3.3: no space may stand on either side of the colon. */
    private static PathParser path(String argument, String keyword, Reply noPath, Reply badPath, Reply tooLong)
            throws SmtpSyntaxException {
        int end = keyword.length();
        boolean present = argument.length() > end
                && AsciiString.regionMatchesAscii(argument, true, 0, keyword, 0, end)
                && argument.charAt(end) == '<';
        if (!present) {
            throw new SmtpSyntaxException(noPath);
        }
        return new PathParser(argument.substring(end), badPath, tooLong);
    }
}
