package dev.yubin.smtp;

/** A command line breaks the grammar; the reply says how. */
final class SmtpSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    SmtpSyntaxException(Reply reply) {
        // Bad input is nothing exceptional: no stack trace is made for it.
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
