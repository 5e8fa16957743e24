package dev.yubin.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters whose names have asterisks (RFC 2231): {@code title*1*=...} is one of several pieces, and encoded. */
final class ExtendedParameters {
    private static final int MAX_INDEX_DIGITS = 9;

    /** What is known of one parameter. */
    private static final class Forms {
        private String plain;
        /** {@code name*=}. */
        private String encoded;
        /** {@code name*n=} and {@code name*n*=} by number. */
        private final Map<Integer, Piece> pieces = new HashMap<>();
    }

    private record Piece(String value, boolean encoded) {}

    private ExtendedParameters() {}

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static Map<String, String> values(List<MimeParameter> written) {
        Map<String, String> plain = new LinkedHashMap<>();
        for (MimeParameter parameter : written) {
            if (parameter.name().indexOf('*') >= 0) {
                return decoded(written);
            }
            plain.putIfAbsent(key(parameter.name()), parameter.value());
        }
        return Collections.unmodifiableMap(plain);
    }

    private static Map<String, String> decoded(List<MimeParameter> written) {
        Map<String, Forms> all = new LinkedHashMap<>();
        for (MimeParameter parameter : written) {
            note(parameter, all);
        }
        Map<String, String> values = new LinkedHashMap<>();
        all.forEach((name, forms) -> {
            String value = value(forms);
            if (value != null) {
                values.put(name, value);
            }
        });
        return Collections.unmodifiableMap(values);
    }

    private static void note(MimeParameter parameter, Map<String, Forms> all) {
        String name = key(parameter.name());
        int star = name.indexOf('*');
        String value = parameter.value();
        if (star > 0 && star == name.length() - 1) {
            Forms forms = forms(name.substring(0, star), all);
            forms.encoded = forms.encoded == null ? value : forms.encoded;
            return;
        }
        boolean encoded = name.endsWith("*");
        int index = star <= 0 ? -1 : index(name, star + 1, encoded ? name.length() - 1 : name.length());
        if (index >= 0) {
            forms(name.substring(0, star), all).pieces.putIfAbsent(index, new Piece(value, encoded));
        } else {
            // No form of RFC 2231: all of it is the name.
            Forms forms = forms(name, all);
            forms.plain = forms.plain == null ? value : forms.plain;
        }
    }

    private static Forms forms(String name, Map<String, Forms> all) {
        return all.computeIfAbsent(name, key -> new Forms());
    }

    private static int index(String name, int from, int to) {
        if (from == to || to - from > MAX_INDEX_DIGITS) {
            return -1;
        }
        int index = 0;
        for (int i = from; i < to; i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            index = index * 10 + c - '0';
        }
        return index;
    }

    /** The value, or null if there is none. */
    private static String value(Forms forms) {
        if (forms.encoded != null) {
            return joined(Map.of(0, new Piece(forms.encoded, true)));
        }
        if (forms.pieces.containsKey(0)) {
            return joined(forms.pieces);
        }
        // Pieces without a first one are nothing: nobody can tell what is missing. Then this may be null.
        return forms.plain;
    }

    /** RFC 2231 §4.1: the first piece names the charset; characters may be split between encoded pieces. */
    private static String joined(Map<Integer, Piece> pieces) {
        StringBuilder value = new StringBuilder();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String charset = "";
        Piece piece = pieces.get(0);
        for (int i = 0; piece != null; piece = pieces.get(++i)) {
            if (!piece.encoded) {
                flush(octets, charset, value);
                value.append(piece.value);
                continue;
            }
            int from = 0;
            if (i == 0) {
                int quote = piece.value.indexOf('\'');
                int second = piece.value.indexOf('\'', quote + 1);
                if (quote >= 0 && second > quote) {
                    charset = piece.value.substring(0, quote);
                    from = second + 1;
                }
            }
            unescape(piece.value, from, octets);
        }
        flush(octets, charset, value);
        return value.toString();
    }

    private static void flush(ByteArrayOutputStream octets, String charset, StringBuilder value) {
        if (octets.size() > 0) {
            value.append(MailCharset.decode(octets.toByteArray(), 0, octets.size(), charset));
            octets.reset();
        }
    }

    /** RFC 2231 §4: a percent sign and two hexadecimal digits are an octet. What is not stays as it is. */
    private static void unescape(String value, int from, ByteArrayOutputStream octets) {
        byte[] raw = value.substring(from).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
            if (low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else {
                octets.write(raw[i]);
            }
        }
    }
}
