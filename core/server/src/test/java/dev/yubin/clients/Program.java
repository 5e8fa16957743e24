package dev.yubin.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client that may be installed on this machine. */
enum Program {
    SWAKS("swaks", "swaks"),
    MSMTP("msmtp", "msmtp"),
    CURL("curl", "curl"),
    PYTHON("python3", "python3"),
    SMTP_SOURCE("smtp-source", "postfix"),
    OPENSSL("openssl", "openssl"),
    GSASL("gsasl", "gsasl"),
    MPOP("mpop", "mpop"),
    FETCHMAIL("fetchmail", "fetchmail"),
    GETMAIL("getmail", "getmail6");

    private static final int SECONDS = 60;
    private static final Path NOWHERE = Path.of("/nonexistent");

    private final String command;
    private final String debianPackage;

    Program(String command, String debianPackage) {
        this.command = command;
        this.debianPackage = debianPackage;
    }

    /** Why it cannot be run, or empty if it is there. */
    Optional<String> missing() {
        return path().isPresent()
                ? Optional.empty()
                : Optional.of("There is no " + command + " in the PATH. On Debian: apt-get install " + debianPackage);
    }

    /** Skips the test, with a word on why, if the program does not name this among what it was built with. */
    void assumeBuiltWith(String feature) {
        boolean has = List.of(run("--version").output().split("\\s+")).contains(feature);
        assumeIt(has, "This " + command + " was built without " + feature);
    }

    /** Skips the test, with a word on why, if something is not so. */
    static void assumeIt(boolean so, String otherwise) {
        if (!so) {
            System.out.println("A test is skipped. " + otherwise);
        }
        assumeTrue(so, otherwise);
    }

    /** A run with these arguments and nothing to read. */
    Finished run(Object... arguments) {
        return runWithInput(new byte[0], arguments);
    }

    /** A run that finds nobody's settings but those in a directory. */
    Finished runAtHome(Path home, Object... arguments) {
        return run(home, new byte[0], true, arguments);
    }

    /** A run that reads this from its standard input; fails if it takes more than a minute. */
    Finished runWithInput(byte[] input, Object... arguments) {
        return run(NOWHERE, input, true, arguments);
    }

    /** A run that reads this, and then waits for more that never comes: it must end by itself, within a minute. */
    Finished runWithoutEndOfInput(String input, Object... arguments) {
        return run(NOWHERE, input.getBytes(StandardCharsets.US_ASCII), false, arguments);
    }

    private Finished run(Path home, byte[] input, boolean endOfInput, Object... arguments) {
        List<String> line = new ArrayList<>();
        line.add(path().orElseThrow().toString());
        Stream.of(arguments).map(String::valueOf).forEach(line::add);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        // What the programs print must not depend on who runs the tests, nor what they send on somebody's settings.
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", home.toString());
        try {
            return finish(builder.start(), input, endOfInput);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Finished finish(Process process, byte[] input, boolean endOfInput) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> copyOutput(process, printed), command + " output");
        reader.start();
        try {
            writeInput(process.getOutputStream(), input, endOfInput);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                fail("%s still ran after %d s: %s", command, SECONDS, printed.toString(StandardCharsets.UTF_8));
            }
            reader.join();
            return new Finished(this, process.exitValue(), printed.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void writeInput(OutputStream in, byte[] input, boolean endOfInput) {
        try {
            in.write(input);
            in.flush();
            if (endOfInput) {
                in.close();
            }
        } catch (IOException e) {
            // It ended without reading all; what it printed tells why.
        }
    }

    private static void copyOutput(Process process, OutputStream out) {
        try {
            process.getInputStream().transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> path() {
        // Debian puts smtp-source where only root's PATH looks.
        String directories = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(directories.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What a program that ran left: its exit code, and what it printed. */
    record Finished(Program program, int exitCode, String output) {
        /** Checks that the program says that all went well. */
        Finished succeeded() {
            assertThat(exitCode).as("%s printed %s", program.command, output).isZero();
            return this;
        }

        /** Checks that the program says that something went wrong, and that it prints this about it. */
        Finished failedWith(String reply) {
            assertThat(output).as("%s ended with %d", program.command, exitCode).contains(reply);
            assertThat(exitCode).as("%s printed %s", program.command, output).isNotZero();
            return this;
        }

        /** Checks that the program ended with this code, which tells what it made of it, and that it prints this. */
        Finished endedWith(int code, String reply) {
            assertThat(exitCode).as("%s printed %s", program.command, output).isEqualTo(code);
            assertThat(output).contains(reply);
            return this;
        }

        /** Checks that the program printed these, in this order. */
        Finished printed(String... parts) {
            int from = 0;
            for (String part : parts) {
                // AssertJ's own takes minutes for the megabytes that some print.
                int at = output.indexOf(part, from);
                assertThat(at)
                        .as("<%s> behind octet %d of %s", part, from, excerpt())
                        .isNotNegative();
                from = at + part.length();
            }
            return this;
        }

        private String excerpt() {
            return output.length() < 20_000
                    ? output
                    : output.substring(0, 10_000) + " ... " + output.substring(output.length() - 10_000);
        }
    }
}
