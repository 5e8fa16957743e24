package dev.yubin.bench;

import dev.yubin.bench.pop3.MaildropClient;
import dev.yubin.bench.pop3.MaildropContender;
import dev.yubin.bench.pop3.MaildropHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Logs in to maildrops of 100,000 mails, and asks what can be told without reading any mail. Not with GreenMail, whose
 * LIST and UIDL need the square of the number of mails.
 */
final class Pop3LogInRun {
    private static final int MAILS = 100_000;
    private static final int SIZE = 2000;
    /** The last of these counts: before, code is being compiled. */
    private static final int LOG_INS = 10;

    private static final List<MaildropContender> COMPARED =
            List.of(MaildropContender.YUBIN, MaildropContender.YUBIN_MAILDIR, MaildropContender.DOVECOT);

    /** Promised: at a log-in so many octets are read for each mail at the most. It has {@link #SIZE}. */
    private static final long MOST_OCTETS = 10;

    private final List<MaildropContender> contenders;
    private final List<String> table = new ArrayList<>();

    Pop3LogInRun(List<MaildropContender> contenders) {
        this.contenders = contenders;
    }

    /** What a session took, in milliseconds, and what was read for it. */
    private record Session(double logIn, double stat, double list, double uidl, long contents, long octets) {}

    /** Whether Yubin reads no mail for it. */
    boolean measure() throws IOException {
        table.add("| server | log-in | STAT | LIST | UIDL | mails read | octets read for a mail |");
        table.add("|---|---|---|---|---|---|---|");
        boolean kept = true;
        for (MaildropContender contender : contenders) {
            if (COMPARED.contains(contender)) {
                kept &= measure(contender);
            }
        }
        return kept;
    }

    List<String> table() {
        return table;
    }

    private boolean measure(MaildropContender contender) throws IOException {
        System.out.println("Logging in to 100,000 mails of " + contender.title());
        try (MaildropHost host = MaildropHost.start(contender, Pop3Run.JVM_OPTIONS)) {
            host.fill(MAILS, SIZE);
            Session last = session(host);
            for (int i = 1; i < LOG_INS; i++) {
                last = session(host);
            }
            boolean isYubin = MaildropContender.YUBINS.contains(contender);
            String read = isYubin
                    ? String.format(Locale.ROOT, "%d | %.2f", last.contents, (double) last.octets / MAILS)
                    : "- | -";
            table.add(String.format(
                    Locale.ROOT,
                    "| %s | %.1f ms | %.2f ms | %.1f ms | %.1f ms | %s |",
                    contender.title(),
                    last.logIn,
                    last.stat,
                    last.list,
                    last.uidl,
                    read));
            boolean kept = !isYubin || last.contents == 0 && last.octets <= MOST_OCTETS * MAILS;
            if (!kept) {
                System.out.println("Promised is to read no mail at a log-in, and few octets: " + last);
            }
            return kept;
        }
    }

    private static Session session(MaildropHost host) throws IOException {
        long contents = host.ask("contents");
        long octets = host.ask("octets");
        long start = System.nanoTime();
        try (MaildropClient client = new MaildropClient(host.port())) {
            client.logIn();
            long loggedIn = System.nanoTime();
            String stat = client.stat();
            long stated = System.nanoTime();
            int listed = client.listing("LIST");
            long listedAt = System.nanoTime();
            int named = client.listing("UIDL");
            long end = System.nanoTime();
            client.quit();
            if (!stat.startsWith(MAILS + " ") || listed != MAILS || named != MAILS) {
                throw new IOException(host.contender().title() + " tells of " + stat + ", " + listed + ", " + named);
            }
            return new Session(
                    (loggedIn - start) / 1e6,
                    (stated - loggedIn) / 1e6,
                    (listedAt - stated) / 1e6,
                    (end - listedAt) / 1e6,
                    host.ask("contents") - contents,
                    host.ask("octets") - octets);
        }
    }
}
