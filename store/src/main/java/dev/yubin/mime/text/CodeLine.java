package dev.yubin.mime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One line of a text: the first word on it that says that a code is near, and what may be one. See {@link OneTimeCodes}. */
final class CodeLine {
    /** What a candidate looks like. */
    enum Shape {
        /** Six digits. */
        SIX,
        /** Another number. */
        NUMBER,
        /** A year or a date without separators. */
        DATE,
        /** Letters and digits. */
        MIXED
    }

    /** What may be a code, and where it begins on the line. */
    record Candidate(String code, Shape shape, int start) {}

    /** Cues that are words; what ends with "code" is another. */
    private static final Set<String> CUES = Set.of(
            ("code codes pin otp tan totp passcode 2fa mfa código códigos codigo codice kode kod kodu kodunuz kód kodi"
                            + " koodi codul cod kodas κωδικός код кода пароль رمز")
                    .split(" "));
    /** Cues in scripts without spaces between words. */
    private static final List<String> UNSPACED_CUES =
            List.of("コード", "認証番号", "確認番号", "暗証番号", "ワンタイム", "验证码", "驗證碼", "校验码", "动态码", "인증번호", "인증 번호", "확인 코드", "코드");
    /** Words that make another thing of the "code" behind them; "zipcode" is made of one, too. */
    private static final Set<String> OTHER_CODES = Set.of(
            ("zip post postal area country dialing promo discount coupon voucher error status source qr bar color colour"
                            + " en de un dress swift")
                    .split(" "));
    /** Words in front of numbers that are no codes. */
    private static final Set<String> OTHER_NUMBERS = Set.of(
            ("tel telefon phone fax mobile order invoice ticket case bestellung rechnung commande pedido no nr eur usd gbp"
                            + " jpy chf inr cny krw euro rs")
                    .split(" "));
    /** Words behind numbers that are no codes. */
    private static final Set<String> UNITS =
            Set.of("eur usd gbp jpy chf inr cny krw euro euros dollars pounds yen".split(" "));

    private static final String MONEY = "$€£¥₹₩￥%";
    private static final String NOT_BEFORE = "+#&@_/.,?~\\-–" + MONEY;
    private static final String NOT_BEHIND = "+#&@_/=°\\-–円元圓年月日時分秒件名点回人원년월일" + MONEY;
    /** Between the groups of one number. */
    private static final String JOINTS = " -./:,'";

    private static final int SHORTEST = 4;
    private static final int LONGEST = 8;
    private static final int SHORTEST_MIXED = 6;
    private static final int LONGEST_MIXED = 10;
    private static final int LONGEST_WORD = 24;

    private final String line;
    private final List<Candidate> candidates = new ArrayList<>();
    private int cue = -1;
    private int words;
    private String before = "";

    CodeLine(String line) {
        this.line = line;
        int at = 0;
        while (at < line.length()) {
            if (!isWord(at)) {
                unspacedCue(at);
                at++;
                continue;
            }
            int end = wordEnd(at);
            words++;
            at = isNumber(at, end) ? number(at) : word(at, end);
        }
    }

    /** Whether there is a cue. */
    boolean hasCue() {
        return cue >= 0;
    }

    /** Where the first cue begins. */
    int cue() {
        return cue;
    }

    /** What may be a code, in order. */
    List<Candidate> candidates() {
        return candidates;
    }

    /** Whether there is nothing on the line but one word. */
    boolean isOneWord() {
        return words == 1;
    }

