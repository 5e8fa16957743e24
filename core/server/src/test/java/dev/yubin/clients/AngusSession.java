package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;

import dev.yubin.Endpoint;
import jakarta.mail.Address;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/** Angus Mail with settings for one place where a server listens, with or without TLS and a log-in. */
final class AngusSession {
    private final Endpoint place;
    private final String protocol;
    private final Properties properties = new Properties();
    private final ByteArrayOutputStream dialogue = new ByteArrayOutputStream();
    private boolean listening;
    /** These two are null if nobody logs in. */
    private String user;

    private String password;

    private AngusSession(Endpoint place) {
        this.place = place;
        protocol = place.protocol();
        set("timeout", "20000").set("localhost", "angus.example").set("from", ALICE);
    }

    /** For an endpoint; if that has TLS it trusts the server's authority. */
    static AngusSession of(Mailroom room, Endpoint place) {
        return new AngusSession(place).trusting(room.server().tls().clientSslContext());
    }

    /** For one that is reached by this way into TLS, and by no way else. */
    static AngusSession smtp(Mailroom room, TlsStart start) {
        return of(room, start.smtp(room)).set("starttls.required", start == TlsStart.ASKED_FOR);
    }

    /** The same for POP3. */
    static AngusSession pop3(Mailroom room, TlsStart start) {
        AngusSession session = of(room, start.pop3(room));
        return session.set("starttls.enable", start == TlsStart.ASKED_FOR)
                .set("starttls.required", start == TlsStart.ASKED_FOR);
    }

    AngusSession trusting(SSLContext context) {
        // Without a second try with the JVM's own authorities, whose failure would hide the first one's.
        return set("ssl.socketFactory", context.getSocketFactory())
                .set("socketFactory.fallback", false)
                .set("ssl.checkserveridentity", "true");
    }

    /** A property, without {@code mail.} and the protocol. */
    AngusSession set(String property, Object value) {
        properties.put("mail." + protocol + "." + property, value instanceof Boolean ? value.toString() : value);
        return this;
    }

    AngusSession logIn(String as, String secret) {
        user = as;
        password = secret;
        return set("auth", "true");
    }

    /** A log-in by one mechanism only. */
    AngusSession logIn(String mechanism, String as, String secret) {
        return logIn(as, secret).set("auth.mechanisms", mechanism);
    }

    /** Sends a mail from Alice as it is: no header field is changed. */
    void send(Letter letter, String... recipients) throws MessagingException {
        Session session = Session.getInstance(properties);
        List<Address> addresses = new ArrayList<>();
        for (String recipient : recipients) {
            addresses.add(new InternetAddress(recipient));
        }
        try (Transport transport = session.getTransport(protocol)) {
            transport.connect(place.host(), place.port(), user, password);
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(letter.octets()));
            transport.sendMessage(message, addresses.toArray(new Address[0]));
        }
    }

    /** A session of POP3 that is logged in, to be closed. */
    Store connect() throws MessagingException {
        Session session = Session.getInstance(properties);
        session.setDebugOut(new PrintStream(dialogue, true, StandardCharsets.UTF_8));
        session.setDebug(listening);
        Store store = session.getStore(protocol);
        store.connect(place.host(), place.port(), user, password);
        return store;
    }

    /** What client and server have said since {@link #listen}, log-ins included. */
    String dialogue() {
        return dialogue.toString(StandardCharsets.UTF_8);
    }

    /** From now on what is said can be read. */
    AngusSession listen() {
        // By the property Angus would talk to the console before it can be told where to.
        listening = true;
        properties.put("mail.debug.auth", "true");
        return this;
    }

    /** All mails of a maildrop. */
    List<byte[]> fetch() throws MessagingException, IOException {
        List<byte[]> mails = new ArrayList<>();
        try (Store store = connect()) {
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    ByteArrayOutputStream octets = new ByteArrayOutputStream();
                    message.writeTo(octets);
                    mails.add(octets.toByteArray());
                }
            }
        }
        return mails;
    }
}
