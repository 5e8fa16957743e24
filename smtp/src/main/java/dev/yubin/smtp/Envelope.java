package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import java.util.Objects;
import java.util.Optional;

/** What MAIL said (RFC 5321 §4.1.1.2). Immutable; two are equal if they say the same. */
public final class Envelope {
    /** Null for the null reverse-path. */
    private final MailAddress reversePath;

    private final MailParameters parameters;

    Envelope(MailAddress reversePath, MailParameters parameters) {
        this.reversePath = reversePath;
        this.parameters = parameters;
    }

    /** The reverse-path; empty if it was null, {@code <>}, as bounces have it (RFC 5321 §4.5.5). */
    public Optional<MailAddress> reversePath() {
        return Optional.ofNullable(reversePath);
    }

    /** Whether the sender may be named under SMTPUTF8 only (RFC 6531 §3.4). */
    boolean needsSmtpUtf8() {
        return reversePath != null && reversePath.needsSmtpUtf8();
    }

    /** The parameters. */
    public MailParameters parameters() {
        return parameters;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope envelope
                && Objects.equals(reversePath, envelope.reversePath)
                && parameters.equals(envelope.parameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reversePath, parameters);
    }

    /** As MAIL has it. */
    @Override
    public String toString() {
        return "<" + (reversePath == null ? "" : reversePath) + ">"
                + (parameters.toString().isEmpty() ? "" : " " + parameters);
    }
}
