package dev.yubin.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The ESMTP parameters of MAIL (RFC 5321 §4.1.1.11), decoded and checked. What MAIL did not say is empty, false or, for
 * {@link #body()}, the default. Immutable; two are equal if they say the same.
 */
public final class MailParameters {
    static final MailParameters NONE = new Builder().build();

    private final OptionalLong size;
    private final BodyType body;
    private final boolean smtpUtf8;
    private final Optional<ReturnContent> ret;
    private final Optional<String> envelopeId;
    private final Optional<String> auth;
    private final Optional<DeliverBy> deliverBy;
    private final OptionalInt priority;
    private final Optional<Duration> holdFor;
    private final Optional<Instant> holdUntil;
    private final boolean requireTls;

    private MailParameters(Builder builder) {
        this.size = builder.size;
        this.body = builder.body;
        this.smtpUtf8 = builder.smtpUtf8;
        this.ret = Optional.ofNullable(builder.ret);
        this.envelopeId = Optional.ofNullable(builder.envelopeId);
        this.auth = Optional.ofNullable(builder.auth);
        this.deliverBy = Optional.ofNullable(builder.deliverBy);
        this.priority = builder.priority;
        this.holdFor = Optional.ofNullable(builder.holdFor);
        this.holdUntil = Optional.ofNullable(builder.holdUntil);
        this.requireTls = builder.requireTls;
    }

    /** Takes the parameters one after the other. */
    static final class Builder {
        OptionalLong size = OptionalLong.empty();
        BodyType body = BodyType.SEVEN_BIT;
        boolean smtpUtf8;
        ReturnContent ret;
        String envelopeId;
        String auth;
        DeliverBy deliverBy;
        OptionalInt priority = OptionalInt.empty();
        Duration holdFor;
        Instant holdUntil;
        boolean requireTls;

        MailParameters build() {
            return new MailParameters(this);
        }
    }

    /** {@code SIZE}: how many octets the message will have (RFC 1870 §6); the largest long if it was said to be more. */
    public OptionalLong size() {
        return size;
    }

    /** {@code BODY}: what kind of octets the message holds (RFC 6152 §2, RFC 3030 §3). */
    public BodyType body() {
        return body;
    }

    /** {@code SMTPUTF8}: whether addresses or header fields may go beyond ASCII (RFC 6531 §3.4). */
    public boolean smtpUtf8() {
        return smtpUtf8;
    }

    /** {@code RET}: how much of the message a bounce shall hold (RFC 3461 §4.3). */
    public Optional<ReturnContent> ret() {
        return ret;
    }

    /** {@code ENVID}: the sender's id for this envelope, decoded (RFC 3461 §4.4). */
    public Optional<String> envelopeId() {
        return envelopeId;
    }

    /**
     * {@code AUTH}: the mailbox of who submitted the message first, decoded; the empty string for {@code <>}, which is
     * nobody known (RFC 4954 §5). It is what the client says, nothing proves it.
     */
    public Optional<String> auth() {
        return auth;
    }

    /** {@code BY}: until when the message shall be delivered (RFC 2852 §4). */
    public Optional<DeliverBy> deliverBy() {
        return deliverBy;
    }

    /** {@code MT-PRIORITY}: from -9 to 9, the higher the more urgent (RFC 6710 §4). */
    public OptionalInt priority() {
        return priority;
    }

    /** {@code HOLDFOR}: how long the message shall be held back (RFC 4865 §3). */
    public Optional<Duration> holdFor() {
        return holdFor;
    }

    /** {@code HOLDUNTIL}: until when the message shall be held back (RFC 4865 §3). */
    public Optional<Instant> holdUntil() {
        return holdUntil;
    }

    /** {@code REQUIRETLS}: whether the message may pass over encrypted connections only (RFC 8689 §2). */
    public boolean requireTls() {
        return requireTls;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailParameters parameters && toString().equals(parameters.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As MAIL would write them, in ASCII and always in the same order; empty if nothing was said but defaults. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        size.ifPresent(octets -> text.append(" SIZE=").append(octets));
        text.append(body == BodyType.SEVEN_BIT ? "" : " BODY=" + body);
        text.append(smtpUtf8 ? " SMTPUTF8" : "");
        ret.ifPresent(content -> text.append(" RET=").append(content));
        envelopeId.ifPresent(id -> text.append(" ENVID=").append(Xtext.encode(id)));
        auth.ifPresent(mailbox -> text.append(" AUTH=").append(mailbox.isEmpty() ? "<>" : Xtext.encode(mailbox)));
        deliverBy.ifPresent(by -> text.append(" BY=").append(by));
        priority.ifPresent(value -> text.append(" MT-PRIORITY=").append(value));
        holdFor.ifPresent(time -> text.append(" HOLDFOR=").append(time.toSeconds()));
        holdUntil.ifPresent(time -> text.append(" HOLDUNTIL=").append(time));
        text.append(requireTls ? " REQUIRETLS" : "");
        return text.toString().stripLeading();
    }
}
