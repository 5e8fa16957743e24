package dev.yubin.protocol.sasl;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Certificates of users, for tests. */
public final class Certificates {
    private Certificates() {}

    /** Of bob@example.com by an alternative name, of alice by its common name. */
    public static X509Certificate bob() {
        return of("""
            -----BEGIN CERTIFICATE-----
            MIIBnjCCAUSgAwIBAgIUY1gNynrx47PJD/tI0tzHRCx1pMcwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFYWxpY2UwIBcNMjYxMTIzMTU0NDUyWhgPMjEyNjEwMzAxNTQ0
            NTJaMBAxDjAMBgNVBAMMBWFsaWNlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            DsLlZDhdPOQFGLhkMmWtRZn6uaKoUKg2O3sW7qRYhuaDM33IqRw+8k1LrCWkPGHL
            E58ztxYUUMd/FPutc+cc8aN6MHgwHQYDVR0OBBYEFFzbIi7uBIpugvvwsO4zgM+k
            W+mmMB8GA1UdIwQYMBaAFFzbIi7uBIpugvvwsO4zgM+kW+mmMA8GA1UdEwEB/wQF
            MAMBAf8wJQYDVR0RBB4wHIIJeC5leGFtcGxlgQ9ib2JAZXhhbXBsZS5jb20wCgYI
            KoZIzj0EAwIDSAAwRQIhAJXluH0iLlzAJuyGbeJkTw0dzGwU2mlSocS2sYM0yO3b
            AiBcxxJ6WhbpLJ4rGuBw6QIUO0Oi/PyfA9MckOLfb6vWJw==
            -----END CERTIFICATE-----
            """);
    }

    /** Its subject is EMAILADDRESS=carol@example.com,CN=alice,CN=Nobody+O=Smith\\, and \\"Co\\"; no alternative names. */
    public static X509Certificate carol() {
        return of("""
            -----BEGIN CERTIFICATE-----
            MIICDTCCAbOgAwIBAgIUTBHOqB0kknnQaGUMQmW0TqxbiMkwCgYIKoZIzj0EAwIw
            WzEnMA0GA1UEAwwGTm9ib2R5MBYGA1UECgwPU21pdGgsIGFuZCAiQ28iMQ4wDAYD
            VQQDDAVhbGljZTEgMB4GCSqGSIb3DQEJARYRY2Fyb2xAZXhhbXBsZS5jb20wIBcN
            MjYxMTIzMTU0NDUyWhgPMjEyNjEwMzAxNTQ0NTJaMFsxJzANBgNVBAMMBk5vYm9k
            eTAWBgNVBAoMD1NtaXRoLCBhbmQgIkNvIjEOMAwGA1UEAwwFYWxpY2UxIDAeBgkq
            hkiG9w0BCQEWEWNhcm9sQGV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0D
            AQcDQgAEDsLlZDhdPOQFGLhkMmWtRZn6uaKoUKg2O3sW7qRYhuaDM33IqRw+8k1L
            rCWkPGHLE58ztxYUUMd/FPutc+cc8aNTMFEwHQYDVR0OBBYEFFzbIi7uBIpugvvw
            sO4zgM+kW+mmMB8GA1UdIwQYMBaAFFzbIi7uBIpugvvwsO4zgM+kW+mmMA8GA1Ud
            EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgIfpKoThdXBwcXlq+IchhDOMn
            OQAMnAyV5inM/wDA89UCIQDH93IhxfLlJYN9UHcJxaASgHc/RB2C50BEaMMGeAmN
            pQ==
            -----END CERTIFICATE-----
            """);
    }

    /** Of nobody. */
    public static X509Certificate nobody() {
        return of("""
            -----BEGIN CERTIFICATE-----
            MIIBdTCCARugAwIBAgIUfXuR55Xqmy4M3Rpb5W/7BYUA+5owCgYIKoZIzj0EAwIw
            DzENMAsGA1UECgwEU29tZTAgFw0yNjExMjMxNTQ0NTJaGA8yMTI2MTAzMDE1NDQ1
            MlowDzENMAsGA1UECgwEU29tZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA7C
            5WQ4XTzkBRi4ZDJlrUWZ+rmiqFCoNjt7Fu6kWIbmgzN9yKkcPvJNS6wlpDxhyxOf
            M7cWFFDHfxT7rXPnHPGjUzBRMB0GA1UdDgQWBBRc2yIu7gSKboL78LDuM4DPpFvp
            pjAfBgNVHSMEGDAWgBRc2yIu7gSKboL78LDuM4DPpFvppjAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0gAMEUCIBwGMAtnodsif9iDdViCk4PgkJpEe1JELc1e
            ABcU1nQIAiEAmpSV5f6xZ1jKScx7IQ60EyDA8JkRUvRC5meNuFE/n0M=
            -----END CERTIFICATE-----
            """);
    }

    private static X509Certificate of(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
