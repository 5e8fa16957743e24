package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpState.Phase.CHUNKS;
import static dev.yubin.smtp.SmtpState.Phase.CONNECTED;
import static dev.yubin.smtp.SmtpState.Phase.GREETED;
import static dev.yubin.smtp.SmtpState.Phase.MAIL;
import static dev.yubin.smtp.SmtpState.Phase.READY;
import static dev.yubin.smtp.SmtpState.Phase.RECEIVING;
import static dev.yubin.smtp.SmtpState.Phase.REFUSED;

import dev.yubin.smtp.SmtpState.Phase;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gates of each command: in which phases it may be given, and what it touches that may block. */
enum SmtpVerb {
    HELO(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.OPEN_MESSAGE),
    EHLO(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.OPEN_MESSAGE),
    LHLO(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.OPEN_MESSAGE),
    MAIL_FROM(EnumSet.of(READY), Touches.NOTHING),
    RCPT_TO(EnumSet.of(MAIL), Touches.DIRECTORY),
    DATA(EnumSet.of(MAIL), Touches.STORE),
    /** Looks at the phase itself, because its octets come whether it may be given or not. */
    BDAT(EnumSet.of(REFUSED, GREETED, READY, MAIL, CHUNKS), Touches.STORE),
    RSET(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.OPEN_MESSAGE),
    VRFY(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.ALL_NAMES),
    EXPN(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.ALL_NAMES),
    HELP(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.NOTHING),
    NOOP(EnumSet.of(GREETED, READY, MAIL, CHUNKS), Touches.NOTHING),
    QUIT(EnumSet.of(REFUSED, GREETED, READY, MAIL, CHUNKS), Touches.NOTHING),
    /** Before EHLO too: TLS forgets it anyway, and there are clients that say it so early, gsasl among them. */
    STARTTLS(EnumSet.of(GREETED, READY), Touches.NOTHING),
    AUTH(EnumSet.of(READY), Touches.LOG_INS),
    XCLIENT(EnumSet.of(GREETED, READY), Touches.NOTHING),

    // What no word stands for.
    CONNECT(EnumSet.of(CONNECTED), Touches.NOTHING),
    CONSULTATION(EnumSet.allOf(Phase.class), Touches.HOOKS),
    AUTH_RESPONSE(EnumSet.of(READY), Touches.LOG_INS),
    END_OF_DATA(EnumSet.of(RECEIVING), Touches.STORE),
    END_OF_CHUNK(EnumSet.of(RECEIVING), Touches.STORE),
    REFUSED_CHUNK(EnumSet.allOf(Phase.class), Touches.NOTHING),
    /** A line that is no command. */
    BAD(EnumSet.complementOf(EnumSet.of(REFUSED)), Touches.NOTHING);

    /** What a command uses that may block. */
    enum Touches {
        NOTHING,
        DIRECTORY,
        /** A search through the directory, which takes long if there are many names, whatever it says of itself. */
        ALL_NAMES,
        STORE,
        /** The authenticator, which may search through all names too, or compute hashes. */
        LOG_INS,
        HOOKS,
        /** The spool of a message that is given up, if there is one. */
        OPEN_MESSAGE
    }

    private static final Map<String, SmtpVerb> BY_WORD = Stream.of(
                    HELO, EHLO, LHLO, DATA, BDAT, RSET, VRFY, EXPN, HELP, NOOP, QUIT, STARTTLS, AUTH, XCLIENT)
            .collect(Collectors.toMap(Enum::name, verb -> verb));

    /** Verbs of RFC 5321 and its extensions that this server knows of and does not do. */
    private static final Set<String> NOT_IMPLEMENTED = Set.of("ETRN", "ATRN", "TURN", "SEND", "SOML", "SAML");

    /** RFC 3207 §4: what may be said without TLS where TLS is a must. Chunks are refused where their octets are read past. */
    private static final Set<SmtpVerb> WITHOUT_TLS =
            EnumSet.of(EHLO, LHLO, NOOP, QUIT, STARTTLS, BDAT, CONNECT, CONSULTATION, END_OF_CHUNK, REFUSED_CHUNK, BAD);

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

    boolean isAllowedWithoutTls() {
        return WITHOUT_TLS.contains(this);
    }

    /** Why a command may not be given in a phase (RFC 5321 §4.1.4). */
    Reply refusalIn(Phase phase, SmtpRole role) {
        return switch (phase) {
            case GREETED -> role == SmtpRole.LMTP ? Replies.LHLO_FIRST : Replies.HELLO_FIRST;
            case REFUSED -> Replies.QUIT_ONLY;
            case CHUNKS -> Replies.LAST_CHUNK_FIRST;
            case READY -> Replies.MAIL_FIRST;
            case MAIL -> this == MAIL_FROM ? Replies.NESTED_MAIL : Replies.TRANSACTION_FIRST;
            case CONNECTED, RECEIVING -> throw new IllegalStateException("No command is read in phase " + phase);
        };
    }
}
