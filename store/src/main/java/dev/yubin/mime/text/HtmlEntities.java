package dev.yubin.mime.text;

import dev.yubin.mime.charset.CharsetNames;
import java.util.HashMap;
import java.util.Map;

/**
 * Character references of HTML: the named ones of HTML 4 (section 24 of that standard, and {@code &apos;}), and numbers.
 * Where a semicolon is missing it is read as browsers do, so that a query such as {@code ?a=1&copy=2} stays as it is.
 */
final class HtmlEntities {
    /** U+00A0 to U+00FF, in order. These may lack their semicolon. */
    private static final String LATIN =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg "
                    + "plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
                    + "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute "
                    + "Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc "
                    + "Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute "
                    + "ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide "
                    + "oslash ugrave uacute ucirc uuml yacute thorn yuml";

    /** Names, each with its code point in hexadecimal. */
    private static final String OTHERS =
            "quot 22 amp 26 lt 3c gt 3e OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 "
                    + "circ 2c6 tilde 2dc Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 "
                    + "Theta 398 Iota 399 Kappa 39a Lambda 39b Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 "
                    + "Sigma 3a3 Tau 3a4 Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9 alpha 3b1 beta 3b2 gamma "
                    + "3b3 delta 3b4 epsilon 3b5 zeta 3b6 eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu 3bc "
                    + "nu 3bd xi 3be omicron 3bf pi 3c0 rho 3c1 sigmaf 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 "
                    + "chi 3c7 psi 3c8 omega 3c9 thetasym 3d1 upsih 3d2 piv 3d6 ensp 2002 emsp 2003 thinsp 2009 "
                    + "zwnj 200c zwj 200d lrm 200e rlm 200f ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 sbquo "
                    + "201a ldquo 201c rdquo 201d bdquo 201e dagger 2020 Dagger 2021 bull 2022 hellip 2026 permil "
                    + "2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203a oline 203e frasl 2044 euro 20ac image "
                    + "2111 weierp 2118 real 211c trade 2122 alefsym 2135 larr 2190 uarr 2191 rarr 2192 darr 2193 "
                    + "harr 2194 crarr 21b5 lArr 21d0 uArr 21d1 rArr 21d2 dArr 21d3 hArr 21d4 forall 2200 part "
                    + "2202 exist 2203 empty 2205 nabla 2207 isin 2208 notin 2209 ni 220b prod 220f sum 2211 "
                    + "minus 2212 lowast 2217 radic 221a prop 221d infin 221e ang 2220 and 2227 or 2228 cap 2229 "
                    + "cup 222a int 222b there4 2234 sim 223c cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 ge "
                    + "2265 sub 2282 sup 2283 nsub 2284 sube 2286 supe 2287 oplus 2295 otimes 2297 perp 22a5 sdot "
                    + "22c5 lceil 2308 rceil 2309 lfloor 230a rfloor 230b lang 2329 rang 232a loz 25ca spades "
                    + "2660 clubs 2663 hearts 2665 diams 2666 apos 27";

    /** These may lack their semicolon, too. */
    private static final String LENIENT = " quot amp lt gt ";

    private static final int LONGEST_NAME = 8;
    private static final int FIRST_LATIN = 0xA0;
    private static final Map<String, Integer> NAMES = names();

    private final String html;
    private int end;

    /** References within this text. */
    HtmlEntities(String html) {
        this.html = html;
    }

    private static Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        String[] latin = LATIN.split(" ");
        for (int i = 0; i < latin.length; i++) {
            names.put(latin[i], FIRST_LATIN + i);
        }
        String[] others = OTHERS.split(" ");
        for (int i = 0; i < others.length; i += 2) {
            names.put(others[i], Integer.parseInt(others[i + 1], 16));
        }
        return names;
    }

    /** A text with its references decoded. */
    static String decode(String text) {
        int next = text.indexOf('&');
        if (next < 0) {
            return text;
        }
        HtmlEntities entities = new HtmlEntities(text);
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (next >= 0) {
            plain.append(text, at, next);
            plain.appendCodePoint(entities.at(next));
            at = entities.end();
            next = text.indexOf('&', at);
        }
        return plain.append(text, at, text.length()).toString();
    }

    /** The character that the reference at this ampersand stands for; the ampersand itself if it is none. */
    int at(int ampersand) {
        int c = ampersand + 1 < html.length() && html.charAt(ampersand + 1) == '#'
                ? number(ampersand + 2)
                : named(ampersand + 1);
        if (c < 0) {
            end = ampersand + 1;
            return '&';
        }
        if (end < html.length() && html.charAt(end) == ';') {
            end++;
        }
        return c;
    }

    /** Where the latest reference ends. */
    int end() {
        return end;
    }

    private int number(int from) {
        boolean hex = from < html.length() && (html.charAt(from) | 0x20) == 'x';
        int radix = hex ? 16 : 10;
        int first = hex ? from + 1 : from;
        int value = 0;
        end = first;
        while (end < html.length() && html.charAt(end) < 0x80 && Character.digit(html.charAt(end), radix) >= 0) {
            value = Math.min(value * radix + Character.digit(html.charAt(end), radix), Character.MAX_CODE_POINT + 1);
            end++;
        }
        return end == first ? -1 : character(value);
    }

    /** Numbers that stand for no character stand for what browsers show instead. */
    private static int character(int value) {
        if (value >= 0x80 && value < FIRST_LATIN) {
            return new String(new byte[] {(byte) value}, CharsetNames.windows1252()).charAt(0);
        }
        boolean none = value == 0
                || value > Character.MAX_CODE_POINT
                || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return none ? 0xFFFD : value;
    }

    private int named(int from) {
        end = from;
        while (end < html.length() && end - from <= LONGEST_NAME && isAlphanumeric(html.charAt(end))) {
            end++;
        }
        String name = html.substring(from, end);
        Integer c = NAMES.get(name);
        if (c == null) {
            return -1;
        }
        char next = end < html.length() ? html.charAt(end) : ' ';
        boolean lenient = c >= FIRST_LATIN && c <= 0xFF || LENIENT.contains(" " + name + " ");
        return next == ';' || lenient && next != '=' ? c : -1;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= '0' && c <= '9' || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
}
