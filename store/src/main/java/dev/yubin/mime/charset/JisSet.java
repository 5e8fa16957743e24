package dev.yubin.mime.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.List;

/** The character sets ISO-2022-JP and its relatives switch between. */
enum JisSet {
    ASCII("B", null, 0),
    ROMAN("JH", null, 0),
    KATAKANA("I", null, 0),

    /** Also announced as JIS X 0213, which has the same characters in the same places, and more. */
    JIS_X_0208("B@OQ", "EUC-JP", 0),
    JIS_X_0212("D", "EUC-JP", 0x8F),
    GB_2312("A", "GB2312", 0),
    KS_X_1001("C", "EUC-KR", 0);

    /** What stands for a code without a character. */
    static final char NONE = '\uFFFD';

    private static final int FIRST = 0x21;
    private static final int SIDE = 94;
    private static final List<JisSet> ALL = List.of(values());

    private final String finals;
    private final String extendedUnixCode;
    private final int singleShift;
    private volatile char[] characters;

    JisSet(String finals, String extendedUnixCode, int singleShift) {
        this.finals = finals;
        this.extendedUnixCode = extendedUnixCode;
        this.singleShift = singleShift;
    }

    /** The set of one or two octets a character that an escape sequence with this last octet switches to, or null. */
    static JisSet announced(boolean twoOctets, int last) {
        for (JisSet set : ALL) {
            if (set.isDouble() == twoOctets && set.finals.indexOf(last) >= 0) {
                return set;
            }
        }
        return null;
    }

    /** Whether a character is two octets. */
    boolean isDouble() {
        return extendedUnixCode != null;
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
        Charset charset = CharsetNames.lookup(extendedUnixCode);
        char[] table = new char[SIDE * SIDE];
        Arrays.fill(table, NONE);
        if (charset != null) {
            fill(table, charset.newDecoder());
        }
        return table;
    }

    private void fill(char[] table, CharsetDecoder decoder) {
        byte[] octets = new byte[singleShift == 0 ? 2 : 3];
        octets[0] = (byte) singleShift;
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer out = CharBuffer.allocate(2);
        for (int i = 0; i < table.length; i++) {
            octets[octets.length - 2] = (byte) (i / SIDE + FIRST + 0x80);
            octets[octets.length - 1] = (byte) (i % SIDE + FIRST + 0x80);
            boolean known =
                    !decoder.reset().decode(in.clear(), out.clear(), true).isError();
            table[i] = known && out.position() == 1 ? out.get(0) : NONE;
        }
    }
}
