package dev.yubin.mime.transfer;

import java.io.InputStream;

/**
 * Uuencoded text, which no RFC describes but POSIX does. Lines are passed over up to {@code begin <mode> <name>}; then
 * each begins with a character for how many octets it holds. Lines that lost their spaces at the end are filled up
 * with zeros, as long as all of it is no longer than what is encoded; one that begins with no such character is passed over, and {@code end} or a line of no octets ends it;
 * what comes behind is not read as data. Text without a begin line gives no octets.
 */
public final class UuDecoder extends DecodingStream {
    private static final String BEGIN = "begin ";
    private static final String END = "end";
    private static final int MAX_LINE = 63;

    private enum State {
        /** Before the begin line, in what may be one. */
        BEGIN,
        /** In a line before the begin line. */
        FOREIGN,
        /** In the begin line behind the mode. */
        NAME,
        /** Where a line of data begins. */
        START,
        DATA,
        /** In what may be the end line. */
        END,
        /** In what is left of a line of data. */
        REST,
        ENDED
    }

    private State state = State.BEGIN;

    /** How much of the begin or end line was there. */
    private int matched;

    private int left;
    /** How many octets more were read than given: so many zeros may be added, or a few lines made gigabytes. */
    private long spare;

    private int bits;
    private int count;

    public UuDecoder(InputStream source) {
        super(source);
    }

    @Override
    int decode(byte[] encoded, int from, int to) {
        int i = from;
        // One octet, the end of a line, can give as many as a line has.
        while (i < to && filled <= plain.length - MAX_LINE) {
            one(encoded[i++]);
        }
        return i;
    }

    @Override
    void finish() {
        if (state == State.DATA) {
            fillLine();
            state = State.ENDED;
        }
    }

    private void one(byte octet) {
        spare++;
        switch (state) {
            case BEGIN -> begin(octet);
            case FOREIGN -> state = octet == '\n' ? State.BEGIN : State.FOREIGN;
            case NAME, REST -> state = octet == '\n' ? State.START : state;
            case START -> start(octet);
            case DATA -> data(octet);
            case END -> end(octet);
            case ENDED -> {
                // What follows is of no use here.
            }
        }
    }

    /** {@code begin}, a space, three digits or more, and a space or the end of the line. */
    private void begin(byte octet) {
        boolean word = matched < BEGIN.length() && octet == BEGIN.charAt(matched);
        boolean mode = matched >= BEGIN.length() && octet >= '0' && octet <= '7';
        if (word || mode) {
            matched = Math.min(matched + 1, BEGIN.length() + 3);
            return;
        }
        boolean whole = matched == BEGIN.length() + 3;
        matched = 0;
        if (octet == '\n') {
            state = whole ? State.START : State.BEGIN;
        } else {
            state = whole && (octet == ' ' || octet == '\r') ? State.NAME : State.FOREIGN;
        }
    }

    private void start(byte octet) {
        if (octet == '\r' || octet == '\n') {
            return;
        }
        if (octet < ' ' || octet > '`') {
            matched = octet == END.charAt(0) ? 1 : 0;
            state = matched == 1 ? State.END : State.REST;
            return;
        }
        left = octet - ' ' & 63;
        bits = 0;
        count = 0;
        state = left == 0 ? State.ENDED : State.DATA;
    }

    private void data(byte octet) {
        if (octet == '\n') {
            fillLine();
            state = State.START;
        } else if (octet != '\r') {
            character(octet - ' ' & 63);
            state = left == 0 ? State.REST : State.DATA;
        }
    }

    private void character(int value) {
        bits = bits << 6 | value;
        if (++count == 4) {
            for (int shift = 16; shift >= 0 && left > 0; shift -= 8) {
                plain[filled++] = (byte) (bits >> shift);
                left--;
                spare--;
            }
            bits = 0;
            count = 0;
        }
    }

    private void fillLine() {
        // Three octets at a time, of which what is left of the line is taken.
        while (left > 0 && (spare >= 3 || count > 0)) {
            character(0);
        }
    }

    private void end(byte octet) {
        if (matched < END.length() && octet == END.charAt(matched)) {
            matched++;
        } else if (octet == '\n' || octet == '\r' || octet == ' ') {
            state = matched == END.length() ? State.ENDED : octet == '\n' ? State.START : State.REST;
        } else {
            state = State.REST;
        }
    }
}
