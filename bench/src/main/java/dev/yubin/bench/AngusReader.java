package dev.yubin.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The structure of a mail by Angus: all its parts, their types and sizes. The mail is a shared stream, so that bodies
 * are not copied; one session serves for all mails; leaves are not opened. It is asked for lines too, and does not count
 * them.
 */
final class AngusReader {
    private final Session session = Session.getInstance(new Properties());
    private final Blackhole blackhole;

    AngusReader(Blackhole blackhole) {
        this.blackhole = blackhole;
    }

    /** How many parts there are. */
    int parts(byte[] mail) throws IOException, MessagingException {
        return parts(new MimeMessage(session, new SharedByteArrayInputStream(mail)));
    }

    private int parts(Part part) throws IOException, MessagingException {
        blackhole.consume(part.getContentType());
        blackhole.consume(part.getSize());
        blackhole.consume(part.getLineCount());
        if (part.isMimeType("message/rfc822")) {
            return 1 + parts((Part) part.getContent());
        }
        if (!part.isMimeType("multipart/*")) {
            return 1;
        }
        Multipart multipart = (Multipart) part.getContent();
        int parts = 1;
        int count = multipart.getCount();
        for (int i = 0; i < count; i++) {
            parts += parts(multipart.getBodyPart(i));
        }
        return parts;
    }
}
