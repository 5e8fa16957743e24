package dev.yubin.smtp;

import dev.yubin.protocol.Verification;
import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code VRFY name}, RFC 5321 §4.1.1.6: who is that? */
record VrfyCommand(NameArgument argument) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.VRFY;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (argument.smtpUtf8() && !session.client().isExtended()) {
            return session.mistake(Replies.NO_SUCH_OPTION);
        }
        boolean on = session.options().vrfy();
        session.reply(on ? reply(session.services().directory().verify(argument.name())) : Replies.CANNOT_VERIFY);
        return Outcome.DONE;
    }

    private Reply reply(Verification said) {
        if (said instanceof Verification.User user) {
            return AddressReplies.user(user.address(), argument.smtpUtf8());
        }
        if (said instanceof Verification.ForwardsTo forward) {
            return AddressReplies.forwards(forward.address(), argument.smtpUtf8());
        }
        if (said instanceof Verification.Ambiguous ambiguous) {
            return AddressReplies.ambiguousUser(ambiguous.addresses(), argument.smtpUtf8());
        }
        if (said instanceof Verification.MailingList) {
            return Replies.IS_A_LIST;
        }
        if (said instanceof Verification.Undecided) {
            return Replies.CANNOT_VERIFY;
        }
        return said instanceof Verification.ForeignDomain ? Replies.NOT_LOCAL : Replies.UNKNOWN_USER;
    }
}
