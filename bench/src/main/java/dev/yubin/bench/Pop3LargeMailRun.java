package dev.yubin.bench;

import dev.yubin.bench.pop3.MaildropClient;
import dev.yubin.bench.pop3.MaildropContender;
import dev.yubin.bench.pop3.MaildropHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes one mail of 50 MB from servers whose memory cannot hold it, or can hold it only once. */
final class Pop3LargeMailRun {
    private static final int SIZE = 50_000_000;
    /** For buffers outside of the heap, of which Netty would else take as much as there is heap. */
    private static final int DIRECT_MEGABYTES = 8;

    /** What a first connection leaves on a heap: classes, buffers, a thread or two. */
    private static final long SLACK = 4_000_000;

    private final List<String> table = new ArrayList<>();

    /** Whether the mail came from all, and left nothing on the heap. */
    boolean measure() throws IOException {
        table.add("| store | heap | buffers outside | heap in use before | heap in use afterwards |");
        table.add("|---|---|---|---|---|");
        ByteBuffer mail = MaildropClient.mail(SIZE);
        boolean inFiles = measure(MaildropContender.YUBIN_MAILDIR, "Maildir", 16, mail);
        return measure(MaildropContender.YUBIN, "memory", 80, mail) && inFiles;
    }

    List<String> table() {
        return table;
    }

    private boolean measure(MaildropContender contender, String store, int heapMegabytes, ByteBuffer mail)
            throws IOException {
        List<String> jvmOptions = List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MEGABYTES + "m",
                "-Dslf4j.internal.verbosity=ERROR");
        String row = String.format("| %s | %d MB | %d MB | ", store, heapMegabytes, DIRECT_MEGABYTES);
        System.out.println("Taking 50 MB from " + contender.title() + " with a heap of " + heapMegabytes + " MB");
        try (MaildropHost host = MaildropHost.start(contender, jvmOptions)) {
            long before = host.fill(1, SIZE);
            try (MaildropClient client = new MaildropClient(host.port())) {
                client.logIn();
                client.retrieve(1, mail, 1);
                client.quit();
            } catch (IOException e) {
                System.out.println("It was not sent: " + e.getMessage());
                table.add(row + "not sent | |");
                return false;
            }
            long inUse = host.ask("heap");
            table.add(row + String.format(Locale.ROOT, "%.1f MB | %.1f MB |", before / 1e6, inUse / 1e6));
            return inUse - before <= SLACK;
        }
    }
}
