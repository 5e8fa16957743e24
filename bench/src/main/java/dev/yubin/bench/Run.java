package dev.yubin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;

/** What {@code bench/run} starts. */
public final class Run {
    private Run() {}

    /**
     * Measures, prints what came out, and puts it into a section of a page. Ends with 1 if it is less than is promised.
     *
     * @param arguments the page, what to measure, and options of JMH such as {@code -f 1}
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException, IOException {
        String what = arguments.length < 2 ? "" : arguments[1];
        Path page = Path.of(arguments[0]);
        Options given =
                new CommandLineOptions(Arrays.copyOfRange(arguments, Math.min(2, arguments.length), arguments.length));
        System.exit(
                switch (what) {
                    case "memory-store" -> new StoreRun(MemoryStoreBenchmark.class, given).measure(page);
                    case "maildir-store" -> new StoreRun(MaildirStoreBenchmark.class, given).measure(page);
                    case "mime" -> new MimeRun(given).measure(page);
                    case "start" -> new StartRun().measure(page);
                    case "smtp" -> new SmtpRun(given).measure(page);
                    case "pop3" -> new Pop3Run(given).measure(page);
                    default -> {
                        System.err.println(
                                "Usage: bench/run memory-store|maildir-store|mime|smtp|pop3|start [JMH options]");
                        yield 2;
                    }
                });
    }
}
