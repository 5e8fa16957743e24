package dev.yubin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured in some JVMs: the median of each JVM, which a disturbed iteration moves little, and of these the
 * median, because JVMs differ in what they compile and where they put it.
 */
final class Medians {
    private final Map<String, List<Double>> perJvm = new TreeMap<>();

    /** Adds the result of one or more JVMs. */
    void add(String key, RunResult run) {
        run.getBenchmarkResults().forEach(jvm -> add(key, jvm.getPrimaryResult()));
    }

    /** Adds what a profiler says of one or more JVMs. */
    void add(String key, RunResult run, String metric) {
        run.getBenchmarkResults()
                .forEach(jvm -> add(key, jvm.getSecondaryResults().get(metric)));
    }

    private void add(String key, Result<?> jvm) {
        add(key, jvm.getStatistics().getPercentile(50));
    }

    /** Adds what was measured in one JVM. */
    void add(String key, double value) {
        perJvm.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    }

    /** The median. */
    double of(String key) {
        List<Double> values = perJvm.get(key);
        if (values == null) {
            throw new NoSuchElementException("Not measured: " + key);
        }
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
