package dev.yubin.mime.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What charset names in mail mean. Those of the JDK are found too. A trimmed JDK may lack some: then the next best is
 * taken.
 */
public final class CharsetNames {
    private static final int LONGEST_NAME = 64;

    /** The parts of ISO 8859 that are Latin alphabets No. 1 to 10. */
    private static final int[] LATIN = {1, 2, 3, 4, 9, 10, 13, 14, 15, 16};

    private static final Set<String> UNKNOWN =
            Set.of("", "unknown8bit", "xunknown", "unknown", "default", "xuserdefined", "8bit");

    /** By name without hyphens, underscores, spaces and year; the first of the charsets that there is. */
    private static final Map<String, String[]> NAMES = names();

    /** Of {@link #NAMES}, those that were asked for: a charset that is missing takes the JDK long to look for. */
    private static final Map<String, Optional<Charset>> FOUND = new ConcurrentHashMap<>();

    private CharsetNames() {}

    /** All charsets of the JDK: looking for one that there is not takes it half a millisecond, too long for mail. */
    private static final class Jdk {
        private static final Map<String, Charset> CHARSETS = charsets();

        private static Map<String, Charset> charsets() {
            Map<String, Charset> charsets = new HashMap<>();
            for (Charset charset : Charset.availableCharsets().values()) {
                charset.aliases().forEach(alias -> charsets.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
            }
            for (Charset charset : Charset.availableCharsets().values()) {
                charsets.put(charset.name().toLowerCase(Locale.ROOT), charset);
            }
            return charsets;
        }
    }

    /** The charset of a name, or null. */
    public static Charset lookup(String name) {
        String plain = plain(name);
        if (plain.length() > LONGEST_NAME) {
            return null;
        }
        String squeezed = squeezed(plain);
        String[] candidates = NAMES.get(squeezed);
        if (candidates != null) {
            return FOUND.computeIfAbsent(squeezed, any -> first(candidates)).orElse(null);
        }
        return UNKNOWN.contains(squeezed) ? null : Jdk.CHARSETS.get(plain);
    }

    /** Whether a name says that the sender did not know it either (RFC 1428). */
    public static boolean saysUnknown(String name) {
        String plain = plain(name);
        return plain.length() <= LONGEST_NAME && UNKNOWN.contains(squeezed(plain));
    }

    /** What text is in that says nothing and is no UTF-8. */
    public static Charset windows1252() {
        Charset charset = lookup("windows-1252");
        return charset == null ? StandardCharsets.ISO_8859_1 : charset;
    }

