package dev.yubin.mime;

import java.nio.charset.Charset;
import java.util.List;

/** The character sets ISO-2022-JP and its relatives switch between, and their escape sequences (without the ESC). */
enum JisSet {
    ASCII(null, 0, "(B"),
    ROMAN(null, 0, "(J", "(H"),
    KATAKANA(null, 0, "(I"),

    /** Also announced as JIS X 0213, which has the same characters in the same places, and more. */
    JIS_X_0208("EUC-JP", 0, "$B", "$@", "$(B", "$(@", "$(O", "$(Q"),
    JIS_X_0212("EUC-JP", 0x8F, "$(D"),
    GB_2312("GB2312", 0, "$A", "$(A"),
    KS_X_1001("EUC-KR", 0, "$(C");

    /** What stands for a code without a character. */
    static final char NONE = '\uFFFD';

    static final int LONGEST_ESCAPE = 4;

    private static final int FIRST = 0x21;
    private static final int SIDE = 94;
    private static final List<JisSet> ALL = List.of(values());

    private final String extendedUnixCode;
    private final int singleShift;
    private final List<String> escapes;
    private volatile char[] characters;

    JisSet(String extendedUnixCode, int singleShift, String... escapes) {
        this.extendedUnixCode = extendedUnixCode;
        this.singleShift = singleShift;
        this.escapes = List.of(escapes);
    }

    /** Whether a character is two octets. */
    boolean isDouble() {
        return extendedUnixCode != null;
    }

    /** The set that octets, an ESC first, switch to; null if they do not begin with a known sequence. */
    static JisSet escaped(byte[] octets) {
        for (JisSet set : ALL) {
            if (set.escapeLength(octets) > 0) {
                return set;
            }
        }
        return null;
    }

    /** Whether more octets could make an escape sequence of these. */
    static boolean mayBecomeEscape(byte[] octets) {
        return ALL.stream()
                .flatMap(set -> set.escapes.stream())
                .anyMatch(escape -> escape.length() + 1 > octets.length && agree(escape, octets));
    }

    /** How long the sequence is that switches to this set and that the octets begin with; 0 if there is none. */
    int escapeLength(byte[] octets) {
        for (String escape : escapes) {
            if (escape.length() < octets.length && agree(escape, octets)) {
                return escape.length() + 1;
            }
        }
        return 0;
    }

    private static boolean agree(String escape, byte[] octets) {
        for (int i = 0; i < escape.length() && i + 1 < octets.length; i++) {
            if (escape.charAt(i) != octets[i + 1]) {
                return false;
            }
        }
        return true;
    }

    /** The character of one octet from 0x21 to 0x7E, or {@link #NONE}. */
    char character(int octet) {
        if (this == KATAKANA) {
            return octet <= 0x5F ? (char) (octet - FIRST + '\uFF61') : NONE;
        }
        if (this == ROMAN && (octet == '\\' || octet == '~')) {
            return octet == '~' ? '\u203E' : '\u00A5';
        }
        return (char) octet;
    }

    /** The character of two octets from 0x21 to 0x7E, or {@link #NONE}. */
    char character(int first, int second) {
        char[] table = characters;
        if (table == null) {
            table = table();
            characters = table;
        }
        return table[(first - FIRST) * SIDE + second - FIRST];
    }

    /** The JDK knows these sets as parts of the Extended Unix Codes. */
    private char[] table() {
        Charset charset = MailCharset.named(extendedUnixCode).orElse(null);
        char[] table = new char[SIDE * SIDE];
        for (int i = 0; i < table.length; i++) {
            byte first = (byte) (i / SIDE + FIRST + 0x80);
            byte second = (byte) (i % SIDE + FIRST + 0x80);
            byte[] octets =
                    singleShift == 0 ? new byte[] {first, second} : new byte[] {(byte) singleShift, first, second};
            String character = charset == null ? "" : new String(octets, charset);
            table[i] = character.length() == 1 ? character.charAt(0) : NONE;
        }
        return table;
    }
}
