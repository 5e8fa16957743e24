package dev.yubin.pop3;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gates of each command: in which states it may be given. */
enum Pop3Verb {
    USER(true, false),
    PASS(true, false),
    AUTH(true, false),
    STLS(true, false),
    STAT(false, true),
    LIST(false, true),
    RETR(false, true),
    DELE(false, true),
    NOOP(false, true),
    RSET(false, true),
    TOP(false, true),
    UIDL(false, true),
    CAPA(true, true),
    QUIT(true, true),
    /** A line that is no command. */
    BAD(true, true);

    private static final Map<String, Pop3Verb> BY_WORD =
            Stream.of(values()).filter(verb -> verb != BAD).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** Verbs of POP3's extensions that this server knows of and does not do. */
    private static final Set<String> NOT_IMPLEMENTED = Set.of("APOP", "UTF8", "LANG");

    private final boolean beforeLogin;
    private final boolean afterLogin;

    Pop3Verb(boolean beforeLogin, boolean afterLogin) {
        this.beforeLogin = beforeLogin;
        this.afterLogin = afterLogin;
    }

    /** The verb of a command word in any case, or null. */
    static Pop3Verb of(String word) {
        return BY_WORD.get(upperCase(word));
    }

    /** What a word that is no verb of ours is answered. */
    static Reply refusalOf(String word) {
        boolean known = NOT_IMPLEMENTED.contains(upperCase(word));
        return known ? Replies.NOT_IMPLEMENTED : Replies.UNKNOWN_COMMAND;
    }

    boolean isAllowed(boolean loggedIn) {
        return loggedIn ? afterLogin : beforeLogin;
    }

    boolean isAllowedWithoutTls() {
        return this == CAPA || this == STLS || this == QUIT || this == BAD;
    }

    /** In upper case if it is ASCII: of other characters, some would turn into ASCII letters. */
    private static String upperCase(String word) {
        return word.chars().allMatch(c -> c < 0x80) ? word.toUpperCase(Locale.ROOT) : word;
    }
}
