package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.ReceivedMail;
import dev.yubin.clients.Program.Finished;
import dev.yubin.smtp.BodyType;
import dev.yubin.smtp.Notify;
import dev.yubin.smtp.RcptParameters;
import dev.yubin.smtp.ReturnContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** smtplib of Python, with LMTP, submission, and what is in extensions of SMTP. */
@Needs(Program.PYTHON)
class SmtplibExtensionsTest {
    @TempDir
    Path directory;

    private Finished python(Mailroom room, Letter letter, String script) throws IOException {
        return Python.run(room, letter.file(directory), script);
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetByLmtp(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.openLmtp()) {
            python(room, letter, """
                    s.sendmail(alice, [bob], mail)
                    s.quit()
                    """).succeeded();
            room.got(letter.octets());
        }
    }

    @Test
    void lmtpAnswersForEachRecipient() throws Exception {
        try (Mailroom room = Mailroom.openLmtpOfBob()) {
            python(room, Letter.LEADING_DOTS, """
                    s.ehlo()
                    assert s.mail(alice)[0] == 250
                    assert [s.rcpt(to)[0] for to in [bob, 'nobody@example.com', bob]] == [250, 550, 250]
                    assert s.data(mail)[0] == 250
                    # smtplib reads one answer only, but there is one for each recipient that was taken.
                    assert s.getreply()[0] == 250
                    assert s.noop() == (250, b'2.0.0 OK')
                    # And none at all where none was taken.
                    assert s.mail(alice)[0] == 250
                    assert s.rcpt('nobody@example.com')[0] == 550
                    assert s.docmd('DATA')[0] in [503, 554]
                    s.quit()
                    """).succeeded();
            assertThat(room.only().bytes()).isEqualTo(Letter.LEADING_DOTS.octets());
        }
    }

