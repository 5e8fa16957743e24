package dev.yubin.store.maildir;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The process that made a lock file: what stands in it, {@code pid:hostname}, as Dovecot writes it too. */
record LockHolder(long pid, String host) {
    /** How a holder fares, judged from here. */
    enum Fate {
        /** It may hold its lock for as long as it likes. */
        ALIVE,
        /** It is no more. */
        DEAD,
        /** It runs elsewhere, out of our sight, or its number went to another process. */
        UNKNOWN
    }

    /** How far the start of a process, which the system tells in whole seconds, may be off. */
    private static final Duration START_ERROR = Duration.ofSeconds(1);

    /** This process. */
    static LockHolder self() {
        return Self.HOLDER;
    }

    /** A moment before which this process did not run, as file stamps tell the time; empty if it is not known. */
    static Optional<Instant> startOfSelf() {
        return ProcessHandle.current().info().startInstant().map(start -> start.minus(START_ERROR));
    }

    /** The holder a lock file tells of; empty if it tells of none. */
    static Optional<LockHolder> parse(String content) {
        String line = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
        int colon = line.indexOf(':');
        if (colon <= 0 || colon > 18 || !line.chars().limit(colon).allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new LockHolder(Long.parseLong(line.substring(0, colon)), line.substring(colon + 1)));
    }

    /**
     * How this holder of a lock file fares.
     *
     * @param modified when the lock file was last changed
     */
    Fate fate(Instant modified) {
        // Some systems hide the processes of other users. The first process runs everywhere.
        boolean seesAll = ProcessHandle.of(1).isPresent();
        if (!host.equals(self().host)) {
            return Fate.UNKNOWN;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return seesAll ? Fate.DEAD : Fate.UNKNOWN;
        }
        Optional<Instant> start = process.get().info().startInstant();
        if (pid == self().pid) {
            // We hold no such lock. Either it is older than we are, as in a container, where each has the same number;
            // or another class loader of this process has made it.
            boolean older = start.isEmpty() || modified.isBefore(start.get().plus(START_ERROR));
            return older ? Fate.DEAD : Fate.UNKNOWN;
        }
        boolean older = start.isPresent() && modified.isBefore(start.get().minus(START_ERROR));
        return older ? Fate.UNKNOWN : Fate.ALIVE;
    }

    @Override
    public String toString() {
        return pid + ":" + host;
    }

    /** Made when it is first needed: to ask for the name of this host takes files. */
    private static final class Self {
        static final LockHolder HOLDER = new LockHolder(ProcessHandle.current().pid(), hostName());

        /** What gethostname(2) gives, so that Dovecot and we write the same; without asking a name server if possible. */
        private static String hostName() {
            for (String file : new String[] {"/proc/sys/kernel/hostname", "/etc/hostname"}) {
                try {
                    String name = Files.readString(Path.of(file), StandardCharsets.UTF_8)
                            .trim();
                    if (!name.isEmpty()) {
                        return name;
                    }
                } catch (IOException notThisSystem) {
                    // The next one may know.
                }
            }
            String name = System.getenv("HOSTNAME");
            if (name != null && !name.isBlank()) {
                return name.trim();
            }
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException e) {
                return "localhost";
            }
        }
    }
}
