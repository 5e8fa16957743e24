package dev.yubin.protocol.spi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a connection when a limit is reached, or what comes is no mail. On its event loop. */
final class LaneLimits {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLimits.class);

    private final LaneHandler<?> lane;
    private final Connection connection;
    private final Unsent unsent;
    private long commandsLeft;

    LaneLimits(LaneHandler<?> lane, Connection connection, Unsent unsent) {
        this.lane = lane;
        this.connection = connection;
        this.unsent = unsent;
        this.commandsLeft = connection.limits().commands();
    }

    IdleTimer idleTimer() {
        return new IdleTimer(connection.services().timers(), connection.limits(), lane, this::onIdle, this::onTooLong);
    }

    StoreTimer storeTimer() {
        return new StoreTimer(
                connection.services().timers(), connection.limits().storeTimeout(), lane, this::onStoreLate);
    }

    /** A command has come. Whether it may run; if not, the session is at its end. */
    boolean admitCommand() {
        if (commandsLeft > 0) {
            commandsLeft--;
            return true;
        }
        connection.transcript().note("the session had " + connection.limits().commands() + " commands");
        lane.end(Farewell.TOO_MANY_COMMANDS);
        return false;
    }

    /** The first that the client says is no mail: whoever runs it is told by the log, because it understands no reply. */
    void onNotMail(FirstOctets spoken) {
        String advice = spoken == FirstOctets.TLS
                ? "which begins in plain text: use a port that begins with TLS (smtps, pop3s, imaps), or STARTTLS or STLS"
                : "which is for mail: it is another port that was meant";
        LOG.info(
                "{} speaks {} to port {}, {}",
                connection.transcript().session(),
                spoken,
                connection.localAddress().getPort(),
                advice);
        connection.transcript().note("the client speaks " + spoken + ", not mail");
        lane.close();
    }

    private void onIdle() {
        if (lane.isTakingOutput()) {
            if (!unsent.hasMoved()) {
                connection
                        .transcript()
                        .note("the client took no output for "
                                + connection.limits().idle());
                connection.cut();
            }
        } else if (lane.isIdle()) {
            connection.transcript().note("idle for " + connection.limits().idle());
            lane.end(Farewell.IDLE);
        }
        // Otherwise the store is at work, which has a limit of its own.
    }

    private void onTooLong() {
        if (!lane.isDiscarding()) {
            connection
                    .transcript()
                    .note("the session lasted for " + connection.limits().session());
            lane.goodbye(Farewell.SESSION_TOO_LONG);
        }
    }

    private void onStoreLate() {
        if (!lane.isDiscarding()) {
            LOG.warn(
                    "A call to the store or to a hook took more than {}: {}",
                    connection.limits().storeTimeout(),
                    connection.transcript());
            lane.storeIsLate();
        }
    }
}