    /** Letters and digits of scripts that are written with spaces. */
    private boolean isWord(int at) {
        char c = line.charAt(at);
        return Character.isLetterOrDigit(c) && !TextLinks.isUnspaced(c);
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < line.length() && isWord(end)) {
            end++;
        }
        return end;
    }

    private boolean isNumber(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private char charAt(int index) {
        return index >= 0 && index < line.length() ? line.charAt(index) : ' ';
    }

    private void unspacedCue(int at) {
        for (int i = 0; cue < 0 && i < UNSPACED_CUES.size(); i++) {
            if (line.startsWith(UNSPACED_CUES.get(i), at) && !OTHER_CODES.contains(before)) {
                cue = at;
            }
        }
    }

    /** Takes a word that is no number, and gives its end. */
    private int word(int from, int to) {
        String word = to - from > LONGEST_WORD ? "" : line.substring(from, to).toLowerCase(Locale.ROOT);
        if (cue < 0 && isCue(word)) {
            cue = from;
        }
        if (isMixed(from, to) && standsAlone(from, to)) {
            candidates.add(new Candidate(line.substring(from, to), Shape.MIXED, from));
        }
        before = word;
        return to;
    }

    private boolean isCue(String word) {
        if (OTHER_CODES.contains(before)) {
            return false;
        }
        return CUES.contains(word)
                || word.endsWith("code") && !OTHER_CODES.contains(word.substring(0, word.length() - "code".length()));
    }

    private boolean isMixed(int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if (isDigit(c)) {
                digits++;
            } else if (c < 'A' || c > 'Z') {
                return false;
            }
        }
        return to - from >= SHORTEST_MIXED && to - from <= LONGEST_MIXED && digits > 0;
    }

    /** Takes all groups of digits that belong together, and gives their end. */
    private int number(int from) {
        StringBuilder digits = new StringBuilder();
        StringBuilder joints = new StringBuilder();
        int end = wordEnd(from);
        int longest = end - from;
        int shortest = longest;
        digits.append(line, from, end);
        while (JOINTS.indexOf(charAt(end)) >= 0 && isDigit(charAt(end + 1))) {
            int next = wordEnd(end + 1);
            if (!isNumber(end + 1, next)) {
                break;
            }
            joints.append(line.charAt(end));
            digits.append(line, end + 1, next);
            longest = Math.max(longest, next - end - 1);
            shortest = Math.min(shortest, next - end - 1);
            end = next;
        }
        boolean grouped = digits.length() == 6 && shortest == 3 && longest == 3 && " -".contains(joints);
        boolean spaced = longest == 1 && joints.toString().isBlank();
        boolean length = digits.length() >= SHORTEST && digits.length() <= LONGEST;
        if (length && (joints.isEmpty() || grouped || spaced) && standsAlone(from, end) && isNoAmount(from, end)) {
            String code = digits.toString();
            candidates.add(new Candidate(code, joints.isEmpty() ? shape(code) : Shape.NUMBER, from));
        }
        before = "";
        return end;
    }

    private static Shape shape(String digits) {
        boolean century = digits.startsWith("19") || digits.startsWith("20");
        if (century && (digits.length() == 4 || digits.length() == 8 && isDay(digits))) {
            return Shape.DATE;
        }
        return digits.length() == 6 ? Shape.SIX : Shape.NUMBER;
    }

    private static boolean isDay(String digits) {
        int month = Integer.parseInt(digits.substring(4, 6));
        int day = Integer.parseInt(digits.substring(6));
        return month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /** Whether nothing is attached that makes it part of something else. */
    private boolean standsAlone(int from, int to) {
        char left = charAt(from - 1);
        boolean prefixed = left == '-'
                && isDigit(charAt(from))
                && isCapital(charAt(from - 2))
                && !Character.isLetterOrDigit(charAt(from - 3));
        if (NOT_BEFORE.indexOf(left) >= 0 && !prefixed) {
            return false;
        }
        char right = charAt(to);
        boolean goesOn = ".:,'".indexOf(right) >= 0 && Character.isLetterOrDigit(charAt(to + 1));
        return !goesOn && NOT_BEHIND.indexOf(right) < 0;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Whether no word and no sign next to it says that this is money or the number of something. */
    private boolean isNoAmount(int from, int end) {
        if (OTHER_NUMBERS.contains(before)) {
            return false;
        }
        int sign = from - 1;
        while (sign > 0 && line.charAt(sign) == ' ') {
            sign--;
        }
        int next = end;
        while (next < line.length() && line.charAt(next) == ' ') {
            next++;
        }
        if (MONEY.indexOf(charAt(sign)) >= 0 || MONEY.indexOf(charAt(next)) >= 0) {
            return false;
        }
        int unit = wordEnd(next);
        return unit - next > LONGEST_WORD
                || !UNITS.contains(line.substring(next, unit).toLowerCase(Locale.ROOT));
    }
}
