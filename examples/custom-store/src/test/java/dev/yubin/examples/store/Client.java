package dev.yubin.examples.store;

import dev.yubin.MailServer;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A mail user, played by Angus Mail. */
final class Client {
    private Client() {}

    static void send(MailServer server, String subject, String... recipients) throws MessagingException {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", server.smtp().host());
        settings.put("mail.smtp.port", server.smtp().port());
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("alice@example.org");
        message.setRecipients(Message.RecipientType.TO, String.join(",", recipients));
        message.setSubject(subject);
        message.setText("Hello.");
        Transport.send(message);
    }

    /** The subjects of all mail of a user, by POP3; the mail is deleted if asked for. */
    static List<String> subjects(MailServer server, String user, boolean delete) throws MessagingException {
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect(server.pop3().host(), server.pop3().port(), user, "any");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                List<String> subjects = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    subjects.add(message.getSubject());
                    message.setFlag(Flags.Flag.DELETED, delete);
                }
                return subjects;
            }
        }
    }
}
