package dev.yubin.protocol.spi;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a connection when a limit of time is reached. On its event loop. */
final class LaneLimits {
    private static final Logger LOG = LoggerFactory.getLogger(LaneLimits.class);

    private final CommandLane<?> lane;
    private final Connection connection;
    private final Unsent unsent;

    LaneLimits(CommandLane<?> lane, Connection connection, Unsent unsent) {
        this.lane = lane;
        this.connection = connection;
        this.unsent = unsent;
    }

    IdleTimer idleTimer() {
        return new IdleTimer(connection.services().timers(), connection.limits(), lane, this::onIdle, this::onTooLong);
    }

    StoreTimer storeTimer() {
        return new StoreTimer(
                connection.services().timers(), connection.limits().storeTimeout(), lane, this::onStoreLate);
    }

    private void onIdle() {
        if (lane.isTakingOutput()) {
            if (!unsent.hasMoved()) {
                connection
                        .transcript()
                        .note("the client took no output for "
                                + connection.limits().idle());
                connection.channel().close();
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
