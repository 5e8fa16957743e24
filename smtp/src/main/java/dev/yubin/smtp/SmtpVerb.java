package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpState.Phase.GREETED;
import static dev.yubin.smtp.SmtpState.Phase.MAIL;
import static dev.yubin.smtp.SmtpState.Phase.READY;
import static dev.yubin.smtp.SmtpState.Phase.RECEIVING;

import dev.yubin.smtp.SmtpState.Phase;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gates of each command: in which phases it may be given, and what it touches that may block. */
enum SmtpVerb {
    HELO(EnumSet.of(GREETED, READY, MAIL), Touches.NOTHING),
    EHLO(EnumSet.of(GREETED, READY, MAIL), Touches.NOTHING),
    MAIL_FROM(EnumSet.of(READY), Touches.NOTHING),
    RCPT_TO(EnumSet.of(MAIL), Touches.DIRECTORY),
    DATA(EnumSet.of(MAIL), Touches.STORE),
    END_OF_DATA(EnumSet.of(RECEIVING), Touches.STORE),
    RSET(EnumSet.of(GREETED, READY, MAIL), Touches.NOTHING),
    VRFY(EnumSet.of(GREETED, READY, MAIL), Touches.DIRECTORY),
    EXPN(EnumSet.of(GREETED, READY, MAIL), Touches.DIRECTORY),
    NOOP(EnumSet.of(GREETED, READY, MAIL), Touches.NOTHING),
    QUIT(EnumSet.of(GREETED, READY, MAIL), Touches.NOTHING),
    /** A line that is no command. */
    BAD(EnumSet.allOf(Phase.class), Touches.NOTHING);

    /** What a command uses that may block. */
    enum Touches {
        NOTHING,
        DIRECTORY,
        STORE
    }

    private static final Map<String, SmtpVerb> BY_WORD = Stream.of(HELO, EHLO, DATA, RSET, VRFY, EXPN, NOOP, QUIT)
            .collect(Collectors.toMap(Enum::name, verb -> verb));

    /** Verbs of RFC 5321 and its extensions that this server knows of and does not do. */
    private static final Set<String> NOT_IMPLEMENTED =
            Set.of("HELP", "AUTH", "STARTTLS", "BDAT", "LHLO", "ETRN", "TURN", "SEND", "SOML", "SAML");

    private final Set<Phase> phases;
    private final Touches touches;

    SmtpVerb(Set<Phase> phases, Touches touches) {
        this.phases = phases;
        this.touches = touches;
    }

    /** The verb of a command word in any case, or null. */
    static SmtpVerb of(String word) {
        String verb = word.toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "MAIL" -> MAIL_FROM;
            case "RCPT" -> RCPT_TO;
            default -> BY_WORD.get(verb);
        };
    }

    /** What a word that is no verb of ours is answered. */
    static Reply refusalOf(String word) {
        boolean known = NOT_IMPLEMENTED.contains(word.toUpperCase(Locale.ROOT));
        return known ? Replies.NOT_IMPLEMENTED : Replies.UNKNOWN_COMMAND;
    }

    Touches touches() {
        return touches;
    }

    boolean isAllowedIn(Phase phase) {
        return phases.contains(phase);
    }

    /** Why a command may not be given in a phase (RFC 5321 §4.1.4). */
    Reply refusalIn(Phase phase) {
        if (phase == GREETED) {
            return Replies.HELLO_FIRST;
        }
        return this == MAIL_FROM ? Replies.NESTED_MAIL : Replies.MAIL_FIRST;
    }
}
