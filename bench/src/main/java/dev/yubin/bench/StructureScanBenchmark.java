package dev.yubin.bench;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.james.mime4j.MimeException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What parts a mail in memory has, of which types: by Yubin, by Mime4j and by Angus. Each is used in the way it offers
 * that is cheapest, see the three readers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class StructureScanBenchmark {
    /** What is scanned. */
    @Param
    public SampleMail sample;

    private List<byte[]> mails;
    private YubinReader yubin;
    private Mime4jReader mime4j;
    private AngusReader angus;

    /** Makes the mails. */
    @Setup(Level.Trial)
    public void make(Blackhole blackhole) {
        mails = sample.octets();
        yubin = new YubinReader(blackhole);
        mime4j = new Mime4jReader(blackhole);
        angus = new AngusReader(blackhole);
    }

    /** By {@link dev.yubin.mime.MimeStructure}. */
    @Benchmark
    public int yubin() throws IOException {
        int parts = 0;
        for (byte[] mail : mails) {
            parts += yubin.parts(mail);
        }
        return parts;
    }

    /** By Mime4j's token stream, which skips bodies. */
    @Benchmark
    public int mime4j() throws IOException, MimeException {
        int parts = 0;
        for (byte[] mail : mails) {
            parts += mime4j.parts(mail);
        }
        return parts;
    }

    /** By Mime4j's token stream, with sizes and lines of bodies counted. */
    @Benchmark
    public int mime4jCounted() throws IOException, MimeException {
        int parts = 0;
        for (byte[] mail : mails) {
            parts += mime4j.countedParts(mail);
        }
        return parts;
    }

    /** By Angus' full parse. */
    @Benchmark
    public int angus() throws IOException, MessagingException {
        int parts = 0;
        for (byte[] mail : mails) {
            parts += angus.parts(mail);
        }
        return parts;
    }
}
