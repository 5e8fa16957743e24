package dev.yubin.protocol.spi;

import dev.yubin.protocol.Limits;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts a listener's connections, all of them and those of each address, and says which are too many. Those that are
 * told so are counted apart, so that they take nobody's place. Keeps no more addresses than there are connections.
 * Thread-safe; its lock is held for a moment only.
 */
final class Admission {
    /** What becomes of a connection. */
    enum Verdict {
        /** It may speak. */
        ADMITTED,
        /** It is told that there are too many. */
        REFUSED,
        /** It is closed without a word: too many are being told already. */
        TURNED_AWAY
    }

    private final int most;
    private final int mostPerAddress;
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private int admitted;
    private int refused;

    Admission(Limits limits) {
        most = limits.connections();
        mostPerAddress = limits.connectionsPerAddress();
    }

    /** One more connection, whose client may not be known yet. It must {@link Place#leave} in the end. */
    synchronized Place arrive() {
        if (admitted < most) {
            admitted++;
            return new Place(Verdict.ADMITTED);
        }
        return new Place(refuse());
    }

    private Verdict refuse() {
        if (refused < most) {
            refused++;
            return Verdict.REFUSED;
        }
        return Verdict.TURNED_AWAY;
    }

    /** How many connections may speak. */
    synchronized int admitted() {
        return admitted;
    }

    /** How many connections are being told that they are too many. */
    synchronized int refused() {
        return refused;
    }

    /** How many addresses are remembered. */
    synchronized int addresses() {
        return perAddress.size();
    }

    /** What one connection counts for. */
    final class Place {
        private Verdict verdict;
        private InetAddress address;

        private Place(Verdict verdict) {
            this.verdict = verdict;
        }

        /** What becomes of the connection, as far as that is known. */
        Verdict verdict() {
            synchronized (Admission.this) {
                return verdict;
            }
        }

        /** The client is there: it may have too many connections of its own. Call once. */
        Verdict from(InetAddress client) {
            synchronized (Admission.this) {
                if (verdict != Verdict.ADMITTED) {
                    return verdict;
                }
                if (perAddress.getOrDefault(client, 0) < mostPerAddress) {
                    perAddress.merge(client, 1, Integer::sum);
                    address = client;
                } else {
                    admitted--;
                    verdict = refuse();
                }
                return verdict;
            }
        }

        /** The connection counts no more. Again it does nothing. */
        void leave() {
            synchronized (Admission.this) {
                if (verdict == Verdict.ADMITTED) {
                    admitted--;
                } else if (verdict == Verdict.REFUSED) {
                    refused--;
                }
                if (address != null) {
                    perAddress.computeIfPresent(address, (client, count) -> count == 1 ? null : count - 1);
                    address = null;
                }
                verdict = Verdict.TURNED_AWAY;
            }
        }
    }
}
