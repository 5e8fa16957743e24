package dev.yubin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.infra.Blackhole;

/** The libraries are compared in doing the same. */
class StructureScanBenchmarkTest {
    private static final String PASSWORD =
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.";

    @ParameterizedTest
    @CsvSource({
        "ATTACHMENTS_100_KB, 7, 100000",
        "ATTACHMENTS_1_MB, 7, 1000000",
        "ATTACHMENTS_10_MB, 7, 10000000",
        "SMALL, 3000, 2000000",
        "NESTED, 61, 50000"
    })
    void allReadersSeeTheSameParts(SampleMail sample, int parts, int size) throws Exception {
        StructureScanBenchmark benchmark = new StructureScanBenchmark();
        benchmark.sample = sample;
        benchmark.make(new Blackhole(PASSWORD));
        assertThat(benchmark.yubin()).isEqualTo(parts);
        assertThat(benchmark.mime4j()).isEqualTo(parts);
        assertThat(benchmark.mime4jCounted()).isEqualTo(parts);
        assertThat(benchmark.angus()).isEqualTo(parts);
        assertThat(sample.octets().stream().mapToInt(mail -> mail.length).sum())
                .isBetween(size * 9 / 10, size * 11 / 10);
    }
}
