package dev.yubin.bench.pop3;

import dev.yubin.bench.server.Answers;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server in a JVM of its own. Answers {@code fill <mails> <size>}, {@code mails}, {@code contents} (how often the
 * octets of a mail were asked for), {@code octets} (how many the process has read from anything) and {@code gc} (for how
 * many milliseconds garbage was collected).
 */
final class MaildropMain {
    private static final Path IO = Path.of("/proc/self/io");
    private static final String READ = "rchar: ";

    private MaildropMain() {}

    /**
     * Starts a server.
     *
     * @param arguments the name of a {@link MaildropContender}
     */
    public static void main(String[] arguments) throws IOException {
        Answers.serve(MaildropContender.valueOf(arguments[0])::start, MaildropMain::answer);
    }

    private static long answer(MaildropServer server, String question) throws IOException {
        String[] words = question.split(" ");
        switch (words[0]) {
            case "fill" -> {
                server.fill(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                return Answers.heapInUse();
            }
            case "mails" -> {
                return server.mails();
            }
            case "contents" -> {
                return server.contentsRead();
            }
            case "heap" -> {
                return Answers.heapInUse();
            }
            case "octets" -> {
                return octetsRead();
            }
            case "gc" -> {
                return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum();
            }
            default -> throw new IOException("Not understood: " + question);
        }
    }

    private static long octetsRead() throws IOException {
        if (!Files.exists(IO)) {
            return -1;
        }
        for (String line : Files.readAllLines(IO)) {
            if (line.startsWith(READ)) {
                return Long.parseLong(line.substring(READ.length()));
            }
        }
        return -1;
    }
}
