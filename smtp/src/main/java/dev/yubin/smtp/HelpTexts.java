package dev.yubin.smtp;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What HELP tells of each command. */
final class HelpTexts {
    private static final Map<String, String> TEXTS = new TreeMap<>(Map.ofEntries(
            Map.entry("AUTH", "AUTH mechanism [initial-response]: logs in (RFC 4954)"),
            Map.entry("BDAT", "BDAT size [LAST]: so many octets of the message follow (RFC 3030)"),
            Map.entry("DATA", "DATA: the message follows, up to a line with a dot only (RFC 5321 4.1.1.4)"),
            Map.entry("EHLO", "EHLO domain: says who you are, and asks what is offered (RFC 5321 4.1.1.1)"),
            Map.entry("EXPN", "EXPN list: who is on a mailing list (RFC 5321 4.1.1.7)"),
            Map.entry("HELO", "HELO domain: says who you are (RFC 5321 4.1.1.1)"),
            Map.entry("HELP", "HELP [command | STATUS]: this (RFC 5321 4.1.1.8)"),
            Map.entry("LHLO", "LHLO domain: says who you are, in LMTP (RFC 2033 4.1)"),
            Map.entry("MAIL", "MAIL FROM:<sender> [parameters]: begins a transaction (RFC 5321 4.1.1.2)"),
            Map.entry("NOOP", "NOOP: does nothing (RFC 5321 4.1.1.9)"),
            Map.entry("QUIT", "QUIT: ends the session (RFC 5321 4.1.1.10)"),
            Map.entry("RCPT", "RCPT TO:<recipient> [parameters]: names a recipient (RFC 5321 4.1.1.3)"),
            Map.entry("RSET", "RSET: forgets the transaction that is under way (RFC 5321 4.1.1.5)"),
            Map.entry("STARTTLS", "STARTTLS: encrypts the connection (RFC 3207)"),
            Map.entry("VRFY", "VRFY user: whether there is such a user (RFC 5321 4.1.1.6)"),
            Map.entry("XCLIENT", "XCLIENT attribute=value ...: whom a trusted proxy speaks for")));

    private HelpTexts() {}

    /** The help on all commands that are offered. */
    static Reply list(Predicate<String> offered) {
        String words = TEXTS.keySet().stream().filter(offered).collect(Collectors.joining(" "));
        return Reply.of(214, "2.0.0", "Commands, of which HELP with their name tells more:", words);
    }

    /** The help on a command's word, or null if there is none. */
    static Reply on(String word) {
        String text = TEXTS.get(word);
        return text == null ? null : Reply.of(214, "2.0.0", text);
    }
}
