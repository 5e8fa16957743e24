package dev.yubin.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** Whom a certificate may mean. */
final class CertificateNames {
    private static final int RFC822_NAME = 1;
    private static final Map<String, String> KEYWORDS = Map.of("1.2.840.113549.1.9.1", "EMAILADDRESS");

    private CertificateNames() {}

    /** The mail addresses of its alternative names first, then the mail addresses and common names of its subject. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0).equals(RFC822_NAME)) {
                    names.add((String) name.get(1));
                }
            }
        } catch (CertificateParsingException e) {
            // Then it has none that anybody could read.
        }
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, KEYWORDS);
        names.addAll(inSubject(subject));
        return names;
    }

    /** The values of EMAILADDRESS and CN in a name as RFC 2253 writes it, in its order; what cannot be read is left out. */
    static List<String> inSubject(String subject) {
        List<String> names = new ArrayList<>();
        int start = 0;
        while (start < subject.length()) {
            int end = endOfValue(subject, start);
            String attribute = subject.substring(start, end);
            int equal = attribute.indexOf('=');
            if (equal >= 0) {
                String type = attribute.substring(0, equal).strip().toUpperCase(Locale.ROOT);
                String value = attribute.substring(equal + 1);
                if ((type.equals("CN") || type.equals("EMAILADDRESS")) && !value.startsWith("#")) {
                    names.add(unescaped(value));
                }
            }
            start = end + 1;
        }
        return names;
    }

    /** Where the next comma or plus is that is not escaped, or the end. */
    private static int endOfValue(String subject, int from) {
        int at = from;
        while (at < subject.length() && subject.charAt(at) != ',' && subject.charAt(at) != '+') {
            at += subject.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, subject.length());
    }

    /** A backslash stands before a character that would mean something else, or before two digits of an octet of UTF-8. */
    private static String unescaped(String value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(value.length());
        int plain = 0;
        int at = value.indexOf('\\');
        while (at >= 0 && at + 1 < value.length()) {
            octets.writeBytes(value.substring(plain, at).getBytes(StandardCharsets.UTF_8));
            boolean hex = at + 2 < value.length()
                    && HexFormat.isHexDigit(value.charAt(at + 1))
                    && HexFormat.isHexDigit(value.charAt(at + 2));
            if (hex) {
                octets.write(HexFormat.fromHexDigits(value, at + 1, at + 3));
            }
            plain = hex ? at + 3 : at + 1;
            at = value.indexOf('\\', hex ? plain : plain + 1);
        }
        octets.writeBytes(value.substring(plain).getBytes(StandardCharsets.UTF_8));
        return octets.toString(StandardCharsets.UTF_8);
    }
}
