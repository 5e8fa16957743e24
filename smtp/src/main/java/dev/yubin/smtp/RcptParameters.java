package dev.yubin.smtp;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ESMTP parameters of RCPT (RFC 5321 §4.1.1.11), decoded and checked; what it did not say is empty. Immutable; two
 * are equal if they say the same.
 */
public final class RcptParameters {
    static final RcptParameters NONE = new RcptParameters(null, null, false);

    private final Optional<Set<Notify>> notifyOn;
    private final Optional<OriginalRecipient> originalRecipient;
    private final boolean needsSmtpUtf8;

    /**
     * Parameters; null for what was not said.
     *
     * @param needsSmtpUtf8 whether they were written beyond ASCII
     */
    RcptParameters(Set<Notify> notifyOn, OriginalRecipient originalRecipient, boolean needsSmtpUtf8) {
        this.needsSmtpUtf8 = needsSmtpUtf8;
        this.notifyOn = Optional.ofNullable(notifyOn).map(when -> Collections.unmodifiableSet(EnumSet.copyOf(when)));
        this.originalRecipient = Optional.ofNullable(originalRecipient);
    }

    /** {@code NOTIFY}: when the sender wants to be told what became of the message (RFC 3461 §4.1). */
    public Optional<Set<Notify>> notifyOn() {
        return notifyOn;
    }

    /** {@code ORCPT}: the recipient as the sender first named it (RFC 3461 §4.2). */
    public Optional<OriginalRecipient> originalRecipient() {
        return originalRecipient;
    }

    /** Whether they may be said under SMTPUTF8 only (RFC 6533 §3). */
    boolean needsSmtpUtf8() {
        return needsSmtpUtf8;
    }

    boolean isEmpty() {
        return notifyOn.isEmpty() && originalRecipient.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RcptParameters parameters && toString().equals(parameters.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As RCPT would write them, in ASCII and always in the same order; empty if nothing was said. */
    @Override
    public String toString() {
        String first = notifyOn.map(
                        when -> "NOTIFY=" + when.stream().map(Enum::name).collect(Collectors.joining(",")))
                .orElse("");
        String second = originalRecipient.map(recipient -> "ORCPT=" + recipient).orElse("");
        return first.isEmpty() || second.isEmpty() ? first + second : first + ' ' + second;
    }
}
