package dev.yubin.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes header fields: lines of at most 78 characters where white space allows it (RFC 5322 §2.1.1), each ended by CRLF.
 * Nothing that is given can begin a field of its own: CR, LF and NUL are refused.
 */
final class HeaderWriter {
    private static final int LINE = 78;
    private static final int LONGEST_LINE = 998;
    /** Longer words are encoded or split, long before a line is too long for SMTP. */
    private static final int LONGEST_WORD = 900;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String FOLD = "\r\n ";
    /** How long a piece of an encoded parameter is (RFC 2231 §3). */
    private static final int PIECE = 50;

    private static final int PLAIN_PARAMETER = 75;
    /** What stands for itself in an encoded parameter, besides letters and digits (RFC 2231 §7). */
    private static final String ATTRIBUTE = "!#$&+-.^_`{|}~";
    /** What stands for itself where somebody has written the escapes, and the quotes in front of them. */
    private static final String WITH_ESCAPES = ATTRIBUTE + "%'";

    private HeaderWriter() {}

    /**
     * The name of a field.
     *
     * @throws IllegalArgumentException if it is none (RFC 5322 §3.6.8)
     */
    static String name(String name) {
        boolean valid = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= c > ' ' && c < 0x7F && c != ':';
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "The name of a header field is printable ASCII without colon and space: \"" + Phrase.clean(name)
                            + "\" is not");
        }
        return name;
    }

    /**
     * The same text.
     *
     * @throws IllegalArgumentException if there is a CR, LF or NUL in it
     */
    static String oneLine(String what, String text) {
        if (Phrase.breaksLines(text)) {
            throw new IllegalArgumentException(
                    what + " is one line: take CR, LF and NUL out of \"" + Phrase.clean(text) + "\"");
        }
        return text;
    }

    /**
     * A field of any text, as encoded words in that charset if it has to be (RFC 2047). Reading gives back the text.
     *
     * @throws IllegalArgumentException if the name leaves no room for a text, whatever that is
     */
    static String unstructured(String name, String value, Charset charset) {
        int column = name.length() + 2;
        checkLine(name, column);
        boolean blankEnds = !value.isEmpty() && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)));
        String text = blankEnds || hasLongWord(value, column)
                ? WordEncoder.encode(value, charset, column)
                : EncodedWords.encode(value, charset, column);
        boolean encoded = !text.equals(value);
        return encoded ? name + ": " + text + "\r\n" : fold(name, text, false);
    }

    /** Whether a word is too long that cannot be parted from the white space in front of it, or from the name. */
    private static boolean hasLongWord(String value, int column) {
        int from = -column;
        for (int i = 0; i < value.length(); i++) {
            boolean begins = i > 0 && isBlank(value.charAt(i)) && !isBlank(value.charAt(i - 1));
            from = begins ? i : from;
            if (i - from > LONGEST_WORD) {
                return true;
            }
        }
        return false;
    }

    private static void checkLine(String name, int octets) {
        if (octets > LONGEST_LINE) {
            throw new IllegalArgumentException("A line of a header has at most 998 octets: the field "
                    + (name.length() > LINE ? name.substring(0, LINE) + "..." : name)
                    + " needs white space where it can be folded");
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /**
     * A field whose body is written already, folded anew, but within quotes only if there is no other way.
     *
     * @throws IllegalArgumentException if a line cannot be made shorter than 998 octets (RFC 5322 §2.1.1)
     */
    static String structured(String name, String body) {
        return fold(name, body.replace("\r\n", "").strip(), true);
    }

    private static String fold(String name, String body, boolean quotes) {
        StringBuilder out = new StringBuilder(name).append(':');
        int lineStart = 0;
        String value = body.isEmpty() ? "" : " " + body;
        int at = 0;
        while (at < value.length()) {
            int end = wordEnd(value, at, quotes);
            boolean first = out.length() == name.length() + 1;
            if (!first && out.length() - lineStart + end - at > LINE) {
                out.append("\r\n");
                lineStart = out.length();
            }
            out.append(value, at, end);
            checkLine(name, out.substring(lineStart).getBytes(StandardCharsets.UTF_8).length);
            at = end;
        }
        return out.append("\r\n").toString();
    }

    /** Where the word ends that begins with the white space at {@code from}. */
    private static int wordEnd(String value, int from, boolean quotes) {
        int at = from;
        while (at < value.length() && isBlank(value.charAt(at))) {
            at++;
        }
        boolean quoted = false;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (c == '\\' && quoted) {
                at++;
            } else if (c == '"' && quotes) {
                quoted = !quoted;
            } else if (isBlank(c) && (!quoted || at - from > LONGEST_WORD / 2)) {
                break;
            }
            at++;
        }
        return Math.min(at, value.length());
    }

    /**
     * A field with parameters, those that are not plain ASCII or too long in the way of RFC 2231.
     *
     * @throws IllegalArgumentException if there is a CR, LF or NUL in one, or a line of more than 998 octets
     */
    static String parameters(String name, String value, List<MimeParameter> parameters) {
        StringBuilder out = new StringBuilder(name).append(": ").append(value);
        int lineStart = 0;
        for (MimeParameter parameter : parameters) {
            for (String written : written(parameter)) {
                out.append(';');
                if (out.length() - lineStart + 1 + written.length() >= LINE) {
                    checkLine(name, out.length() - lineStart);
                    lineStart = out.length() + 2;
                    out.append(FOLD);
                } else {
                    out.append(' ');
                }
                out.append(written);
                checkLine(name, written.getBytes(StandardCharsets.UTF_8).length + 2);
            }
        }
        checkLine(name, out.length() - lineStart);
        return out.append("\r\n").toString();
    }

    private static List<String> written(MimeParameter parameter) {
        String name = parameter.name();
        String value = oneLine("The parameter " + Phrase.clean(name), parameter.value());
        if (name.indexOf('*') >= 0) {
            // It is in a form of RFC 2231 already; only the octets that such a value cannot have are made so.
            boolean escapes = name.endsWith("*") && !isPrintable(value);
            return List.of(escapes ? name + "=" + escaped(value, WITH_ESCAPES) : parameter.toString());
        }
        // Encoded words are none here (RFC 2047 §5), but readers decode them.
        boolean word = name.equals("filename") && value.contains("=?");
        boolean fits =
                name.equalsIgnoreCase("boundary") || HeaderText.quoted(value).length() <= PLAIN_PARAMETER;
        if (fits && !word && isPrintable(value)) {
            return List.of(parameter.toString());
        }
        List<String> pieces = pieces(value);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            String number = pieces.size() == 1 ? "" : "*" + i;
            written.add(name + number + "*=" + (i == 0 ? "UTF-8''" : "") + pieces.get(i));
        }
        return written;
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** The value in percent escapes (RFC 2231 §4); no character is in two pieces. */
    private static List<String> pieces(String value) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            if (piece.length() >= PIECE) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(escaped(Character.toString(value.codePointAt(i)), ATTRIBUTE));
        }
        pieces.add(piece.toString());
        return pieces;
    }

    /** The text with every octet as an escape that is no letter, digit or one of these signs. */
    private static String escaped(String text, String signs) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || signs.indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                HEX.toHexDigits(escaped.append('%'), octet);
            }
        }
        return escaped.toString();
    }
}
