package dev.yubin.protocol.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** OpenSSL's command line, where it is installed. */
final class Openssl {
    private Openssl() {}

    /** Skips a test where there is no OpenSSL. */
    static void assumeInstalled() {
        boolean isInstalled;
        try {
            isInstalled = run("version").startsWith("OpenSSL");
        } catch (IOException e) {
            isInstalled = false;
        }
        assumeTrue(isInstalled, "openssl is not installed: what it says of our certificates is not checked");
    }

    /** Runs a command; what it prints. Throws if it fails. */
    static String run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + printed);
            }
        } catch (InterruptedException e) {
            throw new IOException("Interrupted", e);
        }
        return printed;
    }
}
