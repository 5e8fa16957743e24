package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.store.AccountName;
import java.util.ArrayList;
import java.util.List;

/** A transaction that is under way: its envelope so far (RFC 5321 §3.3). */
final class OpenTransaction {
    /** A recipient; the account is null if RCPT refused it. */
    record Target(MailAddress address, RcptParameters parameters, AccountName account, Reply verdict) {}

    private final Envelope envelope;
    private final List<Target> targets = new ArrayList<>(1);
    private int accepted;

    OpenTransaction(Envelope envelope) {
        this.envelope = envelope;
    }

    Envelope envelope() {
        return envelope;
    }

    void accept(MailAddress address, RcptParameters parameters, AccountName account) {
        targets.add(new Target(address, parameters, account, Replies.RECIPIENT_OK));
        accepted++;
    }

    void refuse(MailAddress address, RcptParameters parameters, Reply verdict) {
        targets.add(new Target(address, parameters, null, verdict));
    }

    /** All recipients that were named, in order. */
    List<Target> targets() {
        return targets;
    }

    /** How many were accepted. */
    int accepted() {
        return accepted;
    }
}
