package dev.yubin.pop3;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gates of each command: in which states it may be given. */
enum Pop3Verb {
    USER(true, false),
    PASS(true, false),
    APOP(true, false),
    AUTH(true, false),
    STLS(true, false),
    UTF8(true, false),
    STAT(false, true),
    LIST(false, true),
    RETR(false, true),
    DELE(false, true),
    NOOP(false, true),
    RSET(false, true),
    TOP(false, true),
    UIDL(false, true),
    CAPA(true, true),
    LANG(true, true),
    QUIT(true, true),
    /** The greeting, which no word stands for. */
    GREET(true, false),
    /** A line that is no command. */
    BAD(true, true);

    private static final Map<String, Pop3Verb> BY_WORD =
            Stream.of(values()).filter(Pop3Verb::isSaid).collect(Collectors.toMap(Enum::name, Function.identity()));

    private final boolean beforeLogin;
    private final boolean afterLogin;

    Pop3Verb(boolean beforeLogin, boolean afterLogin) {
        this.beforeLogin = beforeLogin;
        this.afterLogin = afterLogin;
    }

    /** The verb of a command word in any case, or null. */
    static Pop3Verb of(String word) {
        // Of other characters, some would turn into ASCII letters.
        boolean ascii = word.chars().allMatch(c -> c < 0x80);
        return ascii ? BY_WORD.get(word.toUpperCase(Locale.ROOT)) : null;
    }

    /** Whether it is the first word of a command. */
    boolean isSaid() {
        return this != BAD && this != GREET;
    }

    boolean isAllowed(boolean loggedIn) {
        return loggedIn ? afterLogin : beforeLogin;
    }

    boolean isAllowedWithoutTls() {
        return this == CAPA || this == STLS || this == QUIT || !isSaid();
    }
}
