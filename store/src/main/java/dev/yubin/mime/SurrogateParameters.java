package dev.yubin.mime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Content-Type and Content-Disposition in UTF-8 as ASCII has them: parameters in the way of RFC 2231; those that even so
 * have no form are left out (RFC 6858 §2.2).
 */
final class SurrogateParameters {
    /** What is longer is written anew, in pieces. */
    private static final int MAX_PARAMETER = 900;

    private static final int MAX_NAME = 100;

    private SurrogateParameters() {}

    static String type(String name, String body) {
        // As readers have it where no type can be understood (RFC 2045 §5.2).
        ContentType type = ContentType.parse(body)
                .orElseGet(() -> ContentType.TEXT_PLAIN.withParametersOf(body, MimeLimits.DEFAULT.parameters()));
        boolean valid = HeaderText.isToken(type.type()) && HeaderText.isToken(type.subtype());
        return valid ? write(name, type.mediaType(), type.parameters()) : "";
    }

    static String disposition(String name, String body) {
        Optional<ContentDisposition> disposition = ContentDisposition.parse(body);
        if (disposition.isEmpty()) {
            return "";
        }
        // RFC 2183 §2.8: what is not known is an attachment.
        String kind = disposition.get().kind();
        return write(
                name,
                HeaderText.isToken(kind) ? kind : "attachment",
                disposition.get().parameters());
    }

    private static String write(String name, String value, MimeParameters parameters) {
        if (name.length() + value.length() > MAX_PARAMETER) {
            return "";
        }
        String field = HeaderWriter.parameters(name, value, ascii(parameters));
        return field.substring(0, field.length() - 2);
    }

    /** Those to write: in the place of all forms of one that must be written anew there is one, with its value. */
    private static List<MimeParameter> ascii(MimeParameters parameters) {
        Set<String> anew = new HashSet<>();
        for (MimeParameter parameter : parameters.written()) {
            if (isWrittenAnew(parameter)) {
                anew.add(ExtendedParameters.key(parameter.base()));
            }
        }
        Set<String> done = new HashSet<>();
        List<MimeParameter> written = new ArrayList<>();
        for (MimeParameter parameter : parameters.written()) {
            String key = ExtendedParameters.key(parameter.base());
            if (!anew.contains(key)) {
                written.add(parameter);
            } else if (done.add(key) && isWritable(parameter.base())) {
                value(parameters, key).ifPresent(value -> written.add(new MimeParameter(parameter.base(), value)));
            }
        }
        return written;
    }

    private static boolean isWrittenAnew(MimeParameter parameter) {
        String written = parameter.toString();
        boolean words = isFileName(ExtendedParameters.key(parameter.base()))
                && parameter.value().contains("=?");
        boolean isLong = written.length() > MAX_PARAMETER || parameter.base().length() > MAX_NAME;
        return words || isLong || !EncodedWords.isPrintable(written);
    }

    /** A boundary cannot be: what it has to match are octets. */
    private static boolean isWritable(String base) {
        return HeaderText.isToken(base) && base.length() <= MAX_NAME && !base.equalsIgnoreCase("boundary");
    }

    private static Optional<String> value(MimeParameters parameters, String key) {
        // Encoded words would be none any more in the form of RFC 2231.
        Optional<String> value = isFileName(key) ? parameters.readable(key) : parameters.get(key);
        return value.map(Phrase::clean);
    }

    private static boolean isFileName(String key) {
        return key.equals("filename") || key.equals("name");
    }
}
