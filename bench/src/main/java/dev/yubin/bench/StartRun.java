package dev.yubin.bench;

import dev.yubin.MailServer;
import dev.yubin.MailServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;

/** Starts servers with three listeners, with TLS and without, one after the other in one warm JVM. */
final class StartRun {
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 500;

    /** What TLS may add to a start, in milliseconds. */
    private static final double MOST_ADDED = 5;

    private static final String WITHOUT = "without TLS";
    private static final String STARTTLS = "STARTTLS and STLS offered";
    private static final String IMPLICIT = "smtps, submissions, pop3s";

    private final Medians medians = new Medians();

    /** Measures, and writes what came out to a page. 1 if TLS adds more than is promised. */
    int measure(Path page) throws IOException {
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            boolean counts = round >= WARM_UP;
            start(WITHOUT, StartRun::without, false, counts);
            start(STARTTLS, StartRun::startTls, false, counts);
            start(IMPLICIT, StartRun::implicit, round % 10 == 0, counts);
        }
        double least = medians.of(WITHOUT);
        List<String> table = new ArrayList<>(List.of("| listeners | start | more than without |", "|---|---|---|"));
        for (String listeners : List.of(WITHOUT, STARTTLS, IMPLICIT)) {
            double start = medians.of(listeners);
            table.add(String.format(Locale.ROOT, "| three, %s | %.2f ms | %.2f ms |", listeners, start, start - least));
        }
        table.add("");
        table.add(String.format(
                Locale.ROOT,
                "From `start()` to the greeting over TLS of its first client: %.1f ms.",
                medians.of("greeting")));
        Section.report(page, "StartRun", table);
        return medians.of(IMPLICIT) - least <= MOST_ADDED && medians.of(STARTTLS) - least <= MOST_ADDED ? 0 : 1;
    }

    private void start(String listeners, Supplier<MailServerBuilder> builder, boolean connects, boolean counts)
            throws IOException {
        long begin = System.nanoTime();
        try (MailServer server = builder.get().start()) {
            long started = System.nanoTime();
            if (counts) {
                medians.add(listeners, (started - begin) / 1e6);
            }
            if (connects) {
                greeting(server);
                if (counts) {
                    medians.add("greeting", (System.nanoTime() - begin) / 1e6);
                }
            }
        }
    }

    private static void greeting(MailServer server) throws IOException {
        try (SSLSocket client = (SSLSocket) server.tls()
                .clientSslContext()
                .getSocketFactory()
                .createSocket("127.0.0.1", server.smtps().port())) {
            client.startHandshake();
            if (client.getInputStream().read() != '2') {
                throw new IOException("The server did not greet");
            }
        }
    }

    private static MailServerBuilder without() {
        return MailServer.builder()
                .smtp(0, smtp -> smtp.startTls(false))
                .submission(0, submission -> submission.startTls(false))
                .pop3(0, pop3 -> pop3.stls(false));
    }

    private static MailServerBuilder startTls() {
        return MailServer.builder().smtp(0).submission(0).pop3(0);
    }

    private static MailServerBuilder implicit() {
        return MailServer.builder().smtps(0).submissions(0).pop3s(0);
    }
}
