package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.TO_BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in chunks: CHUNKING and BINARYMIME, RFC 3030. */
@Timeout(60)
class SmtpChunkingTest {
    private static final String BINARY = EHLO + """
            C: MAIL FROM:<alice@example.org> BODY=BINARYMIME
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 Recipient OK
            """;
    private static final String BARE =
            "554 5.6.0 The message has a CR or LF that is not part of a CRLF, send CRLF line ends";

    /** Plays a script in every way; then these, and no others, are the messages that bob has. */
    private static void play(String script, String... messages) {
        SmtpTestServer.playInEveryWay(
                SmtpTestServer::open,
                script,
                server -> assertThat(server.inbox("bob@example.com")).containsExactly(messages));
    }

    /** The example of RFC 3030 §4.1. */
    @Test
    void simpleChunking() {
        SmtpTestServer.playInEveryWay(SmtpTestServer::open, EHLO + """
                C: MAIL FROM:<Sam@Random.com>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<Susan@Random.com>
                S: 250 2.1.5 Recipient OK
                C: BDAT 86 LAST
                C: To: Susan@random.com
                C: From: Sam@random.com
                C: Subject: This is a bodyless test message
                S: 250 2.0.0 Message accepted as {...}
                C: QUIT
                S: 221 2.0.0 Bye
                S: <closed>
                """, server -> {
            assertThat(server.inbox("Susan@Random.com")).containsExactly("""
                            To: Susan@random.com\r
                            From: Sam@random.com\r
                            Subject: This is a bodyless test message\r
                            """);
            assertThat(server.accepted().get(0).size()).isEqualTo(86);
        });
    }

