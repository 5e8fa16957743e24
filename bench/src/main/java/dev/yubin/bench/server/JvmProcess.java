package dev.yubin.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a JVM of its own, in which {@link Answers} answer questions. */
public final class JvmProcess implements AutoCloseable {
    private static final int END_SECONDS = 10;

    private final String title;
    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;
    private final int port;

    /**
     * Starts it, and waits until it listens.
     *
     * @param title what it is called in errors
     * @param main a class that gives its arguments to {@link Answers}
     */
    public JvmProcess(String title, Class<?> main, List<String> arguments, List<String> jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        this.title = title;
        this.process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        try {
            this.port = (int) answer();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The CPU time of all of its threads so far, in nanoseconds; in steps of 10 ms on Linux. */
    public long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** Asks a question, and waits for the answer. */
    public long ask(String question) throws IOException {
        questions.println(question);
        return answer();
    }

    private long answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith(Answers.ANSWER)) {
            System.out.println(line);
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException(title + " has ended");
        }
        return Long.parseLong(line.substring(Answers.ANSWER.length()));
    }

    /** Ends it. */
    @Override
    public void close() {
        questions.close();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
