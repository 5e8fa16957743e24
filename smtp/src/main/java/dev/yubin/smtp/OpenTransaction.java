package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.store.AccountName;
import java.util.ArrayList;
import java.util.List;

/** A transaction that is under way: its envelope so far (RFC 5321 §3.3). */
final class OpenTransaction {
    /** A recipient, and whose mail that is: the members' of a list; nobody's if RCPT refused it. */
    record Target(MailAddress address, List<AccountName> accounts, Reply verdict) {}

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

    void accept(MailAddress address, List<AccountName> accounts) {
        targets.add(new Target(address, accounts, Replies.RECIPIENT_OK));
        accepted++;
        copies += accounts.size();
    }

    void refuse(MailAddress address, Reply verdict) {
        targets.add(new Target(address, List.of(), verdict));
    }

    /** All recipients that were named, in order. */
    List<Target> targets() {
        return targets;
    }

    /** How many were accepted. */
    int accepted() {
        return accepted;
    }

    /** How many accounts they lead to, some perhaps named several times. */
    int copies() {
        return copies;
    }
}
