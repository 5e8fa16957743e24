package dev.yubin.protocol.spi;

/** A command line as {@link CrlfFramer} found it. A broken line is a frame too, so that its reply keeps its place. */
public sealed interface Frame {
    /**
     * A line that ended in CRLF.
     *
     * @param text the line without its CRLF, one character per octet (ISO 8859-1)
     */
    record Line(String text) implements Frame {}

    /** A line that cannot be taken. */
    record Broken(Fault fault) implements Frame {}

    /** What is wrong with a line. */
    enum Fault {
        /** It is longer than allowed. */
        TOO_LONG("line is too long"),
        /** It holds a CR that no LF follows. */
        BARE_CR("CR without LF: lines end in CRLF"),
        /** It holds an LF without a CR before it. */
        BARE_LF("LF without CR: lines end in CRLF");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        /** What is wrong, for people. */
        public String text() {
            return text;
        }
    }
}
