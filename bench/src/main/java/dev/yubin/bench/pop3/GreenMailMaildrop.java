package dev.yubin.bench.pop3;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.yubin.bench.smtp.SampleText;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Date;
import java.util.Properties;

/** GreenMail as it comes, only its POP3. It keeps mail on the heap. */
final class GreenMailMaildrop implements MaildropServer {
    private final GreenMail server = new GreenMail(
            new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), ServerSetup.PROTOCOL_POP3));
    private final GreenMailUser user;

    GreenMailMaildrop() {
        server.start();
        user = server.setUser(Mails.USER, Mails.USER, Mails.PASSWORD);
    }

    @Override
    public int port() {
        return server.getPop3().getPort();
    }

    @Override
    public void fill(int mails, int size) throws IOException {
        byte[] octets = SampleText.part(size, 0, size);
        Session session = Session.getInstance(new Properties());
        try {
            for (int i = 0; i < mails; i++) {
                inbox().appendMessage(
                                new MimeMessage(session, new ByteArrayInputStream(octets)), new Flags(), new Date());
            }
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    @Override
    public long mails() throws IOException {
        return inbox().getMessageCount();
    }

    private MailFolder inbox() throws IOException {
        try {
            return server.getManagers().getImapHostManager().getInbox(user);
        } catch (FolderException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
