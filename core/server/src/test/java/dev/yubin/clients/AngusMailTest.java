package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Angus Mail, with the settings that change what it says. It is always there, and so these run in every build. It does
 * not pipeline; its CHUNKING stuffs dots within BDAT, which takes none off.
 */
class AngusMailTest {
    private static Session session(Mailroom room, String... settings) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", room.host());
        properties.put("mail.smtp.port", room.port());
        properties.put("mail.smtp.localhost", "angus.example");
        properties.put("mail.smtp.from", ALICE);
        properties.put("mail.smtp.timeout", "20000");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.put("mail." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return Session.getInstance(properties);
    }

    private static MimeMessage message(Session session, Letter letter) throws MessagingException {
        return new MimeMessage(session, new ByteArrayInputStream(letter.octets()));
    }

    /** Sends it as it is: no header field is changed. */
    private static void send(MimeMessage message, Session session, String... recipients) throws MessagingException {
        Address[] addresses = new Address[recipients.length];
        for (int i = 0; i < recipients.length; i++) {
            addresses[i] = new InternetAddress(recipients[i]);
        }
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, addresses);
        }
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            Session session = session(room);
            send(message(session, letter), session, BOB);
            room.got(letter.octets());
            assertThat(room.only().helo()).isEqualTo("angus.example");
        }
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetBehindHelo(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            Session session = session(room, "smtp.ehlo=false");
            send(message(session, letter), session, BOB);
            room.got(letter.octets());
        }
    }

    @Test
    void manyMailsInOneSessionAmongThemBounces() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            Session session = session(room);
            Address[] both = {new InternetAddress(BOB), new InternetAddress(CAROL)};
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect();
                for (int i = 0; i < 20; i++) {
                    SMTPMessage message =
                            new SMTPMessage(session, new ByteArrayInputStream(Letter.LEADING_DOTS.octets()));
                    message.setEnvelopeFrom(i % 2 == 0 ? ALICE : "<>");
                    transport.sendMessage(message, both);
                }
                assertThat(transport.isConnected()).isTrue();
            }
            assertThat(room.server().received().count()).isEqualTo(20);
            assertThat(room.mail(18).from()).isEqualTo(ALICE);
            assertThat(room.mail(19).from()).isEmpty();
            assertThat(room.stored(CAROL))
                    .hasSize(20)
                    .allSatisfy(mail -> assertThat(mail).isEqualTo(Letter.LEADING_DOTS.octets()));
        }
    }

    @Test
    void nothingIsSentWhenOneIsUnknown() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            Session session = session(room);
            assertThatThrownBy(() -> send(message(session, Letter.PLAIN), session, BOB, "nobody@example.com"))
                    .isInstanceOfSatisfying(SendFailedException.class, failure -> {
                        assertThat(failure.getInvalidAddresses())
                                .extracting(Address::toString)
                                .containsExactly("nobody@example.com");
                        assertThat(failure.getNextException())
                                .isInstanceOfSatisfying(
                                        SMTPAddressFailedException.class,
                                        refused -> assertThat(refused.getReturnCode())
                                                .isEqualTo(550));
                    });
            room.isEmpty();
        }
    }

    @Test
    void theOthersGetItWhenThatIsWanted() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            Session session = session(room, "smtp.sendpartial=true");
            assertThatThrownBy(() ->
                            send(message(session, Letter.PLAIN), session, "nobody@example.com", BOB, "bob@example.net"))
                    .isInstanceOfSatisfying(
                            SendFailedException.class,
                            failure -> assertThat(failure.getValidSentAddresses())
                                    .extracting(Address::toString)
                                    .containsExactly(BOB));
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp.ehlo=true", "smtp.ehlo=false"})
    void aMailThatIsTooLargeIsRefused(String ehlo) throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            Session session = session(room, ehlo);
            assertThatThrownBy(() -> send(message(session, Letter.MEGABYTES), session, BOB))
                    .isInstanceOfSatisfying(
                            SMTPSendFailedException.class,
                            failure -> assertThat(failure.getReturnCode()).isEqualTo(552));
            room.isEmpty();
        }
    }

    @Test
    void whatTheServerCanDoIsSeen() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(1_000_000))) {
            try (SMTPTransport transport = (SMTPTransport) session(room).getTransport("smtp")) {
                transport.connect();
                assertThat(transport.getExtensionParameter("SIZE")).isEqualTo("1000000");
                assertThat(transport.supportsExtension("8BITMIME")).isTrue();
                assertThat(transport.supportsExtension("PIPELINING")).isTrue();
                assertThat(transport.simpleCommand("NOOP")).isEqualTo(250);
            }
        }
    }

    @Test
    void eightBitTextIsLeftAsItIs() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            Session session = session(room, "smtp.allow8bitmime=true");
            MimeMessage message = new MimeMessage(session);
            message.setFrom(ALICE);
            message.setText("こんにちは\r\n", "UTF-8");
            message.setHeader("Content-Transfer-Encoding", "8bit");
            message.saveChanges();
            send(message, session, BOB);
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            message.writeTo(octets);
            assertThat(new String(room.only().bytes(), StandardCharsets.UTF_8))
                    .contains("Content-Transfer-Encoding: 8bit\r\n")
                    .endsWith("\r\n\r\nこんにちは\r\n");
        }
    }

    @Test
    void addressesBeyondAscii() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            Session session = session(room, "mime.allowutf8=true", "smtp.from=ünal@example.org");
            send(message(session, Letter.EIGHT_BIT), session, "börge@example.com");
            assertThat(room.only().from()).isEqualTo("ünal@example.org");
            assertThat(room.only().parameters().smtpUtf8()).isTrue();
            room.inMailboxOf("börge@example.com", Letter.EIGHT_BIT.octets());
        }
    }

    /** Without dots, of which Angus sends too many. */
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "NO_BODY", "EIGHT_BIT"})
    void aMailWithoutDotsComesInChunks(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            Session session = session(room, "smtp.chunksize=50");
            send(message(session, letter), session, BOB);
            room.got(letter.octets());
            assertThat(room.only().transcript().toString()).contains("BDAT 50");
        }
    }
}
