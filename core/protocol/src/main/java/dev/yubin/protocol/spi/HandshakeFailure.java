package dev.yubin.protocol.spi;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/**
 * Why a TLS handshake failed, in words for the person who wonders.
 *
 * @param what what happened
 * @param advice what to do about it; null if that cannot be told
 * @param isBug whether nobody is to blame but this server
 */
record HandshakeFailure(String what, String advice, boolean isBug) {
    /** How the JDK tells of an alert that came encrypted; some JDKs put more in front. */
    private static final String ALERT = "Received fatal alert: ";

    private static final String DOES_NOT_TRUST_US =
            "it does not take our certificate: it must know the authority (MailServer.tls() tells it), or the certificate is"
                    + " for another host name or another time";
    private static final String NOT_TRUSTED =
            "the client's certificate is missing, or does not come from an authority that is taken here";
    private static final String NOTHING_IN_COMMON = "client and server have no version or cipher suite in common";

    static HandshakeFailure of(Throwable failure, RecordGuard seen) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        String message = String.valueOf(cause.getMessage());
        int named = message.indexOf(ALERT);
        TlsAlert alert = named < 0 ? TlsAlert.of(seen) : TlsAlert.named(message.substring(named + ALERT.length()));
        if (alert != null) {
            return new HandshakeFailure("the client says " + alert, advice(alert), false);
        }
        return new HandshakeFailure(message, advice(cause, message), !(cause instanceof IOException));
    }

    private static String advice(TlsAlert alert) {
        return alert.isAboutCertificates() ? DOES_NOT_TRUST_US : NOTHING_IN_COMMON;
    }

    private static String advice(Throwable failure, String message) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return NOT_TRUSTED;
            }
        }
        if (message.contains("client certificate chain")) {
            return NOT_TRUSTED;
        }
        boolean chosen = message.contains("cipher suites in common") || message.contains("protocol version");
        return failure instanceof SSLException && chosen ? NOTHING_IN_COMMON : null;
    }
}
