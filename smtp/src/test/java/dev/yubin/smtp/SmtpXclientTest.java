package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.KEYWORDS;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** XCLIENT as Postfix describes it: a trusted proxy says which client it speaks for. */
class SmtpXclientTest {
    private static final String WITH_XCLIENT = "C: EHLO proxy.example\n"
            + SmtpTestServer.keywords("XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT");
    private static final String TRUSTED = GREETING + WITH_XCLIENT;
    private static final String EHLO_AGAIN = GREETING + WITH_XCLIENT.replace("proxy.example", "client.example");
    private static final String MESSAGE = TRANSACTION + DATA + ACCEPTED + "C: QUIT\nS: 221 2.0.0 Bye\n";

    private static SmtpTestServer trusting(UnaryOperator<SmtpOptions> more) {
        return SmtpTestServer.open(smtp -> more.apply(smtp.xclientFrom("127.0.0.0/8", "::1")));
    }

    private static void play(String script) {
        Dialogue.playInEveryWay(() -> trusting(smtp -> smtp), SmtpTestServer::port, script);
    }

    private static SmtpTransaction taken(UnaryOperator<SmtpOptions> more, String script) {
        try (SmtpTestServer server = trusting(more)) {
            Dialogue.with(server.port()).play(script);
            assertThat(server.accepted()).hasSize(1);
            return server.accepted().get(0);
        }
    }

    private static String received(String script) {
        try (SmtpTestServer server = trusting(smtp -> smtp.traceHeaders(true))) {
            Dialogue.with(server.port()).play(script);
            return server.inbox("bob@example.com").get(0);
        }
    }

    /** The example of Postfix's XCLIENT_README. */
    @Test
    void theSessionBeginsAnewForTheClientThatTheProxyNames() {
        String message = received(
                TRUSTED + """
                C: XCLIENT NAME=spike.porcupine.org ADDR=168.100.189.2
                """ + GREETING + """
                C: HELO spike.porcupine.org
                S: 250 mx.example.com
                C: MAIL FROM:<wietse@porcupine.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                """ + DATA + "C: text\n" + ACCEPTED + "C: QUIT\nS: 221 2.0.0 Bye\n");
        assertThat(message)
                .contains("Received: from spike.porcupine.org (spike.porcupine.org [168.100.189.2])\r\n")
                .contains(" with SMTP id ");
    }

