package dev.yubin.bench;

import dev.yubin.bench.smtp.Contender;
import dev.yubin.bench.smtp.Load;
import dev.yubin.bench.smtp.SampleText;
import dev.yubin.bench.smtp.Scenario;
import dev.yubin.bench.smtp.Scenario.Sessions;
import dev.yubin.bench.smtp.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends one mail of 50 MB to servers whose memory could not hold it, or could hold it only once. */
final class LargeMailRun {
    private static final int SIZE = 50_000_000;
    /** For buffers outside of the heap, of which Netty would else take as much as there is heap. */
    private static final int DIRECT_MEGABYTES = 8;
    /** Of what the memory store keeps besides the mail itself: chunks are not all full. */
    private static final double MOST_IN_USE = 1.1;

    /** What a first connection leaves on a heap: classes, buffers, a thread or two. */
    private static final long SLACK = 4_000_000;

    private final List<String> table = new ArrayList<>();

    /** Whether the mail was taken by all, and nothing of it is left on the heap but what is stored there. */
    boolean measure() throws IOException {
        table.add("| store | heap | buffers outside | heap in use afterwards |");
        table.add("|---|---|---|---|");
        SampleText text = new SampleText(SIZE);
        boolean inFiles = measure(Contender.YUBIN_MAILDIR, "Maildir", 16, 0, text);
        return measure(Contender.YUBIN, "memory", 80, SIZE * MOST_IN_USE, text) && inFiles;
    }

    List<String> table() {
        return table;
    }

    private boolean measure(Contender contender, String store, int heapMegabytes, double mostInUse, SampleText text)
            throws IOException {
        List<String> jvmOptions = List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MEGABYTES + "m",
                "-Dslf4j.internal.verbosity=ERROR");
        String row = String.format("| %s | %d MB | %d MB | ", store, heapMegabytes, DIRECT_MEGABYTES);
        System.out.println("Sending 50 MB to " + contender.title() + " with a heap of " + heapMegabytes + " MB");
        try (ServerProcess server = new ServerProcess(contender, jvmOptions)) {
            long before = server.reset();
            try {
                new Load(new Scenario(Sessions.PIPELINED, SIZE, 1), Duration.ZERO, 1)
                        .run(server.port(), text, server::cpuNanos);
            } catch (IOException e) {
                System.out.println("It was not taken: " + e.getMessage());
                table.add(row + "not taken |");
                return false;
            }
            long inUse = server.heapInUse();
            table.add(row + String.format(Locale.ROOT, "%.1f MB |", inUse / 1e6));
            boolean kept = inUse - before <= mostInUse + SLACK && server.taken() == 1;
            if (!kept) {
                System.out.printf(Locale.ROOT, "In use were %,d octets before and %,d afterwards%n", before, inUse);
            }
            return kept;
        }
    }
}
