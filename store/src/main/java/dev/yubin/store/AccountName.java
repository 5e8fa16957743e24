package dev.yubin.store;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;

/**
 * The name of an account: a full mail address in canonical form. The local part is in lower case (Locale.ROOT) and NFC,
 * the domain in lower-case A-labels (RFC 5890), so two spellings of one account are equal.
 *
 * <p>A <em>bare</em> name has no domain. Only an open directory makes one, for a log-in without {@code @} that came
 * before any mail did.
 */
public final class AccountName implements Comparable<AccountName> {
    /** Longest local part, in characters. RFC 5321 §4.5.3.1.1 asks for 64; real systems send longer ones. */
    public static final int MAX_LOCAL_PART = 128;

    /** Longest domain, in characters (RFC 5321 §4.5.3.1.2). */
    public static final int MAX_DOMAIN = 255;

    /** Longest label of a domain (RFC 1035 §2.3.4). */
    private static final int MAX_LABEL = 63;

    private final String localPart;
    private final String domain;

    private AccountName(String localPart, String domain) {
        this.localPart = localPart;
        this.domain = domain;
    }

    /**
     * The account of a local part (unquoted) at a domain.
     *
     * @throws IllegalArgumentException if a part is empty, too long, or holds control characters, or if the domain is
     *     no domain name
     */
    public static AccountName of(String localPart, String domain) {
        if (domain.isEmpty()) {
            throw new IllegalArgumentException("An account name needs a domain: " + localPart);
        }
        return new AccountName(canonicalLocalPart(localPart), canonicalDomain(domain));
    }

    /** The bare account of a local part: see the class comment. */
    public static AccountName bare(String localPart) {
        return new AccountName(canonicalLocalPart(localPart), "");
    }

    /**
     * Reads {@code local@domain}, {@code "quoted local"@domain} or a bare {@code local}.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static AccountName parse(String text) {
        // No domain ends with a quote: an @ before it is within a quoted local part.
        int at = text.endsWith("\"") ? -1 : text.lastIndexOf('@');
        return at < 0 ? bare(unquote(text)) : of(unquote(text.substring(0, at)), text.substring(at + 1));
    }

    /**
     * A domain in the form account names use: lower-case A-labels, address literals in lower case.
     *
     * @throws IllegalArgumentException if it is no domain name
     */
    public static String canonicalDomain(String domain) {
        String canonical = domain;
        if (!isPlainAscii(domain)) {
            canonical = IDN.toASCII(Normalizer.normalize(domain, Normalizer.Form.NFC), IDN.ALLOW_UNASSIGNED);
        }
        canonical = canonical.toLowerCase(Locale.ROOT);
        if (canonical.isEmpty() || canonical.length() > MAX_DOMAIN || !isDomain(canonical)) {
            throw new IllegalArgumentException("Not a domain name: " + printable(domain));
        }
        return canonical;
    }

    /** The local part in canonical form, unquoted. */
    public String localPart() {
        return localPart;
    }

    /** The domain in canonical form; empty for a bare name. */
    public String domain() {
        return domain;
    }

    /** Whether this name has no domain. */
    public boolean isBare() {
        return domain.isEmpty();
    }

    private static String canonicalLocalPart(String localPart) {
        String lower = Normalizer.normalize(localPart, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        // Lower case may take a letter apart, such as I with a dot above.
        String canonical = Normalizer.normalize(lower, Normalizer.Form.NFC);
        boolean control = canonical.chars().anyMatch(Character::isISOControl);
        if (canonical.isEmpty() || canonical.length() > MAX_LOCAL_PART || control) {
            throw new IllegalArgumentException("Not a local part: " + printable(localPart));
        }
        return canonical;
    }

    private static boolean isPlainAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Labels of letters, digits, hyphens and, as real hosts have them, underscores; or an address literal. */
    private static boolean isDomain(String domain) {
        if (domain.startsWith("[") && domain.length() > 2) {
            String literal = domain.substring(1, domain.length() - 1);
            boolean plain = isPlainAscii(literal) && literal.chars().noneMatch(c -> "[]\\@".indexOf(c) >= 0);
            return domain.endsWith("]") && plain;
        }
        int length = 0;
        for (int i = 0; i < domain.length(); i++) {
            char c = domain.charAt(i);
            boolean dot = c == '.';
            boolean labelChar = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (dot ? length == 0 : !labelChar || length == MAX_LABEL) {
                return false;
            }
            length = dot ? 0 : length + 1;
        }
        return length > 0;
    }

    private static String printable(String text) {
        String safe = text.replaceAll("\\p{Cntrl}", "?");
        return safe.length() <= 80 ? safe : safe.substring(0, 80) + "...";
    }

    private static String unquote(String localPart) {
        if (localPart.length() < 2 || localPart.charAt(0) != '"' || !localPart.endsWith("\"")) {
            return localPart;
        }
        StringBuilder plain = new StringBuilder(localPart.length());
        for (int i = 1; i < localPart.length() - 1; i++) {
            char c = localPart.charAt(i);
            if (c == '\\' && i < localPart.length() - 2) {
                c = localPart.charAt(++i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** Whether a local part can be written without quotes (RFC 5321 §4.1.2 Dot-string, RFC 6531 with UTF-8). */
    private static boolean isDotString(String localPart) {
        boolean edge = true;
        for (int i = 0; i < localPart.length(); i++) {
            char c = localPart.charAt(i);
            if (c == '.') {
                if (edge) {
                    return false;
                }
                edge = true;
            } else if (c <= ' ' || "()<>[]:;@\\,\"".indexOf(c) >= 0) {
                return false;
            } else {
                edge = false;
            }
        }
        return !edge;
    }

    @Override
    public int compareTo(AccountName other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : localPart.compareTo(other.localPart);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountName name && localPart.equals(name.localPart) && domain.equals(name.domain);
    }

    @Override
    public int hashCode() {
        return Objects.hash(localPart, domain);
    }

    /** The address, with the local part quoted where it must be. */
    @Override
    public String toString() {
        String local = isDotString(localPart)
                ? localPart
                : '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return isBare() ? local : local + '@' + domain;
    }
}
