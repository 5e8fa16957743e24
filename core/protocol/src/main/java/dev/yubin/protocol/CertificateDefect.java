package dev.yubin.protocol;

/** What is wrong with a generated certificate, on purpose: a client that checks certificates must refuse it. */
public enum CertificateDefect {
    /** It ended yesterday. */
    EXPIRED,

    /** It begins tomorrow. */
    NOT_YET_VALID,

    /** It is for another host. */
    WRONG_HOST,

    /** It comes from an authority that is not the one that {@link Tls#caCertificate()} tells. */
    UNTRUSTED
}
