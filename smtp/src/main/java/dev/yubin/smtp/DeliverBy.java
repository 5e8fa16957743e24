package dev.yubin.smtp;

import java.time.Duration;

/**
 * Until when a message shall be delivered, and what happens if it is not, from the BY parameter of MAIL (RFC 2852 §4).
 *
 * @param within the time that was left when MAIL was said; zero or less if it is over, which only {@link Mode#NOTIFY} has
 * @param mode what is done when the time is over
 * @param trace whether each relay shall be reported
 */
public record DeliverBy(Duration within, Mode mode, boolean trace) {
    /** What is done with a message whose time is over. */
    public enum Mode {
        /** Its sender is told, and delivery goes on. */
        NOTIFY,
        /** It goes back to its sender. */
        RETURN
    }

    /** As BY writes it. */
    @Override
    public String toString() {
        return within.toSeconds() + (mode == Mode.NOTIFY ? ";N" : ";R") + (trace ? "T" : "");
    }
}
