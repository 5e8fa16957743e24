package dev.yubin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user runs it: a process of its own. */
@Timeout(120)
class StandaloneTest {
    @TempDir
    private Path folder;

    @Test
    void itTellsWhereItListensAndEachMail() throws Exception {
        try (Program program = start("--smtp", "0", "--pop3", "0", "--hostname", "mail.example")) {
            int smtp = program.port("smtp");
            assertThat(program.line()).startsWith("  pop3 on 127.0.0.1:");
            assertThat(program.line()).isEqualTo("Anyone may log in with any password; every domain is local.");
            try (Client client = new Client(smtp)) {
                assertThat(client.reply()).isEqualTo("220 mail.example ESMTP Yubin");
                client.say("HELO x", "MAIL FROM:<a@example.org>", "RCPT TO:<bob@example.com>", "DATA");
                client.say("Subject: hello \u001b[2J", "", "text", ".", "QUIT");
                assertThat(client.rest()).last().asString().startsWith("221 ");
            }
            assertThat(program.lineWith("mail "))
                    .matches("mail [0-9a-z-]+ from <a@example\\.org> to bob@example\\.com, subject \"hello \\.\\[2J\","
                            + " 29 octets");
        }
    }

    @Test
    void whatItSaysToTryWorks() throws Exception {
        whatItSaysToTryWorks("--smtp", "0", "--pop3", "0");
    }

    /** With a file for the authority the certificate is checked, without one it is not. */
    @Test
    void whatItSaysToTryOverTlsWorks() throws Exception {
        whatItSaysToTryWorks("--smtps", "0", "--pop3s", "0", "--tls-login");
        whatItSaysToTryWorks("--smtp", "0", "--pop3", "0", "--tls-login");
        Path authority = folder.resolve("ca.pem");
        whatItSaysToTryWorks("--submissions", "0", "--pop3s", "0", "--tls-write-ca", authority.toString());
        assertThat(authority).content().startsWith("-----BEGIN CERTIFICATE-----");
    }

    private void whatItSaysToTryWorks(String... listeners) throws Exception {
        boolean curl = new ProcessBuilder("sh", "-c", "curl --version | grep -q smtp")
                        .start()
                        .waitFor()
                == 0;
        if (!curl) {
            System.out.println("StandaloneTest.whatItSaysToTryWorks is skipped: there is no curl with SMTP here");
        }
        assumeTrue(curl, "there is no curl with SMTP here");
        List<String> options = new ArrayList<>(List.of(listeners));
        options.addAll(List.of("--user", "bob:PASSWORD", "--domain", "b.example"));
        try (Program program = start(options.toArray(String[]::new))) {
            program.lineWith("Try");
            assertThat(shell(program.line())).isEmpty();
            assertThat(shell(program.line()))
                    .contains("Return-Path: <alice@example.org>\r\n")
                    .endsWith("Subject: hello\r\n\r\nHello, Bob.\r\n");
        }
    }

    @Test
    void passwordsAreTakenOverTlsOnlyIfThatIsAskedFor() throws Exception {
        try (Program program = start("--pop3", "0", "--tls-login");
                Client client = new Client(program.port("pop3"))) {
            client.say("USER bob", "QUIT");
            assertThat(client.rest())
                    .containsExactly(
                            "+OK localhost Yubin POP3 ready", "-ERR that log-in needs TLS, say STLS first", "+OK bye");
        }
    }

