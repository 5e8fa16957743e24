package dev.yubin.bench;

import dev.yubin.bench.MailboxOperations.Reach;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the {@link MailboxOperations} of a store: what they cost and how that grows with the mailbox. */
final class StoreRun {
    /** Promised: at 100,000 messages an operation costs at most so many times what it costs at 1,000. */
    private static final double PROMISED = 1.5;

    private static final int BASE = 1000;
    private static final int LARGE = 100_000;
    private static final int HUGE = 1_000_000;

    private final String benchmark;
    private final Options given;
    /** In files a million messages take too long to make. */
    private final boolean all;

    /** In nanoseconds per batch. */
    private final Medians medians = new Medians();

    StoreRun(Class<? extends MailboxOperations> benchmark, Options given) {
        this.benchmark = benchmark.getSimpleName();
        this.given = given;
        this.all = benchmark == MemoryStoreBenchmark.class;
    }

    /**
     * Measures, and writes the ratios.
     *
     * @return 1 if a ratio is above what is promised, 2 if one is too good to be true
     */
    int measure(Path page) throws RunnerException, IOException {
        System.out.println("Measuring " + benchmark + ", which takes some minutes");
        if (all) {
            measure(Reach.NEIGHBOURS, BASE, LARGE, HUGE);
            measure(Reach.ANYWHERE, LARGE);
        } else {
            measure(Reach.NEIGHBOURS, BASE, LARGE);
        }

        List<String> table = new ArrayList<>();
        table.add(
                "| operation | 100,000 : 1,000 |" + (all ? " 1,000,000 : 1,000 | anywhere in 100,000 : 1,000 |" : ""));
        table.add("|---|---|" + (all ? "---|---|" : ""));
        boolean kept = true;
        boolean settled = true;
        System.out.println();
        for (String operation : List.of("deliver", "changeFlag", "expunge", "lookUp")) {
            double base = medians.of(key(operation, BASE, Reach.NEIGHBOURS));
            double large = medians.of(key(operation, LARGE, Reach.NEIGHBOURS)) / base;
            System.out.printf(Locale.ROOT, "%-12s %8.0f ns at 1,000%n", operation, base / MailboxOperations.BATCH);
            String row = String.format(Locale.ROOT, "| %s | %.2f |", operation, large);
            if (all) {
                double huge = medians.of(key(operation, HUGE, Reach.NEIGHBOURS)) / base;
                double anywhere = medians.of(key(operation, LARGE, Reach.ANYWHERE)) / base;
                row += String.format(Locale.ROOT, " %.2f | %.2f |", huge, anywhere);
            }
            table.add(row);
            kept &= large <= PROMISED;
            settled &= large >= 1 / PROMISED;
        }
        Section.report(page, benchmark, table);
        return verdict(kept, settled);
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

    private void measure(Reach reach, int... sizes) throws RunnerException {
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
            int size = Integer.parseInt(result.getParams().getParam("size"));
            medians.add(key(operation, size, reach), result);
        }
    }

    private static String key(String operation, int size, Reach reach) {
        return operation + " " + size + " " + reach;
    }
}
