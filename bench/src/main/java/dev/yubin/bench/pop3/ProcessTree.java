package dev.yubin.bench.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** A process with those it has started, as Linux tells of them. */
final class ProcessTree {
    /** What Linux has in files of /proc, whatever the kernel counts in. */
    private static final long NANOS_PER_TICK = 10_000_000;
    /** Behind the name, in /proc/pid/stat, begins field 3; user time is field 14, and three more follow. */
    private static final int USER_TIME = 14 - 3;

    private static final int TIMES = 4;

    private ProcessTree() {}

    /**
     * The CPU time so far: in user mode and in the system, of each process that is there and of those it has seen end, in
     * nanoseconds.
     */
    static long cpuNanos(Process root) {
        LongStream pids =
                LongStream.concat(LongStream.of(root.pid()), root.descendants().mapToLong(ProcessHandle::pid));
        return pids.map(ProcessTree::ticks).sum() * NANOS_PER_TICK;
    }

    private static long ticks(long pid) {
        try {
            Path stat = Path.of("/proc", String.valueOf(pid), "stat");
            return ticks(new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1));
        } catch (IOException ended) {
            return 0; // Its time is in its parent's.
        }
    }

    /** The sum of a process' four times. Its name, in parentheses, may have blanks and parentheses in it. */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long sum = 0;
        for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }
}
