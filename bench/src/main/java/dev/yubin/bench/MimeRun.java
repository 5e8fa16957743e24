package dev.yubin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link StructureScanBenchmark}: how much faster a scan is than others', and that it allocates no more for more. */
final class MimeRun {
    /** Promised, for 1 MB: so many times the speed of Mime4j's token stream that tells as much, and of Angus' full parse. */
    private static final double PROMISED_MIME4J = 5;

    private static final double PROMISED_ANGUS = 10;
    /** What 10 MB may allocate more than 100 KB does: nothing, but for what the JVM and JMH themselves do meanwhile. */
    private static final double ALLOCATION_TOLERANCE = 8 * 1024;

    private static final String BENCHMARK = StructureScanBenchmark.class.getSimpleName();
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Options given;

    /** In nanoseconds, and octets allocated, per operation. */
    private final Medians medians = new Medians();

    MimeRun(Options given) {
        this.given = given;
    }

    /**
     * Measures, and writes the ratios.
     *
     * @return 1 if it is less than is promised
     */
    int measure(Path page) throws RunnerException, IOException {
        int rounds = given.getForkCount().orElse(3);
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Measuring " + BENCHMARK + ", round " + round + " of " + rounds);
            measureOnce();
        }
        List<String> table = new ArrayList<>();
        table.add("| mail | Mime4j, bodies skipped | Mime4j, sizes and lines counted | Angus | octets allocated |");
        table.add("|---|---|---|---|---|");
        System.out.println();
        for (SampleMail sample : SampleMail.values()) {
            double size = sample.octets().stream().mapToInt(mail -> mail.length).sum();
            double yubin = medians.of("yubin " + sample);
            double counted = medians.of("mime4jCounted " + sample);
            double mime4j = medians.of("mime4j " + sample);
            double angus = medians.of("angus " + sample);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %,11.0f octets; MB/s: Yubin %6.0f, Mime4j %6.0f and %6.0f, Angus %6.0f%n",
                    sample.title(),
                    size,
                    size * 1000 / yubin,
                    size * 1000 / mime4j,
                    size * 1000 / counted,
                    size * 1000 / angus);
            table.add(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %,.0f |",
                    sample.title(),
                    mime4j / yubin,
                    counted / yubin,
                    angus / yubin,
                    medians.of(ALLOCATED + " yubin " + sample)));
        }
        Section.report(page, BENCHMARK, table);
        return verdict();
    }

    /** One JVM for each benchmark and each mail: one round, so that what disturbs the machine for a while hits all. */
    private void measureOnce() throws RunnerException {
        Options options = new OptionsBuilder()
                .parent(given)
                .include("\\b" + BENCHMARK + "\\b")
                .forks(1)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String name = result.getParams().getBenchmark();
            String key = name.substring(name.lastIndexOf('.') + 1) + " "
                    + result.getParams().getParam("sample");
            medians.add(key, result);
            medians.add(ALLOCATED + " " + key, result, ALLOCATED);
        }
    }

    private int verdict() {
        double yubin = medians.of("yubin " + SampleMail.ATTACHMENTS_1_MB);
        double growth = medians.of(ALLOCATED + " yubin " + SampleMail.ATTACHMENTS_10_MB)
                - medians.of(ALLOCATED + " yubin " + SampleMail.ATTACHMENTS_100_KB);
        boolean kept = true;
        if (medians.of("mime4jCounted " + SampleMail.ATTACHMENTS_1_MB) < PROMISED_MIME4J * yubin) {
            System.out.println("Promised are " + PROMISED_MIME4J
                    + " times the speed of Mime4j's token stream, sizes and lines counted");
            kept = false;
        }
        if (medians.of("angus " + SampleMail.ATTACHMENTS_1_MB) < PROMISED_ANGUS * yubin) {
            System.out.println("Promised are " + PROMISED_ANGUS + " times the speed of Angus' full parse");
            kept = false;
        }
        if (growth > ALLOCATION_TOLERANCE) {
            System.out.printf(Locale.ROOT, "10 MB allocate %,.0f octets more than 100 KB%n", growth);
            kept = false;
        }
        System.out.println(kept ? "All is as promised" : "Less than is promised");
        return kept ? 0 : 1;
    }
}
