package dev.yubin.protocol;

/** Whether a TLS server asks its clients for a certificate (RFC 8446 §4.3.2, RFC 5246 §7.4.4). */
public enum ClientCertificates {
    /** It does not ask. */
    NONE,

    /** It asks. A client that has none goes on without; one that shows a wrong one is refused. */
    OPTIONAL,

    /** It asks, and refuses a client that has none. */
    REQUIRED
}
