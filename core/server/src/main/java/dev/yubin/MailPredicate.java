package dev.yubin;

import dev.yubin.protocol.MailAddress;
import dev.yubin.smtp.Recipient;
import java.util.function.Predicate;

/**
 * What to look for among received mail; says in words what it looks for, so that a wait in vain can tell. Made for
 * static import.
 */
public final class MailPredicate implements Predicate<ReceivedMail> {
    private final String description;
    private final Predicate<ReceivedMail> test;

    private MailPredicate(String description, Predicate<ReceivedMail> test) {
        this.description = description;
        this.test = test;
    }

    /** Any condition, with words for it. */
    public static MailPredicate matching(String description, Predicate<ReceivedMail> test) {
        return new MailPredicate(description, test);
    }

    /** Any mail. */
    public static MailPredicate anyMail() {
        return matching("any mail", mail -> true);
    }

    /** Delivered to this envelope recipient, before any alias; Bcc recipients count. Case does not matter. */
    public static MailPredicate to(String address) {
        MailAddress wanted = MailAddress.parse(address);
        return matching(
                "to " + wanted,
                mail -> mail.recipients().stream()
                        .filter(Recipient::isDelivered)
                        .anyMatch(recipient -> recipient.address().equals(wanted)));
    }

    /** From this envelope sender; {@code ""} is the null reverse-path. Case does not matter. */
    public static MailPredicate from(String address) {
        if (address.isEmpty()) {
            return matching("from <>", mail -> mail.from().isEmpty());
        }
        MailAddress wanted = MailAddress.parse(address);
        return matching(
                "from " + wanted, mail -> mail.sender().filter(wanted::equals).isPresent());
    }

    /** With exactly this subject, decoded. */
    public static MailPredicate subject(String text) {
        return matching(
                "subject \"" + text + "\"",
                mail -> mail.subject().filter(text::equals).isPresent());
    }

    /** With this in its subject, decoded. */
    public static MailPredicate subjectContaining(String text) {
        return matching(
                "subject containing \"" + text + "\"",
                mail -> mail.subject().filter(subject -> subject.contains(text)).isPresent());
    }

    @Override
    public boolean test(ReceivedMail mail) {
        return test.test(mail);
    }

    @Override
    public MailPredicate and(Predicate<? super ReceivedMail> other) {
        return matching(this + " and " + other, mail -> test(mail) && other.test(mail));
    }

    @Override
    public MailPredicate or(Predicate<? super ReceivedMail> other) {
        return matching("(" + this + " or " + other + ")", mail -> test(mail) || other.test(mail));
    }

    @Override
    public MailPredicate negate() {
        return matching("not (" + this + ")", mail -> !test(mail));
    }

    /** What it looks for. */
    @Override
    public String toString() {
        return description;
    }
}
