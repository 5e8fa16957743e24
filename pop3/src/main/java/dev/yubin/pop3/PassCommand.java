package dev.yubin.pop3;

import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.Services;
import dev.yubin.store.AccountName;
import dev.yubin.store.Lease;
import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import java.io.IOException;
import java.util.Optional;

/** {@code PASS string}, RFC 1939 §7: logs in, takes the maildrop's lock and the snapshot of its messages. */
record PassCommand(String password) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.PASS;
    }

    /** Always: the snapshot is a scan of the whole mailbox. */
    @Override
    public boolean blocks(Pop3Session session) {
        return true;
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        String user = session.takeUser();
        if (user.isEmpty()) {
            session.reply(Replies.USER_FIRST);
            return Outcome.DONE;
        }
        Login login = session.services().authenticator().verify(Credentials.of(user, password));
        if (login instanceof Login.Refused refused) {
            return session.refuse(Replies.refused(refused.reason()));
        }
        return open(session, ((Login.Accepted) login).account());
    }

    private static Outcome open(Pop3Session session, AccountName name) throws IOException {
        Mailbox mailbox = account(session.services(), name).open(MailboxName.INBOX);
        Optional<Lease> lock = session.locks().take(name, mailbox.id());
        if (lock.isEmpty()) {
            session.reply(Replies.IN_USE);
            return Outcome.DONE;
        }
        try {
            Maildrop maildrop = new Maildrop(mailbox, lock.get());
            session.loggedIn(maildrop);
            session.reply(Reply.ok("maildrop has " + maildrop.messages() + " messages"));
        } catch (IOException | RuntimeException e) {
            lock.get().close();
            throw e;
        }
        return Outcome.DONE;
    }

    private static MailAccount account(Services services, AccountName name) throws IOException {
        Optional<MailAccount> account = services.store().account(name);
        return account.isPresent() ? account.get() : services.store().create(name);
    }

    /** Does not show the password. */
    @Override
    public String toString() {
        return "PassCommand[...]";
    }
}
