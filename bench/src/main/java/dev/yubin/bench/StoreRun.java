package dev.yubin.bench;

import dev.yubin.bench.MailboxOperations.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the {@link MailboxOperations} of a store, prints what they cost and how that grows with the mailbox, and puts the
 * ratios into a section of docs/performance.md. Ends with 1 if one is above what is promised.
 */
public final class StoreRun {
    /** Promised: at 100,000 messages an operation costs at most so many times what it costs at 1,000. */
    private static final double PROMISED = 1.5;

    private static final int BASE = 1000;
    private static final int LARGE = 100_000;
    private static final int HUGE = 1_000_000;

    private StoreRun() {}

    /**
     * Runs.
     *
     * @param arguments the benchmark's class and the page to write to
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        String benchmark = arguments[0];
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\b" + benchmark + "\\b")
                        .shouldFailOnError(true)
                        .build())
                .run();
        Map<String, Double> medians = new TreeMap<>();
        results.forEach(result -> medians.put(key(result), median(result)));

        List<String> table = new ArrayList<>();
        table.add("| operation | 100,000 : 1,000 | 1,000,000 : 1,000 | anywhere in 100,000 : 1,000 |");
        table.add("|---|---|---|---|");
        boolean kept = true;
        System.out.println();
        for (String operation : List.of("deliver", "changeFlag", "expunge", "lookUp")) {
            double base = cost(medians, operation, BASE, Reach.NEIGHBOURS);
            double large = cost(medians, operation, LARGE, Reach.NEIGHBOURS) / base;
            double huge = cost(medians, operation, HUGE, Reach.NEIGHBOURS) / base;
            double anywhere = cost(medians, operation, LARGE, Reach.ANYWHERE) / base;
            System.out.printf(Locale.ROOT, "%-12s %8.0f ns at 1,000%n", operation, base);
            table.add(String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |", operation, large, huge, anywhere));
            kept &= large <= PROMISED;
        }
        System.out.println();
        table.forEach(System.out::println);
        Section.replace(Path.of(arguments[1]), benchmark, circumstances() + "\n\n" + String.join("\n", table));
        System.out.println();
        System.out.println(kept ? "All ratios are within " + PROMISED : "A ratio is above " + PROMISED);
        System.exit(kept ? 0 : 1);
    }

    private static String circumstances() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s; %s %s; %s.",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                LocalDate.now(ZoneOffset.UTC));
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return "Unknown processor";
        }
        try (var lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("Unknown processor");
        }
    }

    private static double cost(Map<String, Double> medians, String operation, int size, Reach reach) {
        return medians.get(operation + " " + size + " " + reach);
    }

    private static String key(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        String operation = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return operation + " " + result.getParams().getParam("size") + " "
                + result.getParams().getParam("reach");
    }

    /** In nanoseconds per operation. Of the median a disturbed batch moves little. */
    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50) / MailboxOperations.BATCH;
    }
}
