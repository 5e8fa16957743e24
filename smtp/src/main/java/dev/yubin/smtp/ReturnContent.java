package dev.yubin.smtp;

/** How much of a message its bounce shall hold, as the RET parameter of MAIL says it (RFC 3461 §4.3). */
public enum ReturnContent {
    /** All of it. */
    FULL("FULL"),
    /** Its header section. */
    HEADERS("HDRS");

    private final String word;

    ReturnContent(String word) {
        this.word = word;
    }

    /** The word that stands for it in SMTP. */
    @Override
    public String toString() {
        return word;
    }
}
