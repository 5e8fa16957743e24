package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.clients.Program.Finished;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** smtplib of Python, with what is in RFC 5321. */
@Needs(Program.PYTHON)
class SmtplibTest {
    @TempDir
    Path directory;

    private Finished python(Mailroom room, Letter letter, String script) throws IOException {
        return Python.run(room, letter.file(directory), script);
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, letter, """
                    refused = s.sendmail(alice, [bob], mail, mail_options=['BODY=8BITMIME'])
                    s.quit()
                    assert refused == {}, refused
                    """).succeeded();
            room.got(letter.octets());
            assertThat(room.only().helo()).isEqualTo("smtplib.example");
        }
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetBehindHelo(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, letter, """
                    assert s.helo()[0] == 250
                    s.sendmail(alice, [bob], mail)
                    s.quit()
                    """).succeeded();
            room.got(letter.octets());
        }
    }

    @Test
    void itReadsWhatTheServerCanDo() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(1_000_000))) {
            python(room, Letter.PLAIN, """
                    code, text = s.ehlo()
                    assert code == 250 and text.startswith(b'mx.example.com'), text
                    for keyword in ['pipelining', '8bitmime', 'enhancedstatuscodes']:
                        assert s.has_extn(keyword), keyword
                    assert s.esmtp_features['size'] == '1000000', s.esmtp_features
                    """).succeeded();
        }
    }

    @Test
    void aMailToManyIsOneMail() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.LEADING_DOTS, """
                    s.sendmail(alice, [bob, carol, 'dave@example.net'], mail)
                    s.quit()
                    """).succeeded();
            assertThat(room.only().to()).containsExactly(BOB, CAROL, "dave@example.net");
            room.inMailboxOf(CAROL, Letter.LEADING_DOTS.octets());
        }
    }

    @Test
    void aHundredMailsInOneSessionAmongThemBounces() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.LEADING_DOTS, """
                    for i in range(50):
                        s.sendmail(alice, [bob], mail)
                        s.sendmail('', [bob], mail)
                        s.rset()
                    s.quit()
                    """).succeeded();
            assertThat(room.server().received().count()).isEqualTo(100);
            assertThat(room.mail(0).from()).isEqualTo(ALICE);
            assertThat(room.mail(99).from()).isEmpty();
            assertThat(room.stored(BOB))
                    .hasSize(100)
                    .allSatisfy(mail -> assertThat(mail).isEqualTo(Letter.LEADING_DOTS.octets()));
        }
    }

    @Test
    void oneUnknownRecipientIsReported() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            python(room, Letter.PLAIN, """
                    refused = s.sendmail(alice, ['nobody@example.com', bob, 'bob@example.net'], mail)
                    s.quit()
                    assert refused['nobody@example.com'][0] == 550, refused
                    assert refused['nobody@example.com'][1].startswith(b'5.1.1 '), refused
                    assert refused['bob@example.net'][1].startswith(b'5.7.1 '), refused
                    assert len(refused) == 2
                    """).succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void onlyUnknownRecipientsAreAnError() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            python(room, Letter.PLAIN, """
                    try:
                        s.sendmail(alice, ['nobody@example.com'], mail)
                        sys.exit('it was taken')
                    except smtplib.SMTPRecipientsRefused as e:
                        assert e.recipients['nobody@example.com'][0] == 550
                    # The session goes on.
                    s.sendmail(alice, [bob], mail)
                    """).succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefused() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            python(room, Letter.MEGABYTES, """
                    try:
                        s.sendmail(alice, [bob], mail)
                        sys.exit('it was taken')
                    except smtplib.SMTPSenderRefused as e:
                        assert e.smtp_code == 552 and e.smtp_error.startswith(b'5.3.4 '), e
                    # Behind HELO there is no SIZE, and the mail is sent.
                    s.helo()
                    s.esmtp_features = {}
                    try:
                        s.sendmail(alice, [bob], mail)
                        sys.exit('it was taken')
                    except smtplib.SMTPDataError as e:
                        assert e.smtp_code == 552 and e.smtp_error.startswith(b'5.3.4 '), e
                    s.sendmail(alice, [bob], b'Subject: small\\r\\n\\r\\n')
                    """).succeeded();
            room.got("Subject: small\r\n\r\n".getBytes(US_ASCII));
        }
    }

    @Test
    void aMailWithBareLineEndsIsRefused() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.PLAIN, """
                    # Smuggling as in CVE-2023-51764: what follows the dot would be commands of a second mail.
                    hidden = mail + b'\\n.\\r\\nMAIL FROM:<mallory@example.org>\\r\\nRCPT TO:<bob@example.com>\\r\\nDATA\\r\\n'
                    s.ehlo()
                    s.mail(alice)
                    s.rcpt(bob)
                    s.putcmd('data')
                    assert s.getreply()[0] == 354
                    s.send(hidden + b'\\r\\n.\\r\\n')
                    code, text = s.getreply()
                    assert code == 554 and text.startswith(b'5.6.0 '), (code, text)
                    assert s.noop()[0] == 250
                    s.quit()
                    """).succeeded();
            room.isEmpty();
        }
    }

    @Test
    void aMailOfPythonsOwnKind() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.PLAIN, """
                    from email.message import EmailMessage
                    m = EmailMessage()
                    m['From'], m['To'], m['Cc'], m['Bcc'], m['Subject'] = alice, bob, carol, 'dave@example.net', 'Grüße'
                    m.set_content('はろー\\n.\\n')
                    m.add_attachment(bytes(range(256)), maintype='application', subtype='octet-stream', filename='é.bin')
                    s.send_message(m)
                    s.quit()
                    """).succeeded();
            assertThat(room.only().to()).containsExactlyInAnyOrder(BOB, CAROL, "dave@example.net");
            assertThat(room.only().subject()).contains("Grüße");
            assertThat(room.only().text()).isEqualTo("はろー\n.\n");
            assertThat(room.only().attachments()).hasSize(1);
            assertThat(room.only().header().first("Bcc")).isEmpty();
        }
    }

    @Test
    void helpIsGiven() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            python(room, Letter.PLAIN, """
                    code, text = s.docmd('HELP')
                    assert code == 214 and b'MAIL' in text and b'BDAT' in text, (code, text)
                    assert b'RCPT TO:' in s.help('rcpt')
                    assert s.docmd('HELP', 'STATUS')[0] == 211
                    assert s.docmd('HELP', 'flying')[0] == 504
                    s.quit()
                    """).succeeded();
        }
    }

    @Test
    void usersAreVerified() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            python(room, Letter.PLAIN, """
                    s.ehlo()
                    assert s.has_extn('vrfy') and s.has_extn('expn')
                    code, text = s.vrfy('bob')
                    assert code == 250 and b'<bob@example.com>' in text, (code, text)
                    assert s.vrfy('Bob@Example.COM')[0] == 250
                    assert s.vrfy('<bob@example.com>')[0] == 250
                    assert s.vrfy('nobody')[0] == 550
                    assert s.expn('bob')[0] == 550
                    assert s.docmd('VRFY')[0] == 501
                    s.quit()
                    """).succeeded();
        }
    }

    @Test
    void verifyingMayBeOff() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.builder()
                .smtp(0, smtp -> smtp.vrfy(false).expn(false))
                .domains("example.com")
                .user("bob", "secret"))) {
            python(room, Letter.PLAIN, """
                    s.ehlo()
                    assert not s.has_extn('vrfy') and not s.has_extn('expn')
                    assert s.vrfy('bob')[0] == s.vrfy('nobody')[0] == 252
                    assert s.expn('bob')[0] == 502
                    s.quit()
                    """).succeeded();
        }
    }

    @Test
    void listsAreExpandedAndOthersAreNot() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob()
                .user("carol", "secret")
                .list("team", "carol", "bob")
                .alias("sales", "carol"))) {
            python(room, Letter.PLAIN, """
                    s.ehlo()
                    code, text = s.expn('team')
                    lines = text.split(b'\\n')
                    assert code == 250 and len(lines) == 2, (code, text)
                    assert b'<carol@example.com>' in lines[0] and b'<bob@example.com>' in lines[1], text
                    assert s.expn('nothing')[0] == 550
                    assert s.vrfy('sales')[0] in [250, 251]
                    s.quit()
                    """).succeeded();
        }
    }
}
