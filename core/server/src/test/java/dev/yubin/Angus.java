package dev.yubin;

import jakarta.mail.Address;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;

/** Angus Mail, the client of nearly all our users, as the other half of a test. */
final class Angus {
    private Angus() {}

    static Session session(Endpoint smtp) {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", smtp.host());
        settings.put("mail.smtp.port", smtp.port());
        settings.put("mail.smtp.connectiontimeout", "20000");
        settings.put("mail.smtp.timeout", "20000");
        return Session.getInstance(settings);
    }

    /** A multipart message with an ISO-2022-JP body and a random attachment of that size. */
    static MimeMessage japaneseMail(Session session, int attachmentSize) throws MessagingException {
        byte[] attachment = new byte[attachmentSize];
        new Random(4711).nextBytes(attachment);
        MimeBodyPart text = new MimeBodyPart();
        text.setText("こんにちは、世界。\r\n.\r\n..二つの点\r\n", "ISO-2022-JP");
        MimeBodyPart file = new MimeBodyPart();
        file.setContent(attachment, "application/octet-stream");
        file.setFileName("noise.bin");
        MimeMultipart parts = new MimeMultipart(text, file);
        MimeMessage message = new MimeMessage(session);
        message.setFrom("sender@example.org");
        message.setSubject("添付ファイル", "ISO-2022-JP");
        message.setContent(parts);
        message.saveChanges();
        return message;
    }

    /** Sends over one session to these recipients. */
    static void send(MimeMessage message, String... recipients) throws MessagingException {
        Address[] addresses = new Address[recipients.length];
        for (int i = 0; i < recipients.length; i++) {
            addresses[i] = new InternetAddress(recipients[i]);
        }
        Transport.send(message, addresses);
    }

    /** The octets of a message as Angus sends them: with CRLF line ends. */
    static byte[] octets(MimeMessage message) throws IOException, MessagingException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(new CrlfStream(octets), new String[] {"Bcc", "Content-Length"});
        return octets.toByteArray();
    }

    /** All messages of a user's maildrop as POP3 gives them out. */
    static List<byte[]> fetch(Endpoint pop3, String user, boolean delete) throws IOException, MessagingException {
        Properties settings = new Properties();
        // Angus asks for UIDL and TOP by itself; RETR is what writeTo makes of a whole message.
        settings.put("mail.pop3.timeout", "20000");
        List<byte[]> messages = new ArrayList<>();
        try (Store store = Session.getInstance(settings).getStore("pop3")) {
            store.connect(pop3.host(), pop3.port(), user, "any");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                for (Message message : inbox.getMessages()) {
                    ByteArrayOutputStream octets = new ByteArrayOutputStream();
                    message.writeTo(octets);
                    messages.add(octets.toByteArray());
                    message.setFlag(Flags.Flag.DELETED, delete);
                }
            }
        }
        return messages;
    }

    /** Turns bare LF into CRLF, as a transport does. */
    private static final class CrlfStream extends OutputStream {
        private final OutputStream out;
        private int last;

        CrlfStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            if (octet == '\n' && last != '\r') {
                out.write('\r');
            }
            out.write(octet);
            last = octet;
        }
    }
}
