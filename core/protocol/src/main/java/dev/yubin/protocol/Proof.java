package dev.yubin.protocol;

/** What a user may show to prove who it is; see {@link Authenticator#accepts()}. */
public enum Proof {
    /** The password itself: PLAIN, LOGIN, and the protocols' own log-in commands. */
    PASSWORD,
    /** An OAuth 2 bearer token: XOAUTH2, OAUTHBEARER. */
    TOKEN,
    /** That it knows a secret the server has in clear text: CRAM-MD5, APOP. */
    SECRET,
    /** That it knows the password of which the server has salted keys: the SCRAM mechanisms. */
    SCRAM,
    /** The certificate of its side of a TLS connection: EXTERNAL. */
    CERTIFICATE,
    /** Nothing at all: ANONYMOUS. */
    ANONYMOUS
}