    @Test
    void othersAreNotOfferedItAndAreRefused() {
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.xclientFrom("192.0.2.0/24")),
                SmtpTestServer::port,
                GREETING + """
                        C: XCLIENT ADDR=192.0.2.1
                        S: 550 5.7.0 XCLIENT is for trusted proxies only
                        C: EHLO client.example
                        """ + KEYWORDS + """
                        C: XCLIENT ADDR=192.0.2.1
                        S: 550 5.7.0 XCLIENT is for trusted proxies only
                        C: NOOP
                        S: 250 2.0.0 OK
                        """);
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, EHLO + """
                C: XCLIENT ADDR=192.0.2.1
                S: 550 5.7.0 XCLIENT is for trusted proxies only
                """);
    }

    @Test
    void whoIsTrustedIsDecidedByTheProxyNotByItsClients() {
        play(TRUSTED + "C: XCLIENT ADDR=192.0.2.1\n" + GREETING + WITH_XCLIENT + "C: XCLIENT ADDR=192.0.2.2\n"
                + GREETING + WITH_XCLIENT);
    }

    @Test
    void itMayComeBeforeEhloButNotWithinATransaction() {
        play(GREETING + "C: XCLIENT ADDR=192.0.2.1\n" + GREETING + """
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Say EHLO or HELO first
                """ + WITH_XCLIENT + TRANSACTION + """
                C: XCLIENT ADDR=192.0.2.2
                S: 503 5.5.1 A transaction is under way, RSET gives it up
                C!: BDAT 3\\r\\none
                S: 250 2.0.0 3 octets received
                C: XCLIENT ADDR=192.0.2.2
                S: 503 5.5.1 {...}
                C: RSET
                S: 250 2.0.0 OK, nothing is under way
                C: XCLIENT ADDR=192.0.2.2
                """ + GREETING
                + """
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Say EHLO or HELO first
                """);
    }

    @Test
    void wrongArgumentsAreRefusedAndChangeNothing() {
        play(TRUSTED + """
                C: XCLIENT
                S: 501 5.5.4 Syntax: XCLIENT attribute=value ...
                C: XCLIENT ADDR=somewhere
                S: 501 5.5.4 Syntax: XCLIENT attribute=value ...
                C: XCLIENT ADDR=192.0.2.1 COLOR=blue
                S: 501 5.5.4 Syntax: XCLIENT attribute=value ...
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                """);
    }

    @Test
    void whatIsUnavailableIsNotKnown() {
        SmtpTransaction mail = taken(
                smtp -> smtp,
                TRUSTED
                        + "C: XCLIENT NAME=[UNAVAILABLE] ADDR=[UNAVAILABLE] PORT=[UNAVAILABLE] PROTO=[UNAVAILABLE]"
                        + " LOGIN=[TEMPUNAVAIL] HELO=[UNAVAILABLE] DESTADDR=[UNAVAILABLE] DESTPORT=[UNAVAILABLE]\n"
                        + EHLO_AGAIN + MESSAGE);
        assertThat(mail.client().name()).isEmpty();
        assertThat(mail.client().login()).isEmpty();
        assertThat(mail.client().helo()).contains("client.example");
        assertThat(mail.client().address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void anIpv6AddressHasItsPrefix() {
        SmtpTransaction mail =
                taken(smtp -> smtp, TRUSTED + "C: xclient addr=IPV6:2001:db8::1 port=50123\n" + EHLO_AGAIN + MESSAGE);
        assertThat(mail.client().address().getAddress().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(mail.client().address().getPort()).isEqualTo(50123);
        assertThat(received(TRUSTED + "C: XCLIENT ADDR=IPv6:2001:db8::1\n" + EHLO_AGAIN + MESSAGE))
                .contains("Received: from client.example ([IPv6:2001:db8::1])");
    }

    /** RFC 6409 §4.3: the proxy has seen to it. */
    @Test
    void aLoginMakesTheClientAnAuthenticatedOne() {
        UnaryOperator<SmtpOptions> strict = smtp -> smtp.requireAuth(true);
        SmtpTransaction mail = taken(strict, TRUSTED + """
                C: MAIL FROM:<a@example.org>
                S: 530 5.7.0 Authentication is required here
                C: XCLIENT LOGIN=b+C3+B6b+2Bx ADDR=192.0.2.1
                """ + EHLO_AGAIN + MESSAGE);
        assertThat(mail.client().login()).contains("böb+x");
        assertThat(received(TRUSTED + "C: XCLIENT LOGIN=bob\n" + EHLO_AGAIN + MESSAGE))
                .contains(" with ESMTPA id ");
    }

    @Test
    void aHeloTakesThePlaceOfTheProxysOwn() {
        assertThat(received(TRUSTED + "C: XCLIENT HELO=spike.porcupine.org\n" + GREETING + WITH_XCLIENT + MESSAGE))
                .contains("Received: from spike.porcupine.org ([127.0.0.1])");
    }

    /** A command line is short, so a proxy may need more than one. */
    @Test
    void whatSeveralCommandsSayAddsUp() {
        SmtpTransaction mail = taken(
                smtp -> smtp,
                TRUSTED + "C: XCLIENT NAME=spike.porcupine.org LOGIN=bob\n" + GREETING
                        + "C: XCLIENT HELO=spike.example ADDR=192.0.2.1\n" + GREETING + "C: XCLIENT PORT=25\n"
                        + EHLO_AGAIN + MESSAGE);
        assertThat(mail.client().name()).contains("spike.porcupine.org");
        assertThat(mail.client().login()).contains("bob");
        assertThat(mail.client().helo()).contains("spike.example");
        assertThat(mail.client().address()).hasToString("/192.0.2.1:25");
    }

    @Test
    void aLaterCommandTakesALoginBack() {
        Dialogue.playInEveryWay(
                () -> trusting(smtp -> smtp.requireAuth(true)),
                SmtpTestServer::port,
                TRUSTED + "C: XCLIENT LOGIN=bob\n" + GREETING + "C: XCLIENT LOGIN=[UNAVAILABLE]\n" + EHLO_AGAIN + """
                        C: MAIL FROM:<a@example.org>
                        S: 530 5.7.0 Authentication is required here
                        """);
    }

    @Test
    void hooksAreAskedAboutEachClient() {
        MomentHooks hooks = new MomentHooks(true)
                .when(
                        HookMoment.CONNECTED,
                        told -> told.get(0).toString().contains("192.0.2.66")
                                ? Decision.refuse(554, "5.7.1", "Not you")
                                : Decision.accept());
        try (SmtpTestServer server = trusting(smtp -> smtp.hooks(hooks))) {
            Dialogue.with(server.port()).play(TRUSTED + "C: XCLIENT ADDR=192.0.2.1\n" + EHLO_AGAIN + """
                    C: XCLIENT ADDR=192.0.2.66
                    S: 554 5.7.1 Not you
                    C: EHLO client.example
                    S: 503 5.5.1 There is no service for you here, say QUIT
                    C: XCLIENT ADDR=192.0.2.1
                    S: 503 5.5.1 There is no service for you here, say QUIT
                    C: QUIT
                    S: 221 2.0.0 Bye
                    S: <closed>
                    """);
            assertThat(hooks.moments().stream().filter(moment -> moment == HookMoment.CONNECTED))
                    .hasSize(3);
        }
    }
}
