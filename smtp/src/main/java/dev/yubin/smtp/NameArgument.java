package dev.yubin.smtp;

import dev.yubin.store.AccountName;

/**
 * The argument of VRFY and EXPN (RFC 5321 §4.1.1.6, §4.1.1.7): a user name or a mailbox, in angle brackets or not, and
 * perhaps SMTPUTF8 (RFC 6531 §3.7.4).
 *
 * @param name bare if it is a user name without a domain
 * @param smtpUtf8 whether the answer may hold more than ASCII
 */
record NameArgument(AccountName name, boolean smtpUtf8) {
    private static final String SMTPUTF8 = "SMTPUTF8";

    /** Reads what stands behind the verb. */
    static NameArgument parse(String argument, Reply syntax) throws SmtpSyntaxException {
        int end = endOfName(argument);
        String parameters = argument.substring(end).strip();
        boolean smtpUtf8 = parameters.equalsIgnoreCase(SMTPUTF8);
        if (!smtpUtf8 && !parameters.isEmpty()) {
            throw new SmtpSyntaxException(Replies.NO_SUCH_OPTION);
        }
        String name = argument.substring(0, end);
        if (name.startsWith("<") && name.endsWith(">")) {
            name = name.substring(1, name.length() - 1);
        }
        return new NameArgument(name(name, smtpUtf8, syntax), smtpUtf8);
    }

    /** The first space that is not quoted. */
    private static int endOfName(String argument) {
        boolean quoted = false;
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ' ' && !quoted) {
                return i;
            }
        }
        return argument.length();
    }

    private static AccountName name(String text, boolean smtpUtf8, Reply syntax) throws SmtpSyntaxException {
        if (!smtpUtf8 && !Utf8.isAscii(text)) {
            throw new SmtpSyntaxException(Replies.NAME_NOT_ASCII);
        }
        try {
            AccountName name = AccountName.parse(text);
            // What needs quotes was no atom.
            if (!name.toString().startsWith("\"") || text.startsWith("\"")) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw new SmtpSyntaxException(syntax);
    }
}
