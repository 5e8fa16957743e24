package dev.yubin.bench;

import dev.yubin.bench.pop3.Dovecot;
import dev.yubin.bench.pop3.Drain;
import dev.yubin.bench.pop3.MaildropContender;
import dev.yubin.bench.pop3.MaildropHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.runner.options.Options;

/**
 * Drains the maildrops of the {@link MaildropContender}s, side by side. A round starts each of them anew and drains them
 * in each way several times, of which the first do not count: it takes that long until the JVMs have compiled all. One
 * server after the other gets its turn, each time in another order, so that what disturbs the machine for a while hits
 * all. Only one works at a time; the others wait. Filling a maildrop is not measured.
 */
final class Pop3Run {
    private static final int ROUNDS = 2;
    /** How many times a round drains in each way and counts, and how many times before. */
    private static final int WALKS = 3;

    private static final int WARM_UP_WALKS = 3;

    private static final int MAILS = 10_000;
    private static final int SIZE = 10_000;

    /**
     * GreenMail's maildrop has fewer, or it would take minutes: its RETR needs the longer the more mails there are, and
     * each reply waits for the client's delayed ACK. So what is less is to its advantage.
     */
    private static final int GREENMAIL_MAILS = 2000;

    private static final int GREENMAIL_MAILS_ONE_AT_A_TIME = 200;

    /** The same for all. Touched before, so that no server's CPU time is the system's for handing out memory. */
    static final List<String> JVM_OPTIONS =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch", "-Dslf4j.internal.verbosity=ERROR");

    private final int rounds;
    private final int walks;
    private final int warmUpWalks;
    private final List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
    private final List<MaildropContender> contenders = new ArrayList<>(Arrays.asList(MaildropContender.values()));
    private final Pop3Rates rates;

    Pop3Run(Options given) {
        rounds = given.getForkCount().orElse(ROUNDS);
        walks = given.getMeasurementIterations().orElse(WALKS);
        warmUpWalks = given.getWarmupIterations().orElse(WARM_UP_WALKS);
        given.getJvmArgsAppend().orElse(List.of()).forEach(jvmOptions::add);
        Optional<String> dovecot = Dovecot.version();
        dovecot.ifPresentOrElse(version -> System.out.println("Dovecot " + version + " is installed"), () -> {
            System.out.println("Dovecot is not installed, or cannot run here: the others are measured");
            contenders.remove(MaildropContender.DOVECOT);
        });
        rates = new Pop3Rates(contenders, dovecot);
    }

    /**
     * Measures, and writes the ratios.
     *
     * @return 1 if it is less than is promised
     * @throws IOException if a server answers anything but what it should
     */
    int measure(Path page) throws IOException {
        Pop3LargeMailRun large = new Pop3LargeMailRun();
        boolean kept = large.measure();
        Pop3LogInRun logIns = new Pop3LogInRun(contenders);
        kept &= logIns.measure();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Draining by POP3, round " + round + " of " + rounds);
            measureOnce(round);
        }
        Section.report(page, "Pop3LargeMail", large.table());
        Section.report(page, "Pop3LogIn", logIns.table());
        Section.report(page, "Pop3", rates.table());
        rates.print();
        kept &= rates.areAsPromised();
        System.out.println(kept ? "All is as promised" : "Less than is promised");
        return kept ? 0 : 1;
    }

    private void measureOnce(int round) throws IOException {
        List<MaildropHost> hosts = new ArrayList<>();
        try {
            for (MaildropContender contender : contenders) {
                hosts.add(MaildropHost.start(contender, jvmOptions));
            }
            Collections.rotate(hosts, round);
            for (int walk = 0; walk < warmUpWalks + walks; walk++) {
                walk(hosts, walk >= warmUpWalks);
            }
        } finally {
            for (MaildropHost host : hosts) {
                host.close();
            }
        }
    }

    private void walk(List<MaildropHost> hosts, boolean counts) throws IOException {
        for (int ahead : Pop3Rates.WAYS) {
            Collections.rotate(hosts, 1);
            for (MaildropHost host : hosts) {
                Drain.Result result = Drain.of(host, mails(host.contender(), ahead), SIZE, ahead);
                System.out.println(Pop3Rates.text(host.contender(), ahead, result));
                if (counts) {
                    rates.add(host.contender(), ahead, result);
                }
            }
        }
    }

    private static int mails(MaildropContender contender, int ahead) {
        if (contender != MaildropContender.GREENMAIL) {
            return MAILS;
        }
        return ahead == 1 ? GREENMAIL_MAILS_ONE_AT_A_TIME : GREENMAIL_MAILS;
    }
}
