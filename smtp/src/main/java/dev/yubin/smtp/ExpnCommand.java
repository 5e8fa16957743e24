package dev.yubin.smtp;

import dev.yubin.protocol.Expansion;
import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code EXPN name}, RFC 5321 §4.1.1.7: who is on that mailing list? */
record ExpnCommand(NameArgument argument) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.EXPN;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (!session.options().expn()) {
            return session.mistake(Replies.NOT_IMPLEMENTED);
        }
        if (argument.smtpUtf8() && !session.client().isExtended()) {
            return session.mistake(Replies.NO_SUCH_OPTION);
        }
        session.reply(reply(session.services().directory().expand(argument.name())));
        return Outcome.DONE;
    }

    private Reply reply(Expansion said) {
        if (said instanceof Expansion.Members members) {
            return AddressReplies.members(members.addresses(), argument.smtpUtf8());
        }
        if (said instanceof Expansion.Ambiguous ambiguous) {
            return AddressReplies.ambiguousList(ambiguous.addresses(), argument.smtpUtf8());
        }
        if (said instanceof Expansion.NotAList) {
            return Replies.IS_A_USER;
        }
        return said instanceof Expansion.ForeignDomain ? Replies.NOT_LOCAL : Replies.UNKNOWN_USER;
    }
}
