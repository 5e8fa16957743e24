package dev.yubin.bench.smtp;

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

/** A server in a JVM of its own. */
public final class ServerProcess implements AutoCloseable {
    private static final int END_SECONDS = 10;

    private final Contender contender;
    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;
    private final int port;

    /** Starts it, and waits until it listens. */
    public ServerProcess(Contender contender, List<String> jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ServerMain.class.getName(), contender.name()));
        this.contender = contender;
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

    /** Which server it is. */
    public Contender contender() {
        return contender;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Forgets all mail and collects the garbage; returns how many octets of heap are in use then. */
    public long reset() throws IOException {
        return ask("reset");
    }

    /** How many mails it has since the last reset. */
    public long taken() throws IOException {
        return ask("taken");
    }

    /** How many octets of heap are in use after garbage was collected. */
    public long heapInUse() throws IOException {
        return ask("heap");
    }

    /** The CPU time of all of its threads so far, in nanoseconds; in steps of 10 ms on Linux. */
    public long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    private long ask(String word) throws IOException {
        questions.println(word);
        return answer();
    }

    private long answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith(ServerMain.ANSWER)) {
            System.out.println(line);
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException(contender.title() + " has ended");
        }
        return Long.parseLong(line.substring(ServerMain.ANSWER.length()));
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
