package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.MailAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What hooks are told, and when they are not asked. */
class HookFactsTest {
    private final MomentHooks hooks = new MomentHooks(true);

    private void play(String script) {
        try (SmtpTestServer server = SmtpTestServer.closed(smtp -> smtp.hooks(hooks))) {
            Dialogue.with(server.port()).play(script);
        }
    }

    private SmtpClient client(int question) {
        return (SmtpClient) hooks.told().get(question).get(0);
    }

    @Test
    void eachMomentTellsWhatIsKnownOfTheClientByThen() {
        play(
                EHLO
                        + "C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Sender OK\nC: HELO other.example\nS: 250 mx.example.com\n");
        assertThat(hooks.moments())
                .containsExactly(HookMoment.CONNECTED, HookMoment.HELLO, HookMoment.MAIL, HookMoment.HELLO);
        for (int question = 0; question < 4; question++) {
            assertThat(client(question).address().getAddress().isLoopbackAddress())
                    .isTrue();
            assertThat(client(question).address().getPort())
                    .isEqualTo(client(0).address().getPort());
            assertThat(client(question).role()).isEqualTo(SmtpRole.MX);
            assertThat(client(question).encrypted()).isFalse();
            assertThat(client(question).login()).isEmpty();
            assertThat(client(question).name()).isEmpty();
        }
        assertThat(client(0).helo()).isEmpty();
        assertThat(client(0).extended()).isFalse();
        assertThat(client(1).helo()).contains("client.example");
        assertThat(client(1).extended()).isTrue();
        assertThat(client(2).helo()).contains("client.example");
        assertThat(client(3).helo()).contains("other.example");
        assertThat(client(3).extended()).isFalse();
    }

