package dev.yubin;

import static dev.yubin.MailPredicate.to;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Mail goes in by SMTP and comes out by POP3, with real clients on both sides. */
class RoundTripTest {
    private static final int FIVE_MB = 5 * 1024 * 1024;
    private static final String[] THREE = {"bob@example.com", "carol@example.com", "dave@example.net"};

    @Test
    void threeRecipientsGetWhatAngusSentByteForByte() throws Exception {
        try (MailServer server = withoutTrace()) {
            MimeMessage message = Angus.japaneseMail(Angus.session(server.smtp()), FIVE_MB);
            Angus.send(message, THREE);

            byte[] sent = Angus.octets(message);
            assertOneMailWithThreeRecipients(server, sent);
            assertThreeCopies(server, sent);
        }
    }

    @Test
    void threeRecipientsGetWhatAPipeliningClientSentByteForByte() throws Exception {
        try (MailServer server = withoutTrace()) {
            byte[] sent = Angus.octets(Angus.japaneseMail(Angus.session(server.smtp()), FIVE_MB));
            // Angus does not pipeline, so its message goes over a socket that does (RFC 2920).
            try (Socket socket = new Socket(server.smtp().host(), server.smtp().port())) {
                socket.getOutputStream().write(pipelined("EHLO client.example", "MAIL FROM:<sender@example.org>"));
                socket.getOutputStream()
                        .write(pipelined(
                                "RCPT TO:<bob@example.com>",
                                "RCPT TO:<carol@example.com>",
                                "RCPT TO:<dave@example.net>",
                                "DATA"));
                readUpTo(socket.getInputStream(), "354 ");
                socket.getOutputStream().write(stuffed(sent));
                socket.getOutputStream().write(pipelined(".", "QUIT"));
                readUpTo(socket.getInputStream(), "221 ");
            }
            assertOneMailWithThreeRecipients(server, sent);
            assertThreeCopies(server, sent);
        }
    }

    @Test
    void traceHeadersAreInFrontOfTheStoredCopyOnly() throws Exception {
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).hostName("mx.example.com").start()) {
            MimeMessage message = Angus.japaneseMail(Angus.session(server.smtp()), 100);
            Angus.send(message, "bob@example.com");

            byte[] sent = Angus.octets(message);
            assertThat(server.received().all())
                    .hasSize(1)
                    .first()
                    .satisfies(mail -> assertThat(mail.bytes()).isEqualTo(sent));
            byte[] stored = Angus.fetch(server.pop3(), "bob", false).get(0);
            String trace = new String(stored, 0, stored.length - sent.length, StandardCharsets.US_ASCII);
            assertThat(trace)
                    .matches("Return-Path: <sender@example.org>\r\n"
                            + "Received: from \\S+ \\(\\[127\\.0\\.0\\.1\\]\\)\r\n"
                            + "\tby mx\\.example\\.com \\(Yubin\\) with ESMTP id [0-9a-z-]+\r\n"
                            + "\tfor <bob@example\\.com>;\r\n"
                            + "\t\\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\r\n");
            assertThat(Arrays.copyOfRange(stored, stored.length - sent.length, stored.length))
                    .isEqualTo(sent);
        }
    }

    @Test
    void fiftyParallelClientsLoseNothing() throws Exception {
        int clients = 50;
        int mails = 20;
        try (MailServer server = withoutTrace()) {
            ExecutorService pool = Executors.newFixedThreadPool(clients);
            List<Future<?>> done = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                String sender = "client" + client;
                done.add(pool.submit(() -> {
                    for (int mail = 0; mail < mails; mail++) {
                        MimeMessage message = new MimeMessage(Angus.session(server.smtp()));
                        message.setFrom(sender + "@example.org");
                        message.setSubject(sender + " mail " + mail);
                        message.setText("text\r\n");
                        Angus.send(message, "all@example.com", sender + "@example.com");
                    }
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
            pool.shutdown();

            Set<String> expected = new HashSet<>();
            for (int client = 0; client < clients; client++) {
                assertThat(Angus.fetch(server.pop3(), "client" + client, false)).hasSize(mails);
                for (int mail = 0; mail < mails; mail++) {
                    expected.add("client" + client + " mail " + mail);
                }
            }
            assertThat(server.received().all().stream()
                            .map(mail -> mail.subject().orElseThrow()))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(Angus.fetch(server.pop3(), "all", false)).hasSize(clients * mails);
        }
    }

    @Test
    void angusDeletesWhatItFetched() throws Exception {
        try (MailServer server = withoutTrace()) {
            Angus.send(Angus.japaneseMail(Angus.session(server.smtp()), 10), "bob@example.com");
            assertThat(Angus.fetch(server.pop3(), "bob@example.com", true)).hasSize(1);
            assertThat(Angus.fetch(server.pop3(), "bob@example.com", true)).isEmpty();
        }
    }

    private static MailServer withoutTrace() {
        return MailServer.builder()
                .smtp(0, smtp -> smtp.traceHeaders(false))
                .pop3(0)
                .start();
    }

    private static void assertOneMailWithThreeRecipients(MailServer server, byte[] sent) {
        ReceivedMail mail = server.received().await(to("carol@example.com"), Duration.ofSeconds(10));
        assertThat(server.received().count()).isEqualTo(1);
        assertThat(mail.to()).containsExactly(THREE);
        assertThat(mail.from()).isEqualTo("sender@example.org");
        assertThat(mail.subject()).contains("添付ファイル");
        assertThat(mail.bytes()).isEqualTo(sent);
    }

    private static void assertThreeCopies(MailServer server, byte[] sent) throws Exception {
        for (String recipient : THREE) {
            assertThat(Angus.fetch(server.pop3(), recipient, false))
                    .hasSize(1)
                    .first()
                    .isEqualTo(sent);
        }
    }

    private static byte[] pipelined(String... lines) {
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] stuffed(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean lineStart = true;
        for (byte octet : message) {
            if (lineStart && octet == '.') {
                out.write('.');
            }
            out.write(octet);
            lineStart = octet == '\n';
        }
        return out.toByteArray();
    }

    private static void readUpTo(InputStream in, String reply) throws IOException {
        StringBuilder said = new StringBuilder();
        while (said.indexOf(reply) < 0) {
            int octet = in.read();
            assertThat(octet).as("the server said %s", said).isNotNegative();
            said.append((char) octet);
        }
    }
}
