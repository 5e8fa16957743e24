package dev.yubin.bench;

import dev.yubin.bench.smtp.Contender;
import dev.yubin.bench.smtp.Load;
import dev.yubin.bench.smtp.SampleText;
import dev.yubin.bench.smtp.Scenario;
import dev.yubin.bench.smtp.Scenario.Sessions;
import dev.yubin.bench.smtp.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Puts the {@link Contender}s under the same load, side by side. A round starts each of them in a new JVM and goes
 * through the scenarios several times, of which the first does not count: it takes that long until the JVMs have
 * compiled all. In each scenario one server after the other gets its turn, each time in another order, so that what
 * disturbs the machine for a while hits all. Only one works at a time; the others wait.
 *
 * <p>Yubin and GreenMail keep what they get. Before each turn a server forgets all mail and collects its garbage, and a
 * turn ends with {@link #MOST_OCTETS} of mail, an eighth of the heap, if not before: so keeping mail is part of what is
 * measured, and what a heap that fills up costs is not.
 */
final class SmtpRun {
    private static final int ROUNDS = 2;
    /** How many times a round goes through the scenarios and counts. */
    private static final int WALKS = 3;

    private static final TimeValue TURN = TimeValue.seconds(1);
    /** A turn of the first walk, which does not count. */
    private static final TimeValue WARM_UP = TimeValue.seconds(2);

    private static final long MOST_OCTETS = 256_000_000;

    /** The same for all. Touched before, so that no server's CPU time is the system's for handing out memory. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch", "-Dslf4j.internal.verbosity=ERROR");

    private static final List<Integer> SIZES = List.of(1_000, 10_000, 1_000_000);
    private static final List<Integer> CONNECTIONS = List.of(1, 50);

    private final int rounds;
    private final Duration turn;
    private final Duration warmUp;
    private final List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
    private final Map<Integer, SampleText> texts =
            SIZES.stream().collect(Collectors.toMap(size -> size, SampleText::new));
    private final List<Scenario> scenarios = new ArrayList<>();
    private final SmtpRates rates = new SmtpRates();

    SmtpRun(Options given) {
        rounds = given.getForkCount().orElse(ROUNDS);
        turn = duration(given.getMeasurementTime().orElse(TURN));
        warmUp = duration(given.getWarmupTime().orElse(WARM_UP));
        given.getJvmArgsAppend().orElse(List.of()).forEach(jvmOptions::add);
        for (Sessions sessions : Sessions.values()) {
            for (int size : SIZES) {
                for (int connections : CONNECTIONS) {
                    scenarios.add(new Scenario(sessions, size, connections));
                }
            }
        }
    }

    private static Duration duration(TimeValue value) {
        return Duration.ofNanos(value.convertTo(TimeUnit.NANOSECONDS));
    }

    /**
     * Measures, and writes the ratios.
     *
     * @return 1 if it is less than is promised
     * @throws IOException if a server does not take mail, or has another number of mails than it acknowledged
     */
    int measure(Path page) throws IOException {
        LargeMailRun large = new LargeMailRun();
        boolean kept = large.measure();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("Measuring SMTP, round " + round + " of " + rounds);
            measureOnce(round);
        }
        Section.report(page, "LargeMail", large.table());
        Section.report(page, "Smtp", rates.table(scenarios));
        rates.print(scenarios);
        kept &= rates.areAsPromised(scenarios);
        System.out.println(kept ? "All is as promised" : "Less than is promised");
        return kept ? 0 : 1;
    }

    private void measureOnce(int round) throws IOException {
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (Contender contender : Contender.SIDE_BY_SIDE) {
                servers.add(new ServerProcess(contender, jvmOptions));
            }
            Collections.rotate(servers, round);
            walk(servers, warmUp, false);
            for (int walk = 0; walk < WALKS; walk++) {
                walk(servers, turn, true);
            }
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private void walk(List<ServerProcess> servers, Duration time, boolean counts) throws IOException {
        Collections.rotate(servers, 1);
        for (Scenario scenario : scenarios) {
            Collections.rotate(servers, 1);
            for (ServerProcess server : servers) {
                Load.Result result = takeTurn(server, scenario, time);
                if (counts) {
                    rates.add(server.contender(), scenario, result);
                }
            }
        }
    }

    private Load.Result takeTurn(ServerProcess server, Scenario scenario, Duration time) throws IOException {
        server.reset();
        Load load = new Load(scenario, time, MOST_OCTETS / scenario.size());
        Load.Result result = load.run(server.port(), texts.get(scenario.size()), server::cpuNanos);
        long taken = server.taken();
        if (taken != result.mails()) {
            throw new IOException(server.contender().title() + " has " + taken + " mails and acknowledged "
                    + result.mails() + ": " + scenario);
        }
        return result;
    }
}