    /** Without quotes and white space around, in lower case, and not much longer than any name is. */
    private static String plain(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && isAround(name.charAt(start))) {
            start++;
        }
        while (end > start && isAround(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(start, Math.min(end, start + LONGEST_NAME + 1)).toLowerCase(Locale.ROOT);
    }

    private static boolean isAround(char c) {
        return c <= ' ' || c == '"' || c == '\'';
    }

    private static String squeezed(String name) {
        StringBuilder squeezed = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ':') {
                // The year of a standard, as in ISO_8859-1:1987.
                break;
            }
            if (c != '-' && c != '_' && c != ' ') {
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }

    private static Optional<Charset> first(String[] candidates) {
        for (String candidate : candidates) {
            boolean supported = Charset.isSupported(candidate);
            if (candidate.equals(Iso2022JpCharset.NAME) && (supported || Charset.isSupported("EUC-JP"))) {
                return Optional.of(new Iso2022JpCharset(supported ? Charset.forName(candidate) : null));
            }
            if (candidate.equals("UTF-7")) {
                return Optional.of(Utf7Charset.INSTANCE);
            }
            if (supported) {
                return Optional.of(Charset.forName(candidate));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String[]> names() {
        Map<String, String[]> names = new HashMap<>();
        put(names, "UTF-8", "utf8", "unicode11utf8", "xutf8");
        put(names, "UTF-7", "utf7", "unicode11utf7", "xunicode11utf7", "csunicode11utf7", "unicode20utf7", "xutf7");
        put(names, "US-ASCII", "usascii", "ascii", "ansix3.41968", "iso646us", "us", "cp367", "xascii");
        put(names, Iso2022JpCharset.NAME, "iso2022jp", "csiso2022jp", "iso2022jp1", "iso2022jp2", "csiso2022jp2");
        put(names, Iso2022JpCharset.NAME, "iso2022jp3", "iso2022jp2004", "cp50220", "cp50221", "cp50222", "xcp50220");
        put(names, Iso2022JpCharset.NAME, "xcp50221", "xcp50222", "iso2022jpms", "jis", "jisencoding", "xiso2022jp");
        put(names, "windows-31j Shift_JIS", "shiftjis", "sjis", "xsjis", "xshiftjis", "mskanji", "csshiftjis");
        put(names, "windows-31j Shift_JIS", "windows31j", "cswindows31j", "cp932", "ms932", "windows932", "xmscp932");
        put(names, "x-eucJP-Open EUC-JP", "eucjp", "xeucjp", "xeuc", "ujis", "cp51932", "eucjpms", "eucjpopen");
        put(names, "GBK GB18030 GB2312", "gb2312", "gb231280", "csgb2312", "xgbk", "gbk", "cp936", "ms936", "euccn");
        put(names, "GBK GB18030 GB2312", "windows936", "xcp936", "gb", "xgb2312", "gb2312.19800", "iso58");
        put(names, "x-windows-949 EUC-KR", "ksc56011987", "ksc56011989", "ksc5601", "korean", "euckr", "xeuckr");
        put(names, "x-windows-949 EUC-KR", "ksc5601.1987", "cseuckr", "cp949", "ms949", "windows949", "uhc", "xcp949");
        put(names, "x-MS950-HKSCS Big5-HKSCS Big5", "big5", "xbig5", "csbig5", "cnbig5", "cp950", "ms950", "bigfive");
        put(names, "x-MS950-HKSCS Big5-HKSCS Big5", "big5eten", "windows950", "xcp950", "xxbig5");
        put(names, "x-windows-874 TIS-620", "tis620", "windows874", "cp874", "iso885911", "xtis620", "thai");
        put(names, "x-MacRoman", "macintosh", "macroman", "xmacroman", "mac", "csmacintosh");
        put(names, "x-MacCyrillic", "maccyrillic", "xmaccyrillic");
        put(names, "x-MacCentralEurope", "macce", "xmacce", "maccentraleurope");
        put(names, "KOI8-R", "koi8r", "koi8", "cskoi8r");
        put(names, "KOI8-U", "koi8u", "koi8ru");
        for (int i = 1250; i <= 1258; i++) {
            String page = String.valueOf(i);
            prefixed(names, "windows-".concat(page), page, "windows", "cp", "win", "xcp", "xwindows", "ms");
        }
        for (int part = 1; part <= 16; part++) {
            String name = "8859".concat(String.valueOf(part));
            prefixed(names, iso8859(part), name, "", "iso", "xiso");
            prefixed(names, iso8859(part), name.concat("i"), "iso");
            prefixed(names, iso8859(part), name.concat("e"), "iso");
        }
        for (int i = 0; i < LATIN.length; i++) {
            prefixed(names, iso8859(LATIN[i]), String.valueOf(i + 1), "latin", "l", "isolatin", "csisolatin");
        }
        put(names, iso8859(1), "ansi", "western", "cp819", "ibm819");
        return names;
    }

    /** Those that are read as their Windows cousins, with letters where they have control characters. */
    private static String iso8859(int part) {
        return switch (part) {
            case 1 -> "windows-1252 ISO-8859-1";
            case 9 -> "windows-1254 ISO-8859-9";
            case 11 -> "x-windows-874 TIS-620";
            default -> "ISO-8859-".concat(String.valueOf(part));
        };
    }

    /** Without a {@code +}: the first of each such place takes a JVM a millisecond, and here the first mail waits. */
    private static void prefixed(Map<String, String[]> names, String charsets, String name, String... prefixes) {
        for (String prefix : prefixes) {
            put(names, charsets, prefix.concat(name));
        }
    }

    private static void put(Map<String, String[]> names, String charsets, String... aliases) {
        String[] candidates = charsets.split(" ");
        for (String alias : aliases) {
            names.put(alias, candidates);
        }
    }
}
