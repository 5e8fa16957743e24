package dev.yubin.protocol.spi;

import dev.yubin.protocol.LoginLimits;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.Timers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers from which addresses log-ins have failed, for all protocols of one server, so that nobody can try one
 * password after the other. An IPv6 address counts as its /64 network, which is one customer's. Thread-safe.
 *
 * <p>At most 10,000 addresses are remembered; then the one goes that has been quiet longest. Each takes no more than one
 * time stamp per failed log-in that {@link LoginLimits#failedPerAddress()} allows. If
 * listeners differ in {@link LoginLimits#memory()}, what one of them forgets is forgotten for all.
 */
public final class FailedLogins {
    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

    private static final int MOST_ADDRESSES = 10_000;
    private static final int IPV6_PREFIX = 8;

    /** When log-ins from one address failed, oldest first; those before {@code start} are forgotten. */
    private static final class Failures {
        private long[] times = new long[4];
        private int start;
        private int end;

        int count() {
            return end - start;
        }

        void forgetBefore(long oldest) {
            while (start < end && times[start] - oldest <= 0) {
                start++;
            }
        }

        void add(long now) {
            if (end == times.length) {
                times = Arrays.copyOfRange(times, start, start + Math.max(4, count() * 2));
                end -= start;
                start = 0;
            }
            times[end++] = now;
        }
    }

    /** The octets of an address that are counted; those of IPv4 and IPv6 differ in number. */
    private record Network(boolean isIpv4, long bits) {}

    private final Timers timers;
    private final int mostAddresses;
    /** The one that failed last is last. */
    private final Map<Network, Failures> byNetwork = new LinkedHashMap<>(16, 0.75f, true);

    /** No failed log-in so far. */
    public FailedLogins(Timers timers) {
        this(timers, MOST_ADDRESSES);
    }

    FailedLogins(Timers timers, int mostAddresses) {
        this.timers = timers;
        this.mostAddresses = mostAddresses;
    }

    /** Forgets all. */
    public synchronized void reset() {
        byNetwork.clear();
    }

    /** Whether so many log-ins from there have failed that no more are looked at. */
    synchronized boolean isBlocked(InetAddress address, LoginLimits limits) {
        return !byNetwork.isEmpty() && count(network(address), limits) >= limits.failedPerAddress();
    }

    /** How long the answer to the last failed log-in from there is held back. */
    synchronized Duration delay(InetAddress address, LoginLimits limits) {
        int slow = count(network(address), limits) - limits.quick();
        if (slow <= 0) {
            return Duration.ZERO;
        }
        // After 35 doublings the shortest delay there is, a nanosecond, has reached the longest.
        Duration delay = limits.delay().multipliedBy(1L << Math.min(slow - 1, 35));
        return delay.compareTo(LoginLimits.LONGEST_DELAY) < 0 ? delay : LoginLimits.LONGEST_DELAY;
    }

    /** One more has failed. */
    synchronized void add(InetAddress address, LoginLimits limits) {
        Network network = network(address);
        if (count(network, limits) >= limits.failedPerAddress()) {
            return;
        }
        Failures failures = byNetwork.computeIfAbsent(network, unknown -> new Failures());
        failures.add(timers.nanoTime());
        int count = failures.count();
        if (count == limits.failedPerAddress()) {
            LOG.info(
                    "{} log-ins from {} have failed: no more are looked at for a while",
                    count,
                    address.getHostAddress());
        } else if (count == limits.quick() + 1 && !limits.delay().isZero()) {
            LOG.info(
                    "{} log-ins from {} have failed: answers are held back from now on",
                    count,
                    address.getHostAddress());
        }
        if (byNetwork.size() > mostAddresses) {
            Iterator<Network> oldest = byNetwork.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private int count(Network network, LoginLimits limits) {
        Failures failures = byNetwork.get(network);
        if (failures == null) {
            return 0;
        }
        failures.forgetBefore(timers.nanoTime() - limits.memory().toNanos());
        if (failures.count() == 0) {
            byNetwork.remove(network);
        }
        return failures.count();
    }

    private static Network network(InetAddress address) {
        byte[] octets = Networks.unmapped(address).getAddress();
        long bits = 0;
        for (int i = 0; i < Math.min(octets.length, IPV6_PREFIX); i++) {
            bits = bits << 8 | octets[i] & 0xff;
        }
        return new Network(octets.length == 4, bits);
    }
}
