package dev.yubin.bench.smtp;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.InetAddress;

/** GreenMail as it comes: users are made when mail for them arrives. */
final class GreenMailTaker implements MailTaker {
    private final GreenMail server = new GreenMail(
            new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), ServerSetup.PROTOCOL_SMTP));

    GreenMailTaker() {
        server.start();
    }

    @Override
    public int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public long taken() {
        return server.getManagers().getImapHostManager().getAllMessages().size();
    }

    @Override
    public void reset() {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
