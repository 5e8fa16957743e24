package dev.yubin.pop3;

import java.util.Locale;
import java.util.Optional;

/** The languages of the texts in replies, RFC 6856 §3. */
enum Language {
    /** What a session begins with: POP3's own texts are ASCII (RFC 1939 §3). */
    ENGLISH("en", "English"),
    JAPANESE("ja", "日本語");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /** The language's tag, RFC 5646. */
    String tag() {
        return tag;
    }

    /** What its speakers call it. */
    String ownName() {
        return ownName;
    }

    /**
     * The language that suits a range best: {@code ja-JP} finds {@code ja} (the lookup of RFC 4647 §3.4). Whatever is no
     * range finds none.
     */
    static Optional<Language> lookup(String range) {
        String wanted = range.toLowerCase(Locale.ROOT);
        for (Language language : values()) {
            if (wanted.equals(language.tag) || wanted.startsWith(language.tag + "-")) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
