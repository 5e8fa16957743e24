package dev.yubin.smtp;

/** What kind of octets a message holds, as the BODY parameter of MAIL says it (RFC 6152 §2, RFC 3030 §3). */
public enum BodyType {
    /** ASCII in lines; also if MAIL did not say BODY. */
    SEVEN_BIT("7BIT"),
    /** Octets beyond ASCII, in lines. */
    EIGHT_BIT_MIME("8BITMIME"),
    /** Any octets, with or without lines; they can be sent by BDAT only. */
    BINARY_MIME("BINARYMIME");

    private final String word;

    BodyType(String word) {
        this.word = word;
    }

    /** The type of a word in upper case, or null. */
    static BodyType of(String word) {
        for (BodyType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        return null;
    }

    /** The word that stands for it in SMTP. */
    @Override
    public String toString() {
        return word;
    }
}
