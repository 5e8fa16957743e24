package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;

import dev.yubin.fixtures.Dialogue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Mail that goes round in circles, RFC 5321 §6.3. */
class LoopDetectionTest {
    private static final String HOP = "C: Received: from a.example by b.example;\nC:  Mon, 9 Mar 2026 08:00:00 +0000\n";
    private static final String LOOP = "S: 554 5.4.6 The message was passed on too often, it goes round in a loop\n";

    private static void play(UnaryOperator<SmtpOptions> options, String script) {
        Dialogue.playInEveryWay(() -> SmtpTestServer.open(options), SmtpTestServer::port, EHLO + script);
    }

    @Test
    void aHundredHopsAreEnough() {
        play(
                smtp -> smtp,
                TRANSACTION + DATA + HOP.repeat(100) + "C: Subject: x\nC:\nC: text\n" + ACCEPTED + TRANSACTION + DATA
                        + HOP.repeat(101) + "C: Subject: x\nC:\nC: text\nC: .\n" + LOOP
                        + "C: MAIL FROM:<>\nS: 250 2.1.0 Sender OK\n");
    }

    @Test
    void theNumberCanBeChosen() {
        play(
                smtp -> smtp.maxHops(1),
                TRANSACTION + DATA + HOP + ACCEPTED + TRANSACTION + DATA + HOP.repeat(2) + "C: .\n" + LOOP);
    }

    @Test
    void whatTheTextQuotesDoesNotCount() {
        play(smtp -> smtp.maxHops(1), TRANSACTION + DATA + HOP + "C:\n" + HOP.repeat(3) + ACCEPTED);
    }

    /** RFC 3030. */
    @Test
    void chunksAreLookedThroughToo() {
        play(smtp -> smtp.maxHops(1), TRANSACTION + """
                C!: BDAT 18\\r\\nReceived: x\\r\\nRecei
                S: 250 2.0.0 18 octets received
                C!: BDAT 11 LAST\\r\\nved: y\\r\\n\\r\\nz
                S: 554 5.4.6 The message was passed on too often, it goes round in a loop
                """ + TRANSACTION + """
                C!: BDAT 13\\r\\nReceived: x\\r\\n
                S: 250 2.0.0 13 octets received
                C!: BDAT 15 LAST\\r\\n\\r\\nReceived: y\\r\\n
                S: 250 2.0.0 Message accepted as {...}
                """);
    }
}
