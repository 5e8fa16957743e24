package dev.yubin.protocol.spi;

import java.util.Locale;

/** What a client says when it ends a handshake (RFC 8446 §6.2). */
enum TlsAlert {
    HANDSHAKE_FAILURE(40, false),
    BAD_CERTIFICATE(42, true),
    UNSUPPORTED_CERTIFICATE(43, true),
    CERTIFICATE_REVOKED(44, true),
    CERTIFICATE_EXPIRED(45, true),
    CERTIFICATE_UNKNOWN(46, true),
    UNKNOWN_CA(48, true),
    PROTOCOL_VERSION(70, false),
    INSUFFICIENT_SECURITY(71, false);

    private final int description;
    private final boolean aboutCertificates;

    TlsAlert(int description, boolean aboutCertificates) {
        this.description = description;
        this.aboutCertificates = aboutCertificates;
    }

    /** The alert that came in plain text, or null. */
    static TlsAlert of(RecordGuard seen) {
        for (TlsAlert alert : values()) {
            if (seen != null && alert.description == seen.alert()) {
                return alert;
            }
        }
        return null;
    }

    /** The alert of that name in any case, or null. */
    static TlsAlert named(String name) {
        for (TlsAlert alert : values()) {
            if (alert.name().equalsIgnoreCase(name)) {
                return alert;
            }
        }
        return null;
    }

    /** Whether the client does not take the server's certificate. */
    boolean isAboutCertificates() {
        return aboutCertificates;
    }

    /** As the RFC has it: {@code unknown_ca}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
