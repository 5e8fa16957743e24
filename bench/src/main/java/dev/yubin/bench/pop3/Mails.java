package dev.yubin.bench.pop3;

import dev.yubin.bench.smtp.SampleText;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The maildrop in a store of Yubin's. */
final class Mails {
    /** Whose it is. */
    static final String USER = "bob@example.com";

    static final String PASSWORD = "secret";

    /** How many are added in one go. */
    private static final int BATCH = 500;
    /** How much of a mail is in memory at a time. */
    private static final int PIECE = 64 * 1024;

    private Mails() {}

    private static MailAccount account(MailStore store) throws IOException {
        return store.create(AccountName.of("bob", "example.com"));
    }

    /** Adds mails in the way that they come in by SMTP: through the store's spool. */
    static void add(MailStore store, int mails, int size) throws IOException {
        Spool spool = store.feature(Spool.class).orElseThrow();
        Mailbox inbox = account(store).open(MailboxName.INBOX);
        byte[] beginning = SampleText.part(size, 0, Math.min(size, PIECE));
        Instant now = Instant.now();
        for (int added = 0; added < mails; added += BATCH) {
            List<Spool.Incoming> open = new ArrayList<>();
            List<NewMessage> batch = new ArrayList<>();
            for (int i = added; i < Math.min(mails, added + BATCH); i++) {
                Spool.Incoming incoming = spool.open(size);
                open.add(incoming);
                batch.add(NewMessage.of(write(incoming, size, beginning), now));
            }
            inbox.append(batch);
            for (Spool.Incoming incoming : open) {
                incoming.close();
            }
        }
    }

    private static MessageContent write(Spool.Incoming incoming, int size, byte[] beginning) throws IOException {
        incoming.write(ByteBuffer.wrap(beginning));
        for (int at = beginning.length; at < size; at += PIECE) {
            incoming.write(ByteBuffer.wrap(SampleText.part(size, at, Math.min(PIECE, size - at))));
        }
        return incoming.finish();
    }

    static long count(MailStore store) throws IOException {
        return account(store).open(MailboxName.INBOX).state().messages();
    }
}
