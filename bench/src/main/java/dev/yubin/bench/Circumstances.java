package dev.yubin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** On what something was measured, and when. */
final class Circumstances {
    private Circumstances() {}

    static String text() throws IOException {
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
}
