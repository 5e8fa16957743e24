package dev.yubin.bench;

import static dev.yubin.bench.pop3.MaildropContender.CANNED;
import static dev.yubin.bench.pop3.MaildropContender.DOVECOT;
import static dev.yubin.bench.pop3.MaildropContender.GREENMAIL;
import static dev.yubin.bench.pop3.MaildropContender.YUBIN;
import static dev.yubin.bench.pop3.MaildropContender.YUBINS;

import dev.yubin.bench.pop3.Drain;
import dev.yubin.bench.pop3.MaildropContender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@link Pop3Run} has measured: how fast maildrops are drained, and what each mail costs the servers. */
final class Pop3Rates {
    /** How many commands are sent ahead of replies. */
    static final int[] WAYS = {1, Drain.AHEAD};

    /** Promised: with each command waiting for its reply, at least so many times GreenMail's rate. */
    private static final double PROMISED_GREENMAIL = 2;

    private final List<MaildropContender> contenders;
    private final Optional<String> dovecot;
    private final Medians medians = new Medians();
    /** CPU time and mails of all drains together. */
    private final Map<String, double[]> sums = new HashMap<>();

    Pop3Rates(List<MaildropContender> contenders, Optional<String> dovecot) {
        this.contenders = contenders;
        this.dovecot = dovecot;
    }

    void add(MaildropContender contender, int ahead, Drain.Result result) {
        medians.add("rate " + contender + ahead, result.rate());
        medians.add("busy " + contender + ahead, result.busy());
        medians.add("gc " + contender + ahead, result.gcMillis());
        double[] sum = sums.computeIfAbsent(contender + " " + ahead, none -> new double[2]);
        sum[0] += result.serverNanos();
        sum[1] += result.mails();
    }

    /** Microseconds of CPU time for a mail. */
    private double cpu(MaildropContender contender, int ahead) {
        double[] sum = sums.get(contender + " " + ahead);
        return sum[0] / 1000 / sum[1];
    }

    private double rate(MaildropContender contender, int ahead) {
        return medians.of("rate " + contender + ahead);
    }

    /** How many times as fast Yubin is drained, and how many times as much CPU time the others need. */
    List<String> table() {
        List<String> table = new ArrayList<>();
        table.add("| commands | store | GreenMail | Dovecot | canned"
                + " | CPU of GreenMail | CPU of Dovecot | CPU of canned |");
        table.add("|---|---|---|---|---|---|---|---|");
        for (int ahead : WAYS) {
            for (MaildropContender yubin : YUBINS) {
                table.add(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %s | %s | %s | %s |",
                        title(ahead),
                        yubin == YUBIN ? "memory" : "Maildir",
                        faster(yubin, GREENMAIL, ahead),
                        faster(yubin, DOVECOT, ahead),
                        faster(yubin, CANNED, ahead),
                        dearer(yubin, GREENMAIL, ahead),
                        dearer(yubin, DOVECOT, ahead),
                        dearer(yubin, CANNED, ahead)));
            }
        }
        table.add("");
        table.add(dovecot.map(version -> "Dovecot " + version + ".").orElse("Dovecot is not installed there."));
        return table;
    }

    private static String title(int ahead) {
        return ahead == 1 ? "one at a time" : "pipelined, " + ahead;
    }

    private String faster(MaildropContender yubin, MaildropContender than, int ahead) {
        return contenders.contains(than) ? ratio(rate(yubin, ahead) / rate(than, ahead)) : "-";
    }

    private String dearer(MaildropContender yubin, MaildropContender contender, int ahead) {
        return contenders.contains(contender) ? ratio(cpu(contender, ahead) / cpu(yubin, ahead)) : "-";
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    /** For people who look into it: what the ratios are made of. */
    void print() {
        for (int ahead : WAYS) {
            for (MaildropContender contender : contenders) {
                System.out.printf(
                        Locale.ROOT,
                        "%-16s %-20s %,8.0f/s, %6.1f µs of CPU, client %.0f %%, garbage collection %.0f ms%n",
                        title(ahead),
                        contender.title(),
                        rate(contender, ahead),
                        cpu(contender, ahead),
                        100 * medians.of("busy " + contender + ahead),
                        medians.of("gc " + contender + ahead));
            }
        }
    }

    /** One drain. */
    static String text(MaildropContender contender, int ahead, Drain.Result result) {
        return String.format(
                Locale.ROOT,
                "  %s, %s: %,d mails in %.2f s",
                contender.title(),
                title(ahead),
                result.mails(),
                result.nanos() / 1e9);
    }

    /** Whether Yubin keeps the promises of the page; what it does not keep is printed. */
    boolean areAsPromised() {
        boolean kept = true;
        for (MaildropContender yubin : YUBINS) {
            if (rate(yubin, 1) < PROMISED_GREENMAIL * rate(GREENMAIL, 1)) {
                System.out.println("Promised is " + PROMISED_GREENMAIL + " times GreenMail's rate: " + yubin.title());
                kept = false;
            }
            for (int ahead : WAYS) {
                if (cpu(yubin, ahead) > cpu(GREENMAIL, ahead)) {
                    System.out.println(
                            "Promised is no more CPU time than GreenMail's: " + yubin.title() + ", " + title(ahead));
                    kept = false;
                }
            }
        }
        return kept;
    }
}
