package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.store.AccountName;
import java.util.ArrayList;
import java.util.List;

/** A transaction that is under way: its envelope so far (RFC 5321 §3.3). */
final class OpenTransaction {
    /** A recipient, and whose mailboxes its mail goes to: none if RCPT refused it. */
    record Target(MailAddress address, RcptParameters parameters, List<AccountName> accounts, Reply verdict) {
        boolean isAccepted() {
            return verdict.isPositive();
        }

        /** As users see it, with what became of it. */
        Recipient recipient(Reply outcome) {
            return Recipient.of(address, parameters, outcome);
        }
    }

    private final Envelope envelope;
    private final List<Target> targets = new ArrayList<>(1);
    private int accepted;
    private int copies;

    OpenTransaction(Envelope envelope) {
        this.envelope = envelope;
    }

    Envelope envelope() {
        return envelope;
    }

    void accept(MailAddress address, RcptParameters parameters, List<AccountName> accounts) {
        targets.add(new Target(address, parameters, accounts, Replies.RECIPIENT_OK));
        accepted++;
        copies += accounts.size();
    }

    void refuse(MailAddress address, RcptParameters parameters, Reply verdict) {
        targets.add(new Target(address, parameters, List.of(), verdict));
    }

    /** All recipients that were named, in order. */
    List<Target> targets() {
        return targets;
    }

    /** How many were accepted. */
    int accepted() {
        return accepted;
    }

    /** The first recipient that was accepted; there must be one. */
    MailAddress firstAccepted() {
        for (Target target : targets) {
            if (target.isAccepted()) {
                return target.address();
            }
        }
        throw new IllegalStateException("No recipient was accepted");
    }

    /** How many accounts they lead to, some perhaps named several times. */
    int copies() {
        return copies;
    }

    /** Whether MAIL said BODY=BINARYMIME (RFC 3030 §3). */
    boolean isBinary() {
        return envelope.parameters().body() == BodyType.BINARY_MIME;
    }

    /** Why a message may not come yet, or null if it may (RFC 5321 §3.3, RFC 2033 §4.2). */
    Reply refusalOfMessage(SmtpRole role) {
        if (accepted > 0) {
            return null;
        }
        if (targets.isEmpty()) {
            return Replies.RCPT_FIRST;
        }
        return role == SmtpRole.LMTP ? Replies.NO_VALID_LMTP_RECIPIENTS : Replies.NO_VALID_RECIPIENTS;
    }
}
