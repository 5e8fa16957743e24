package dev.yubin.bench.smtp;

import dev.yubin.bench.server.JvmProcess;
import java.io.IOException;
import java.util.List;

/** A server in a JVM of its own. */
public final class ServerProcess implements AutoCloseable {
    private final Contender contender;
    private final JvmProcess process;

    /** Starts it, and waits until it listens. */
    public ServerProcess(Contender contender, List<String> jvmOptions) throws IOException {
        this.contender = contender;
        this.process = new JvmProcess(contender.title(), ServerMain.class, List.of(contender.name()), jvmOptions);
    }

    /** Which server it is. */
    public Contender contender() {
        return contender;
    }

    /** Where it listens. */
    public int port() {
        return process.port();
    }

    /** Forgets all mail and collects the garbage; returns how many octets of heap are in use then. */
    public long reset() throws IOException {
        return process.ask("reset");
    }

    /** How many mails it has since the last reset. */
    public long taken() throws IOException {
        return process.ask("taken");
    }

    /** How many octets of heap are in use after garbage was collected. */
    public long heapInUse() throws IOException {
        return process.ask("heap");
    }

    /** The CPU time of all of its threads so far, in nanoseconds; in steps of 10 ms on Linux. */
    public long cpuNanos() {
        return process.cpuNanos();
    }

    /** Ends it. */
    @Override
    public void close() {
        process.close();
    }
}