    @Test
    void aCertificateNeedsItsKey() throws Exception {
        try (Program program = start("--smtps", "0", "--tls-cert", "chain.pem")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors()).contains("--tls-cert and --tls-key go together");
        }
        try (Program program = start("--smtps", "0", "--tls-cert", "missing.pem", "--tls-key", "missing.pem")) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors()).contains("missing.pem");
        }
    }

    @Test
    void verbosePrintsWhatIsSaid() throws Exception {
        try (Program program = start("--smtp", "0", "--verbose")) {
            try (Client client = new Client(program.port("smtp"))) {
                client.say("QUIT");
                assertThat(client.rest()).containsExactly("220 localhost ESMTP Yubin", "221 2.0.0 Bye");
            }
            program.stop();
            assertThat(program.errors()).contains("C: QUIT").contains("S: 221 2.0.0 Bye");
        }
    }

    @Test
    void whenItIsToldToEndClientsHearOfItAndWhatWasAcceptedIsKept() throws Exception {
        try (Program program = start("--smtp", "0", "--pop3", "0")) {
            try (Client client = new Client(program.port("smtp"))) {
                client.say("HELO x", "MAIL FROM:<a@example.org>", "RCPT TO:<bob@example.com>", "DATA");
                for (String code : new String[] {"220", "250", "250", "250", "354"}) {
                    assertThat(client.reply()).startsWith(code);
                }
                client.say("Subject: half");
                program.stop();
                assertThat(client.rest()).containsExactly("421 4.3.2 The server is shutting down, closing");
            }
            // 128 + SIGTERM, as a shell sees it.
            assertThat(program.exitCode()).isEqualTo(143);
            assertThat(program.errors()).isEmpty();
        }
    }

    @Test
    void mailInMaildirsIsThereTheNextTime() throws Exception {
        String store = "maildir:" + folder.resolve("mail");
        try (Program program = start("--smtp", "0", "--store", store);
                Client client = new Client(program.port("smtp"))) {
            client.say("HELO x", "MAIL FROM:<>", "RCPT TO:<bob@example.com>", "DATA", "Subject: kept", "", ".", "QUIT");
            assertThat(client.rest()).last().asString().startsWith("221 ");
        }
        try (Program program = start("--pop3", "0", "--store", store);
                Client client = new Client(program.port("pop3"))) {
            client.say("USER bob@example.com", "PASS x", "RETR 1", "QUIT");
            assertThat(client.rest()).contains("Subject: kept").last().isEqualTo("+OK bye");
        }
    }

    @Test
    void listsAliasesAndACatchAllAreServed() throws Exception {
        try (Program program = start(
                        "--smtp",
                        "0",
                        "--domain",
                        "b.example",
                        "--user",
                        "bob:x",
                        "--user",
                        "carol:x",
                        "--list",
                        "team=bob, info",
                        "--list",
                        "all=team",
                        "--alias",
                        "info=carol",
                        "--catch-all",
                        "bob");
                Client client = new Client(program.port("smtp"))) {
            client.say("EXPN all", "VRFY info", "VRFY nobody@b.example", "QUIT");
            assertThat(client.rest())
                    .containsExactly(
                            "220 localhost ESMTP Yubin",
                            "250-2.1.5 <bob@b.example>",
                            "250 2.1.5 <carol@b.example>",
                            "251 2.1.5 Will forward to <carol@b.example>",
                            "251 2.1.5 Will forward to <bob@b.example>",
                            "221 2.0.0 Bye");
        }
    }

    @Test
    void aSubmittedMailIsGivenWhatItsHeaderLacks() throws Exception {
        String store = "maildir:" + folder.resolve("submitted");
        try (Program program = start("--submission", "0", "--pop3", "0", "--store", store)) {
            int submission = program.port("submission");
            int pop3 = program.port("pop3");
            try (Client client = new Client(submission)) {
                client.say("EHLO x", "MAIL FROM:<a@example.org>", "RCPT TO:<bob@example.com>", "DATA", ".", "QUIT");
                assertThat(client.rest()).last().asString().startsWith("221 ");
            }
            try (Client client = new Client(pop3)) {
                client.say("USER bob@example.com", "PASS x", "RETR 1", "QUIT");
                assertThat(client.rest())
                        .anyMatch(line -> line.startsWith("Date: "))
                        .anyMatch(line -> line.startsWith("Message-ID: <"));
            }
        }
    }

    @Test
    void lmtpAnswersForEachRecipient() throws Exception {
        try (Program program = start("--lmtp", "0", "--user", "bob:x", "--user", "carol:x", "--hostname", "b.example");
                Client client = new Client(program.port("lmtp"))) {
            client.say("LHLO x", "MAIL FROM:<>", "RCPT TO:<bob@b.example>", "RCPT TO:<carol@b.example>", "DATA", ".");
            client.say("QUIT");
            assertThat(client.rest())
                    .startsWith("220 b.example LMTP Yubin")
                    .filteredOn(line -> line.startsWith("250 2.0.0 Message accepted as "))
                    .hasSize(2);
        }
    }

    @Test
    void aStoreThatCannotBeOpenedIsNamedAndExitsWithOne() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (Program program = start("--smtp", "0", "--store", "maildir:" + file)) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors())
                    .startsWith("yubin: The mail store cannot be opened: ")
                    .contains(file.toString());
        }
    }

    @Test
    void aPortInUseIsNamedAndExitsWithOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program program = start("--smtp", "0", "--pop3", "" + taken.getLocalPort())) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors())
                    .isEqualTo("yubin: Cannot listen for pop3 on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use\n");
        }
    }

    @Test
    void aWrongOptionIsNamedAndExitsWithTwo() throws Exception {
        assertUsageError("Unknown option: '--nope'", "--nope");
        assertUsageError("Not a port: 65536 for smtp", "--smtp", "65536");
        assertUsageError("Invalid value for option '--pop3' (PORT): 'x' is not an int", "--pop3", "x");
        assertUsageError("--user needs NAME:PASSWORD", "--user", "bob");
        assertUsageError("Unknown store 'floppy': use memory or maildir:DIR", "--store", "floppy");
        assertUsageError("Not a domain name: a b", "--domain", "a b");
        assertUsageError("--list needs NAME=A,B", "--list", "team=,");
        assertUsageError("--list needs NAME=A,B", "--list", "team");
        assertUsageError("--alias needs NAME=ADDRESS", "--alias", "=bob");
        assertUsageError("List team is there already", "--list", "team=a", "--list", "team=b");
        assertUsageError(
                "The catch-all leads to bob@localhost, and there is nobody of that name: name that user",
                "--user",
                "carol:x",
                "--catch-all",
                "bob");
        assertUsageError(
                "Alias info leads to bob@b.example, but mail is not relayed: name b.example as a local domain too",
                "--alias",
                "info=bob@b.example",
                "--domain",
                "a");
        assertUsageError(
                "User bob@b.example is of a domain that is not local", "--user", "bob@b.example:x", "--domain", "a");
    }

    private void assertUsageError(String message, String... arguments) throws Exception {
        try (Program program = start(arguments)) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors()).startsWith(message).contains("Usage: yubin-standalone");
        }
    }

    private Program start(String... arguments) throws IOException {
        return new Program(Files.createTempFile(folder, "err", ".txt"), arguments);
    }

    private static String shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** The jar, running. */
    private static final class Program implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final Path err;

        Program(Path err, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar",
                    System.getProperty("standalone.jar")));
            command.addAll(List.of(arguments));
            this.err = err;
            this.process =
                    new ProcessBuilder(command).redirectError(err.toFile()).start();
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        String line() throws IOException {
            return out.readLine();
        }

        String lineWith(String start) throws IOException {
            String line = line();
            while (line != null && !line.startsWith(start)) {
                line = line();
            }
            return line;
        }

        int port(String protocol) throws IOException {
            String line = lineWith("  " + protocol + " on ");
            return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        }

        /** Sends SIGTERM. */
        void stop() {
            process.destroy();
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        String errors() throws Exception {
            exitCode();
            return Files.readString(err);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** A client that says lines. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void say(String... lines) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        String reply() throws IOException {
            return in.readLine();
        }

        List<String> rest() {
            return in.lines().toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