    @Test
    void parametersOfDeliveryNoticesAreKept() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.PLAIN, """
                    s.ehlo()
                    def ok(reply):
                        assert reply[0] == 250, reply
                    ok(s.mail(alice, ['RET=HDRS', 'ENVID=QQ+2B314159', 'SIZE=1000', 'BODY=8BITMIME']))
                    ok(s.rcpt(bob, ['NOTIFY=SUCCESS,DELAY', 'ORCPT=rfc822;Bob+2Bx@example.net']))
                    ok(s.rcpt(carol, ['NOTIFY=NEVER']))
                    ok(s.data(mail))
                    s.quit()
                    """).succeeded();
            ReceivedMail mail = room.only();
            assertThat(mail.parameters().ret()).contains(ReturnContent.HEADERS);
            assertThat(mail.parameters().envelopeId()).contains("QQ+314159");
            assertThat(mail.parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
            assertThat(mail.parameters().size()).hasValue(1000);
            RcptParameters bobs = mail.recipients().get(0).parameters();
            assertThat(bobs.notifyOn()).contains(Set.of(Notify.SUCCESS, Notify.DELAY));
            assertThat(bobs.originalRecipient().orElseThrow().address()).isEqualTo("Bob+x@example.net");
            assertThat(mail.recipients().get(1).parameters().notifyOn()).contains(Set.of(Notify.NEVER));
        }
    }

    @Test
    void parametersThatAreWrongAreRefused() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.PLAIN, """
                    s.ehlo()
                    def refused(code, reply):
                        assert reply[0] == code and reply[1].startswith(b'5.5.4 '), reply
                    refused(555, s.mail(alice, ['FLAVOUR=VANILLA']))
                    refused(501, s.mail(alice, ['RET=SOME']))
                    refused(501, s.mail(alice, ['RET=FULL', 'RET=FULL']))
                    assert s.mail(alice)[0] == 250
                    refused(501, s.rcpt(bob, ['NOTIFY=NEVER,SUCCESS']))
                    refused(555, s.rcpt(bob, ['RET=FULL']))
                    assert s.rcpt(bob)[0] == 250
                    s.helo()
                    refused(555, s.mail(alice, ['SIZE=1000']))
                    s.quit()
                    """).succeeded();
            room.isEmpty();
        }
    }

    @Test
    void addressesBeyondAscii() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.EIGHT_BIT, """
                    s.sendmail('ünal@例え.jp', ['börge@example.com'], mail, mail_options=['SMTPUTF8', 'BODY=8BITMIME'])
                    s.quit()
                    """).succeeded();
            assertThat(room.only().from()).isEqualTo("ünal@例え.jp");
            assertThat(room.only().to()).containsExactly("börge@example.com");
            assertThat(room.only().parameters().smtpUtf8()).isTrue();
            room.inMailboxOf("börge@example.com", Letter.EIGHT_BIT.octets());
        }
    }

    @Test
    void aBinaryMailComesInChunks() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.PLAIN, """
                    binary = mail + bytes(range(256)) * 1000 + b'\\r\\n.\\r\\nMAIL FROM:<x@y>\\r\\n\\n.\\n\\r'
                    open(file, 'wb').write(binary)
                    s.ehlo()
                    assert s.mail(alice, ['BODY=BINARYMIME'])[0] == 250
                    assert s.rcpt(bob)[0] == 250
                    # All at once: the chunks are not commands, whatever is in them.
                    third = len(binary) // 3
                    chunks = [binary[:third], binary[third:2 * third], binary[2 * third:]]
                    s.send(b''.join(b'BDAT %d\\r\\n' % len(c) + c for c in chunks) + b'BDAT 0 LAST\\r\\nNOOP\\r\\n')
                    codes = [s.getreply()[0] for _ in range(5)]
                    assert codes == [250] * 5, codes
                    s.quit()
                    """).succeeded();
            room.got(Files.readAllBytes(directory.resolve("PLAIN.eml")));
            assertThat(room.only().parameters().body()).isEqualTo(BodyType.BINARY_MIME);
        }
    }

    @Test
    void aChunkThatIsRefusedIsSwallowed() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            python(room, Letter.PLAIN, """
                    s.ehlo()
                    assert s.mail(alice)[0] == 250
                    assert s.rcpt('nobody@example.com')[0] == 550
                    trap = b'RCPT TO:<bob@example.com>\\r\\nDATA\\r\\n'
                    s.send(b'BDAT %d LAST\\r\\n' % len(trap) + trap + b'NOOP\\r\\n')
                    code, text = s.getreply()
                    assert code in [503, 554], (code, text)
                    assert s.getreply() == (250, b'2.0.0 OK')
                    # BINARYMIME is by BDAT only (RFC 3030).
                    s.rset()
                    assert s.mail(alice, ['BODY=BINARYMIME'])[0] == 250
                    assert s.rcpt(bob)[0] == 250
                    assert s.docmd('DATA')[0] == 503
                    s.quit()
                    """).succeeded();
            room.isEmpty();
        }
    }

    @Test
    void aSubmittedMailGetsTheHeaderFieldsItLacks() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.builder()
                .submission(0, submission -> submission.traceHeaders(false).completeHeaders(true)))) {
            python(room, Letter.PLAIN, """
                    s.sendmail(alice, [bob], b'From: alice@example.org\\r\\nSubject: x\\r\\n\\r\\n.body\\r\\n')
                    s.quit()
                    """).succeeded();
            assertThat(new String(room.stored(BOB).get(0), US_ASCII))
                    .containsPattern("^Date: .*\r\nMessage-ID: <[^<>\r\n]+@mx\\.example\\.com>\r\nFrom: ")
                    .endsWith("\r\n\r\n.body\r\n");
        }
    }

    @Test
    void xclientOfAnybodyIsRefused() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.xclientFrom("192.0.2.0/24"))) {
            python(room, Letter.PLAIN, """
                    s.ehlo()
                    assert not s.has_extn('xclient')
                    code, text = s.docmd('XCLIENT', 'ADDR=192.0.2.7')
                    assert code == 550 and text.startswith(b'5.7.0 '), (code, text)
                    s.sendmail(alice, [bob], mail)
                    """).succeeded();
            assertThat(room.only().client().address().getAddress().isLoopbackAddress())
                    .isTrue();
        }
    }
}
