package dev.yubin.pop3;

import dev.yubin.store.AccountName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** When accounts have last logged in, for LOGIN-DELAY (RFC 2449 §6.5). Thread-safe. */
final class LogInTimes {
    /** So many are remembered; then the one that is longest ago is forgotten. */
    static final int MAX_ACCOUNTS = 100_000;

    /** In the order of time. */
    private final Map<AccountName, Long> times = new LinkedHashMap<>();

    /**
     * Whether an account's last log-in is less than a delay ago.
     *
     * @param now in nanoseconds, as of {@link dev.yubin.protocol.Timers#nanoTime}
     */
    synchronized boolean isTooSoon(AccountName account, long now, Duration delay) {
        Long last = times.get(account);
        return last != null && delay.compareTo(Duration.ofNanos(now - last)) > 0;
    }

    /** An account has logged in now. */
    synchronized void add(AccountName account, long now) {
        times.remove(account);
        times.put(account, now);
        if (times.size() > MAX_ACCOUNTS) {
            times.remove(times.keySet().iterator().next());
        }
    }

    synchronized void clear() {
        times.clear();
    }
}
