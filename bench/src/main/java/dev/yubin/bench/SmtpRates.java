package dev.yubin.bench;

import dev.yubin.bench.smtp.Contender;
import dev.yubin.bench.smtp.Load;
import dev.yubin.bench.smtp.Scenario;
import dev.yubin.bench.smtp.Scenario.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link SmtpRun} has measured: how fast the servers are, and what each mail costs them. */
final class SmtpRates {
    /** Promised, with many connections kept open: at most so many times the CPU time of canned answers. */
    private static final double PROMISED_CANNED = 2.5;

    /**
     * Promised, with one connection: at least this part of SubEtha's rate. There all wait for a thread to wake, and
     * SubEtha's, which blocks in a read, wakes as fast as those of canned answers do.
     */
    private static final double PROMISED_ALONE = 0.8;

    /** Medians over the turns: mails per second, share of the time the load was busy. */
    private final Medians medians = new Medians();
    /** CPU time and mails of all turns together: the system's clock is too coarse for a turn with few mails. */
    private final Map<String, double[]> sums = new HashMap<>();

    void add(Contender contender, Scenario scenario, Load.Result result) {
        medians.add("rate " + contender + " " + scenario, result.rate());
        medians.add("busy " + contender + " " + scenario, result.busy());
        double[] sum = sums.computeIfAbsent(contender + " " + scenario, none -> new double[2]);
        sum[0] += result.serverNanos();
        sum[1] += result.mails();
    }

    /** Microseconds of CPU time for a mail. */
    private double cpu(Contender contender, Scenario scenario) {
        double[] sum = sums.get(contender + " " + scenario);
        return sum[0] / 1000 / sum[1];
    }

    private double rate(Contender contender, Scenario scenario) {
        return medians.of("rate " + contender + " " + scenario);
    }

    /** How many times as many mails a second Yubin takes, and how many times as much CPU time the others need. */
    List<String> table(List<Scenario> scenarios) {
        List<String> table = new ArrayList<>();
        table.add("| sessions | mail | connections | GreenMail | SubEtha | canned"
                + " | CPU of GreenMail | CPU of SubEtha | CPU of canned |");
        table.add("|---|---|---|---|---|---|---|---|---|");
        for (Scenario scenario : scenarios) {
            table.add(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %.1f | %.1f | %.2f | %.1f | %.1f | %.2f |",
                    scenario.sessions().title(),
                    scenario.sizeTitle(),
                    scenario.connections(),
                    faster(Contender.GREENMAIL, scenario),
                    faster(Contender.SUBETHA, scenario),
                    faster(Contender.CANNED, scenario),
                    dearer(Contender.GREENMAIL, scenario),
                    dearer(Contender.SUBETHA, scenario),
                    dearer(Contender.CANNED, scenario)));
        }
        return table;
    }

    private double faster(Contender than, Scenario scenario) {
        return rate(Contender.YUBIN, scenario) / rate(than, scenario);
    }

    private double dearer(Contender contender, Scenario scenario) {
        return cpu(contender, scenario) / cpu(Contender.YUBIN, scenario);
    }

    /** For people who look into it: what the ratios are made of. */
    void print(List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) {
            System.out.printf("%-34s", scenario);
            for (Contender contender : Contender.SIDE_BY_SIDE) {
                System.out.printf(
                        Locale.ROOT,
                        "  %s %,.0f/s, %,.1f µs, %.0f %%;",
                        contender.title(),
                        rate(contender, scenario),
                        cpu(contender, scenario),
                        100 * medians.of("busy " + contender + " " + scenario));
            }
            System.out.println();
        }
    }

    /** Whether Yubin keeps the promises of the page; what it does not keep is printed. */
    boolean areAsPromised(List<Scenario> scenarios) {
        boolean kept = true;
        for (Scenario scenario : scenarios) {
            for (Contender other : List.of(Contender.GREENMAIL, Contender.SUBETHA)) {
                boolean alone = other == Contender.SUBETHA && scenario.connections() == 1;
                double promised = alone ? PROMISED_ALONE : 1;
                if (faster(other, scenario) <= promised) {
                    System.out.println("Promised is more than " + promised + " times the rate of " + other.title()
                            + ": " + scenario);
                    kept = false;
                }
            }
            boolean comparable = scenario.connections() > 1 && scenario.sessions() != Sessions.ONE_MAIL_EACH;
            if (comparable && dearer(Contender.CANNED, scenario) < 1 / PROMISED_CANNED) {
                System.out.println("Promised is at most " + PROMISED_CANNED + " times the CPU time of canned answers: "
                        + scenario);
                kept = false;
            }
        }
        return kept;
    }
}