    @Test
    void mailAndRcptTellTheEnvelopeWithItsParameters() {
        play(EHLO + """
                C: MAIL FROM:<a@example.org> SIZE=100 BODY=8BITMIME RET=HDRS ENVID=QQ314159
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<Bob@Example.COM> NOTIFY=NEVER
                S: 250 2.1.5 Recipient OK
                """);
        Envelope envelope = (Envelope) hooks.told().get(2).get(1);
        assertThat(envelope.reversePath()).map(MailAddress::toString).contains("a@example.org");
        assertThat(envelope.parameters().size()).hasValue(100);
        assertThat(envelope.parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
        assertThat(envelope.parameters().ret()).contains(ReturnContent.HEADERS);
        assertThat(envelope.parameters().envelopeId()).contains("QQ314159");
        assertThat(hooks.told().get(3).get(1)).isEqualTo(envelope);
        assertThat(hooks.told().get(3).get(2)).hasToString("Bob@Example.COM");
    }

    @Test
    void theEndOfDataTellsTheWholeMessageAndAllRecipientsWithTheirVerdicts() {
        AtomicReference<String> content = new AtomicReference<>();
        hooks.when(
                        HookMoment.RCPT,
                        told -> told.get(2).toString().startsWith("postmaster")
                                ? Decision.refuse(450, "4.7.1", "Later")
                                : Decision.accept())
                .when(HookMoment.DATA_END, told -> {
                    SmtpTransaction transaction = (SmtpTransaction) told.get(0);
                    content.set(new String(transaction.content().toByteArray(), StandardCharsets.ISO_8859_1));
                    return Decision.accept();
                });
        try (SmtpTestServer server =
                SmtpTestServer.closed(smtp -> smtp.hooks(hooks).traceHeaders(true))) {
            Dialogue.with(server.port()).play(EHLO + """
                    C: MAIL FROM:<>
                    S: 250 {...}
                    C: RCPT TO:<nobody@example.com>
                    S: 550 5.1.1 No such user here
                    C: RCPT TO:<postmaster@example.com>
                    S: 450 4.7.1 Later
                    C: RCPT TO:<bob@example.com>
                    S: 250 {...}
                    """ + DATA + """
                    C: Subject: hello
                    C:
                    C: ..
                    C: .
                    S: 250 {...}
                    """);
            SmtpTransaction asked = last();
            SmtpTransaction taken = server.accepted().get(0);
            assertThat(content).hasValue("Subject: hello\r\n\r\n.\r\n");
            assertThat(asked.size()).isEqualTo(21);
            assertThat(asked.reversePath()).isEmpty();
            assertThat(asked.client().helo()).contains("client.example");
            assertThat(asked.id()).isEqualTo(taken.id());
            assertThat(asked.transcript()).isSameAs(taken.transcript());
            assertThat(List.of(asked, taken))
                    .allSatisfy(mail -> assertThat(mail.recipients())
                            .extracting(recipient -> recipient.address() + " " + recipient.verdict())
                            .containsExactly(
                                    "nobody@example.com 550 5.1.1 No such user here",
                                    "postmaster@example.com 450 4.7.1 Later",
                                    "bob@example.com 250 2.1.5 Recipient OK"));
        }
    }

    private SmtpTransaction last() {
        List<List<Object>> told = hooks.told();
        assertThat(told.get(told.size() - 1).get(0)).asInstanceOf(type(SmtpTransaction.class));
        return (SmtpTransaction) told.get(told.size() - 1).get(0);
    }

    /** A recipient whose hook failed was refused like any other. */
    @Test
    void aRecipientThatCouldNotBeDecidedIsAmongTheVerdicts() {
        hooks.when(HookMoment.RCPT, told -> {
            if (told.get(2).toString().startsWith("postmaster")) {
                throw new IllegalStateException("a hook's bug");
            }
            return Decision.accept();
        });
        play(EHLO + """
                C: MAIL FROM:<>
                S: 250 {...}
                C: RCPT TO:<postmaster@example.com>
                S: 451 4.3.0 Something went wrong here, try again later
                C: DATA
                S: 554 5.5.1 No valid recipients
                C: RCPT TO:<bob@example.com>
                S: 250 {...}
                C: DATA
                S: 354 {...}
                C: .
                S: 250 {...}
                """);
        assertThat(last().recipients())
                .extracting(recipient -> recipient.verdict().code())
                .containsExactly(451, 250);
    }

    @Test
    void theyAreAskedOnlyWhenTheServerItselfWouldSayYes() {
        try (SmtpTestServer server =
                SmtpTestServer.closed(smtp -> smtp.hooks(hooks).maxHops(1))) {
            Dialogue.with(server.port()).play(GREETING + """
                    C: EHLO
                    S: 501 {...}
                    C: LHLO client.example
                    S: 500 {...}
                    C: MAIL FROM:<a@example.org>
                    S: 503 {...}
                    C: HELO client.example
                    S: 250 mx.example.com
                    C: MAIL FROM:<a@example.org> SIZE=1
                    S: 555 {...}
                    C: RCPT TO:<bob@example.com>
                    S: 503 {...}
                    C: MAIL FROM:<>
                    S: 250 {...}
                    C: RCPT TO:<nobody@example.com>
                    S: 550 5.1.1 {...}
                    C: RCPT TO:<bob@elsewhere.example>
                    S: 550 5.7.1 {...}
                    C: RCPT TO:<bob@example.com>
                    S: 250 {...}
                    C: DATA
                    S: 354 {...}
                    C: Received: one
                    C: Received: two
                    C: .
                    S: 554 5.4.6 {...}
                    C: MAIL FROM:<>
                    S: 250 {...}
                    C: RCPT TO:<bob@example.com>
                    S: 250 {...}
                    C: DATA
                    S: 354 {...}
                    C!: bare\\nline end\\r\\n.\\r\\n
                    S: 554 5.6.0 {...}
                    """);
        }
        assertThat(hooks.moments())
                .containsExactly(
                        HookMoment.CONNECTED,
                        HookMoment.HELLO,
                        HookMoment.MAIL,
                        HookMoment.RCPT,
                        HookMoment.MAIL,
                        HookMoment.RCPT);
    }
}
