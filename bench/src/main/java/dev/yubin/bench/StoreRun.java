package dev.yubin.bench;

import dev.yubin.bench.MailboxOperations.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the {@link MailboxOperations} of a store, prints what they cost and how that grows with the mailbox, and puts the
 * ratios into a section of docs/performance.md. Ends with 1 if one is above what is promised, with 2 if
 * one is too good to be true.
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
     * @param arguments the benchmark's class, the page to write to, and options of JMH such as {@code -f 1}
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException, IOException {
        String benchmark = arguments[0];
        Map<String, Double> medians = new TreeMap<>();
        System.out.println("Measuring " + benchmark + ", which takes some minutes");
        Options given = new CommandLineOptions(Arrays.copyOfRange(arguments, 2, arguments.length));
        // In files a million messages take too long to make.
        boolean all = benchmark.equals(MemoryStoreBenchmark.class.getSimpleName());
        medians.putAll(
                all
                        ? measure(benchmark, given, Reach.NEIGHBOURS, BASE, LARGE, HUGE)
                        : measure(benchmark, given, Reach.NEIGHBOURS, BASE, LARGE));
        if (all) {
            medians.putAll(measure(benchmark, given, Reach.ANYWHERE, LARGE));
        }

        List<String> table = new ArrayList<>();
        table.add(
                "| operation | 100,000 : 1,000 |" + (all ? " 1,000,000 : 1,000 | anywhere in 100,000 : 1,000 |" : ""));
        table.add("|---|---|" + (all ? "---|---|" : ""));
        boolean kept = true;
        boolean settled = true;
        System.out.println();
        for (String operation : List.of("deliver", "changeFlag", "expunge", "lookUp")) {
            double base = medians.get(key(operation, BASE, Reach.NEIGHBOURS));
            double large = medians.get(key(operation, LARGE, Reach.NEIGHBOURS)) / base;
            System.out.printf(Locale.ROOT, "%-12s %8.0f ns at 1,000%n", operation, base);
            String row = String.format(Locale.ROOT, "| %s | %.2f |", operation, large);
            if (all) {
                double huge = medians.get(key(operation, HUGE, Reach.NEIGHBOURS)) / base;
                double anywhere = medians.get(key(operation, LARGE, Reach.ANYWHERE)) / base;
                row += String.format(Locale.ROOT, " %.2f | %.2f |", huge, anywhere);
            }
            table.add(row);
            kept &= large <= PROMISED;
            settled &= large >= 1 / PROMISED;
        }
        System.out.println();
        table.forEach(System.out::println);
        Section.replace(Path.of(arguments[1]), benchmark, circumstances() + "\n\n" + String.join("\n", table));
        System.out.println();
        System.exit(verdict(kept, settled));
    }

    private static int verdict(boolean kept, boolean settled) {
        if (!kept) {
            System.out.println("A ratio is above " + PROMISED);
            return 1;
        }
        if (!settled) {
            System.out.println(
                    "Large mailboxes cannot be that much cheaper: something else was measured, run it again");
            return 2;
        }
        System.out.println("All ratios are within " + PROMISED);
        return 0;
    }

    private static Map<String, Double> measure(String benchmark, Options given, Reach reach, int... sizes)
            throws RunnerException {
        Map<String, Double> medians = new TreeMap<>();
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .include("\\b" + benchmark + "\\b")
                .param("reach", reach.name())
                .param("size", Arrays.stream(sizes).mapToObj(String::valueOf).toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        for (RunResult result : new Runner(options.build()).run()) {
            String name = result.getParams().getBenchmark();
            String operation = name.substring(name.lastIndexOf('.') + 1);
            medians.put(key(operation, Integer.parseInt(result.getParams().getParam("size")), reach), median(result));
        }
        return medians;
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

    private static String key(String operation, int size, Reach reach) {
        return operation + " " + size + " " + reach;
    }

    /**
     * In nanoseconds per operation: the median of each JVM, which a disturbed batch moves little, and of these the
     * median, because JVMs differ in what they compile and where they put it.
     */
    private static double median(RunResult result) {
        double[] perJvm = result.getBenchmarkResults().stream()
                .mapToDouble(jvm -> jvm.getPrimaryResult().getStatistics().getPercentile(50))
                .sorted()
                .toArray();
        return perJvm[perJvm.length / 2] / MailboxOperations.BATCH;
    }
}
