package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.KEYWORDS;

/** The moments at which hooks are asked. */
enum HookMoment {
    CONNECTED("", "", GREETING),
    HELLO(GREETING, "C: EHLO client.example\n", KEYWORDS),
    MAIL(EHLO, "C: MAIL FROM:<a@example.org>\n", "S: 250 2.1.0 Sender OK\n"),
    RCPT(MAIL.whole(), "C: RCPT TO:<bob@example.com>\n", "S: 250 2.1.5 Recipient OK\n"),
    DATA_END(RCPT.whole() + DATA + "C: text\n", "C: .\n", "S: 250 2.0.0 Message accepted as {...}\n");

    /** What is said up to the moment. */
    final String before;
    /** What the client says at that moment. */
    final String command;
    /** What it is answered if the hooks accept. */
    final String yes;

    HookMoment(String before, String command, String yes) {
        this.before = before;
        this.command = command;
        this.yes = yes;
    }

    String whole() {
        return before + command + yes;
    }

    /** What shows that the session goes on, in each state a refusal can leave it in. */
    String goesOn() {
        return this == CONNECTED
                ? "C: NOOP\nS: 503 5.5.1 There is no service for you here, say QUIT\nC: QUIT\nS: 221 2.0.0 Bye\n"
                : "C: NOOP\nS: 250 2.0.0 OK\nC: QUIT\nS: 221 2.0.0 Bye\n";
    }
}