    /** The example of RFC 3030 §4.2. */
    @Test
    void pipeliningBinaryMime() {
        String first = "Subject: ten\\r\\n\\r\\n" + "0123456789".repeat(9_998) + "abcd";
        String rest = "\\x80\\r\\0\\n".repeat(81);
        try (SmtpTestServer server = SmtpTestServer.open()) {
            Dialogue.with(server.port()).delivery(Dialogue.Delivery.PIPELINED).play(EHLO + """
                    C: MAIL FROM:<ned@ymir.claremont.edu> BODY=BINARYMIME
                    S: 250 2.1.0 Sender OK
                    C: RCPT TO:<gvaudre@cnri.reston.va.us>
                    S: 250 2.1.5 Recipient OK
                    C: RCPT TO:<jstewart@cnri.reston.va.us>
                    S: 250 2.1.5 Recipient OK
                    C: BDAT 100000
                    C!: %s
                    S: 250 2.0.0 100000 octets received
                    C: BDAT 324
                    C!: %s
                    S: 250 2.0.0 324 octets received
                    C: BDAT 0 LAST
                    S: 250 2.0.0 Message accepted as {...}
                    C: QUIT
                    S: 221 2.0.0 Bye
                    """.formatted(first, rest));
            String whole = (first + rest)
                    .replace("\\r", "\r")
                    .replace("\\n", "\n")
                    .replace("\\0", "\0")
                    .replace("\\x80", "\u0080");
            assertThat(whole).hasSize(100_324);
            assertThat(server.inbox("gvaudre@cnri.reston.va.us")).containsExactly(whole);
            assertThat(server.inbox("jstewart@cnri.reston.va.us")).containsExactly(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bdat 3 last", "BDAT 3 Last ", "BDAT 000000000000000003 LAST"})
    void theCommandIsReadInAnyCase(String command) {
        play(TO_BOB + "C: " + command + "\nC!: abc\nS: 250 2.0.0 Message accepted as {...}\n", "abc");
    }

    @Test
    void emptyChunksAreChunks() {
        play(TO_BOB + """
                C: BDAT 0
                S: 250 2.0.0 0 octets received
                C: BDAT 2
                C!: a\\r
                S: 250 2.0.0 2 octets received
                C: BDAT 0
                S: 250 2.0.0 0 octets received
                C: BDAT 2
                C!: \\nb
                S: 250 2.0.0 2 octets received
                C: BDAT 0 LAST
                S: 250 2.0.0 Message accepted as {...}
                """, "a\r\nb");
    }

    @Test
    void aMessageMayBeEmpty() {
        play(TO_BOB + "C: BDAT 0 LAST\nS: 250 2.0.0 Message accepted as {...}\n", "");
    }

    /** RFC 3030 §2: nothing in a chunk means anything to SMTP. */
    @Test
    void whatLooksLikeSmtpWithinAChunkIsText() {
        play(TO_BOB + """
                C: BDAT 39
                C!: a\\r\\n.\\r\\nQUIT\\r\\n..\\r\\n.b\\r\\nBDAT 5 LAST\\r\\nRSET\\r\\n
                S: 250 2.0.0 39 octets received
                C: BDAT 12 LAST
                C!: .\\r\\n\\r\\n.\\r\\nDATA
                C: NOOP
                S: 250 2.0.0 Message accepted as {...}
                S: 250 2.0.0 OK
                """, "a\r\n.\r\nQUIT\r\n..\r\n.b\r\nBDAT 5 LAST\r\nRSET\r\n.\r\n\r\n.\r\nDATA");
    }

    @Test
    void oneMessageFollowsTheOther() {
        String again = TO_BOB.substring(TO_BOB.indexOf("C: MAIL"));
        play(
                TO_BOB + "C: BDAT 3 LAST\nC!: one\nS: 250 2.0.0 {...}\n" + again
                        + "C: DATA\nS: 354 {...}\nC: two\nC: .\nS: 250 2.0.0 {...}\n" + again
                        + "C: BDAT 2\nC!: th\nS: 250 2.0.0 {...}\nC: BDAT 3 LAST\nC!: ree\nS: 250 2.0.0 {...}\n",
                "one",
                "two\r\n",
                "three");
    }

    /** However the octets are cut into chunks, and the stream into packets. */
    @Test
    void anyOctetsInAnyPiecesArriveAsTheyAre() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> sent = new ArrayList<>();
        try (SmtpTestServer server = SmtpTestServer.open();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setTcpNoDelay(true);
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            wire.writeBytes(ascii("EHLO x\r\n"));
            for (int i = 0; i < 100; i++) {
                byte[] message = new byte[random.nextInt(200)];
                random.nextBytes(message);
                sent.add(new String(message, StandardCharsets.ISO_8859_1));
                wire.writeBytes(ascii("MAIL FROM:<> BODY=BINARYMIME\r\nRCPT TO:<bob@example.com>\r\n"));
                writeChunks(message, random, wire);
            }
            wire.writeBytes(ascii("QUIT\r\n"));
            writeInPieces(wire.toByteArray(), random, socket.getOutputStream());
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(said).as("seed %s", seed).endsWith("221 2.0.0 Bye\r\n");
            assertThat(server.inbox("bob@example.com")).as("seed %s", seed).isEqualTo(sent);
        }
    }

    private static void writeChunks(byte[] message, Random random, ByteArrayOutputStream wire) {
        int at = 0;
        boolean last = false;
        while (!last) {
            int size = random.nextInt(message.length - at + 1);
            last = at + size == message.length;
            wire.writeBytes(ascii("BDAT " + size + (last ? " LAST\r\n" : "\r\n")));
            wire.write(message, at, size);
            at += size;
        }
    }

    private static void writeInPieces(byte[] octets, Random random, OutputStream out) throws IOException {
        for (int at = 0; at < octets.length; ) {
            int size = Math.min(octets.length - at, 1 + random.nextInt(300));
            out.write(octets, at, size);
            at += size;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What is done with the header does not depend on where it is cut. */
    @Test
    void theHeaderMayBeginInOneChunkAndEndInAnother() {
        String chunks = """
                C: BDAT 4
                C!: Date
                S: 250 2.0.0 4 octets received
                C: BDAT 16
                C!: : today\\r\\nReceive
                S: 250 2.0.0 16 octets received
                C: BDAT 10
                C!: d: by x\\r\\n\\r
                S: 250 2.0.0 10 octets received
                C: BDAT 5 LAST
                C!: \\ntext
                """;
        SmtpTestServer.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.completeHeaders(true).maxHops(1)),
                TO_BOB + chunks + "S: 250 2.0.0 Message accepted as {...}\n",
                server -> assertThat(server.inbox("bob@example.com"))
                        .singleElement()
                        .asString()
                        .matches("Message-ID: <.*>\r\nDate: today\r\nReceived: by x\r\n\r\ntext"));
    }

    // --- BINARYMIME and line ends -------------------------------------------------------------------------------

    @Test
    void binaryOctetsAreKeptAsTheyAre() {
        play(BINARY + """
                C: BDAT 9
                C!: \\0\\r\\xFF\\n\\n\\r\\r\\x80.
                S: 250 2.0.0 9 octets received
                C: BDAT 4 LAST
                C!: \\r.\\r\\0
                S: 250 2.0.0 Message accepted as {...}
                """, "\0\r\u00ff\n\n\r\r\u0080.\r.\r\0");
    }

    /** RFC 3030 §3: lines cannot carry it. */
    @Test
    void binaryMimeCannotBeSentByData() {
        play(BINARY + """
                C: DATA
                S: 503 5.5.1 A message of BODY=BINARYMIME needs BDAT
                C: BDAT 3 LAST
                C!: \\n\\n\\n
                S: 250 2.0.0 Message accepted as {...}
                """, "\n\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        // two chunks, and whether each CR and LF in them is part of a CRLF
        "a\\r, \\nb, true",
        "a\\r\\n, b, true",
        "a, \\r\\n, true",
        "a\\r, b, false",
        "a\\r, '', false",
        "a\\r, \\r\\n, false",
        "a, \\nb, false",
        "a\\nb, '', false",
        "\\n, \\r\\n, false",
        "'', \\r, false",
    })
    void bareLineEndsAreSeenAcrossChunks(String first, String second, boolean right) {
        String chunks = chunk("BDAT " + size(first), first) + "S: 250 2.0.0 " + size(first) + " octets received\n"
                + chunk("BDAT " + size(second) + " LAST", second);
        String accepted = "S: 250 2.0.0 Message accepted as {...}\n";
        String whole = (first + second).replace("\\r", "\r").replace("\\n", "\n");
        if (right) {
            play(TO_BOB + chunks + accepted, whole);
        } else {
            play(TO_BOB + chunks + "S: " + BARE + "\nC: NOOP\nS: 250 2.0.0 OK\n");
        }
        play(BINARY + chunks + accepted, whole);
        SmtpTestServer.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.bareLineEnds(SmtpOptions.BareLineEnds.KEEP)),
                TO_BOB + chunks + accepted,
                server -> assertThat(server.inbox("bob@example.com")).containsExactly(whole));
    }

    private static int size(String escaped) {
        return escaped.replace("\\r", "r").replace("\\n", "n").length();
    }

    private static String chunk(String command, String octets) {
        return "C: " + command + "\n" + (octets.isEmpty() ? "" : "C!: " + octets + "\n");
    }
}
