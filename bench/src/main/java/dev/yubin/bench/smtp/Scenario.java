package dev.yubin.bench.smtp;

import java.util.List;
import java.util.Locale;

/**
 * How mail is sent.
 *
 * @param sessions what a session is like
 * @param size how many octets a mail has
 * @param connections how many connections send at a time
 */
public record Scenario(Sessions sessions, int size, int connections) {
    /** What a session is like. */
    public enum Sessions {
        /** Sessions stay open; each command waits for the reply to the one before. */
        KEPT_OPEN("kept open"),
        /** Sessions stay open; MAIL, RCPT and DATA are sent in one go (RFC 2920), then the text. */
        PIPELINED("kept open, pipelined"),
        /** A connection for each mail, from connecting to the reply to QUIT; each command waits. */
        ONE_MAIL_EACH("one mail each");

        private final String title;

        Sessions(String title) {
            this.title = title;
        }

        /** As a table says it. */
        public String title() {
            return title;
        }
    }

    /** The size as people write it. */
    public String sizeTitle() {
        return size < 1_000_000 ? size / 1000 + " KB" : size / 1_000_000 + " MB";
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %s, %d", sessions.title(), sizeTitle(), connections);
    }

    /** What a session says to send mail to that recipient. */
    Dialogue dialogue(String recipient, SampleText text) {
        Step greeting = Step.awaiting(220);
        Step hello = Step.of("EHLO client.example.org\r\n", 250);
        String mail = "MAIL FROM:<sender@example.org>\r\n";
        String rcpt = "RCPT TO:<" + recipient + ">\r\n";
        String data = "DATA\r\n";
        Step octets = new Step(text.octets(), List.of(250));
        Step quit = Step.of("QUIT\r\n", 221);
        return switch (sessions) {
            case PIPELINED ->
                new Dialogue(
                        List.of(greeting, hello),
                        List.of(Step.of(mail + rcpt + data, 250, 250, 354), octets),
                        List.of(quit));
            case KEPT_OPEN, ONE_MAIL_EACH ->
                new Dialogue(
                        List.of(greeting, hello),
                        List.of(Step.of(mail, 250), Step.of(rcpt, 250), Step.of(data, 354), octets),
                        List.of(quit));
        };
    }
}
