package dev.yubin;

import dev.yubin.fixtures.Dialogue;

/** Sends a mail by SMTP, and expects that it is taken. */
final class Sender {
    private Sender() {}

    static void send(MailServer server, String from, String to, String subject) {
        Dialogue.with(server.smtp().port()).play("""
                S: 220 {...}
                C: HELO client.example
                S: 250 {...}
                C: MAIL FROM:<%s>
                S: 250 {...}
                C: RCPT TO:<%s>
                S: 250 {...}
                C: DATA
                S: 354 {...}
                C: Subject: %s
                C:
                C: the body
                C: .
                S: 250 {...}
                C: QUIT
                S: 221 {...}
                """.formatted(from, to, subject));
    }
}
