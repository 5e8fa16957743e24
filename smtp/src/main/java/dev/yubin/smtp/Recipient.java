package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;

/** A recipient as RCPT named it, and what became of it. */
public final class Recipient {
    private final MailAddress address;
    private final RcptParameters parameters;
    private final Reply verdict;

    private Recipient(MailAddress address, RcptParameters parameters, Reply verdict) {
        this.address = address;
        this.parameters = parameters;
        this.verdict = verdict;
    }

    static Recipient of(MailAddress address, RcptParameters parameters, Reply verdict) {
        return new Recipient(address, parameters, verdict);
    }

    /** The forward-path, as the client wrote it and before any alias. */
    public MailAddress address() {
        return address;
    }

    /** What RCPT asked for this recipient. */
    public RcptParameters parameters() {
        return parameters;
    }

    /**
     * What was decided: the answer to RCPT if that refused it, else 250, or, if the store could not take this copy, what
     * the client would have been told had it been the only one.
     */
    public Reply verdict() {
        return verdict;
    }

    /**
     * Whether the message is in this recipient's mailbox, or, for a list, in that of a member. In
     * {@link SmtpHooks#data}, where nothing is stored yet: whether it shall be.
     */
    public boolean isDelivered() {
        return verdict.isPositive();
    }

    @Override
    public String toString() {
        return isDelivered() ? address.toString() : address + " (" + verdict + ")";
    }
}
