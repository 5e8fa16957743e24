package dev.yubin.standalone;

import dev.yubin.MailServer;
import dev.yubin.MailServerBuilder;
import dev.yubin.protocol.TlsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line's options about TLS. */
final class TlsFiles {
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Prove who we are by this certificate chain (PEM) instead of one made at the start.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key (PEM).")
    private Path key;

    @Option(
            names = "--tls-key-password-file",
            paramLabel = "FILE",
            description = "The password of the key, in the first line of this file.")
    private Path passwordFile;

    @Option(
            names = "--tls-write-ca",
            paramLabel = "FILE",
            description = "Write the certificate that clients must trust to this file (PEM).")
    private Path authority;

    @Option(
            names = "--tls-login",
            description = "Take passwords and tokens over TLS only; without, plain connections take them too.")
    boolean logInsNeedTls;

    void configure(MailServerBuilder server, CommandLine commandLine) {
        if ((certificate == null) != (key == null)) {
            throw new ParameterException(commandLine, "--tls-cert and --tls-key go together");
        }
        if (passwordFile != null && key == null) {
            throw new ParameterException(commandLine, "--tls-key-password-file needs --tls-key");
        }
        if (certificate != null) {
            server.tls(
                    passwordFile == null
                            ? TlsOptions.pem(certificate, key)
                            : TlsOptions.pem(certificate, key, password(commandLine)));
        }
    }

    private String password(CommandLine commandLine) {
        try (BufferedReader lines = Files.newBufferedReader(passwordFile)) {
            String line = lines.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new ParameterException(commandLine, "The password of the key cannot be read: " + e, e);
        }
    }

    void writeAuthority(MailServer server) {
        if (authority == null) {
            return;
        }
        try {
            Files.writeString(authority, server.tls().caCertificatePem());
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("The certificate to trust cannot be written: " + e, e);
        }
    }

    /** What curl needs to trust the server; if the user has no file for it, not to look. */
    String curlTrust() {
        return authority == null ? "-k" : "--cacert " + authority;
    }
}
