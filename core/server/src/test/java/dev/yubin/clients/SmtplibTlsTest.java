package dev.yubin.clients;

import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * smtplib and poplib of Python with TLS, by a context that knows the server's authority only from its PEM text, and checks
 * certificates as strictly as Python can.
 */
@Needs(Program.PYTHON)
class SmtplibTlsTest {
    @TempDir
    Path directory;

    private Finished python(Mailroom room, Letter letter, String script) throws IOException {
        return Python.runWithTls(room, letter.file(directory), script);
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetByStartTls(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, letter, """
                    s = by_starttls()
                    s.sendmail(alice, [bob], mail, mail_options=['BODY=8BITMIME'])
                    assert not s.has_extn('starttls')
                    s.quit()
                    """).succeeded();
            room.got(letter.octets());
        }
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetBySmtps(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, letter, """
                    s = by_smtps()
                    s.sendmail(alice, [bob], mail, mail_options=['BODY=8BITMIME'])
                    s.quit()
                    """).succeeded();
            room.got(letter.octets());
        }
    }

    /** poplib takes no lines above 2048 octets. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOO_LONG_LINES")
    void eachMailIsFetchedOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, letter, """
                    s = by_smtps()
                    s.sendmail(alice, [bob], mail)
                    s.quit()
                    for by in [by_stls, by_pop3s]:
                        p = by()
                        p.user('bob')
                        p.pass_('secret')
                        assert p.stat() == (1, len(mail)), p.stat()
                        assert b''.join(line + b'\\r\\n' for line in p.retr(1)[1]) == mail
                        p.quit()
                    """).succeeded();
            room.got(letter.octets());
        }
    }

    @Test
    void aThousandCommandsAndAHundredMailsGoThroughOneTlsSession() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, Letter.LEADING_DOTS, """
                    s = by_starttls()
                    for i in range(100):
                        s.sendmail(alice, [bob], mail)
                        for j in range(10):
                            assert s.noop()[0] == 250
                    s.quit()
                    p = by_stls()
                    p.user('bob')
                    p.pass_('secret')
                    for i in range(1, 101):
                        assert b''.join(line + b'\\r\\n' for line in p.retr(i)[1]) == mail
                        p.dele(i)
                    p.quit()
                    """).succeeded();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1_2", "TLSv1_3"})
    void bothVersionsOfTlsAreSpoken(String version) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, Letter.PLAIN, """
                    context.minimum_version = context.maximum_version = ssl.TLSVersion.%1$s
                    for by in [by_starttls, by_smtps, by_stls, by_pop3s]:
                        c = by()
                        assert c.sock.version() == '%1$s'.replace('_', '.'), c.sock.version()
                        assert c.ehlo()[0] == 250 if isinstance(c, smtplib.SMTP) else 'UIDL' in c.capa()
                        c.quit()
                    s = by_smtps()
                    s.sendmail(alice, [bob], mail)
                    """.formatted(version)).succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    /** In its own order of preference login() takes CRAM-MD5 first. */
    @ParameterizedTest
    @EnumSource(TlsStart.class)
    void whoLogsInWithAPasswordIsTaken(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, Letter.PLAIN, """
                    by = %s
                    s = by()
                    assert s.login('bob', 'secret')[0] == 235
                    s.sendmail(alice, [bob], mail)
                    s.quit()
                    for early in [True, False]:
                        for mechanism in ['PLAIN', 'LOGIN', 'CRAM-MD5']:
                            s = by()
                            s.ehlo()
                            assert mechanism in s.esmtp_features['auth'].split(), s.esmtp_features
                            s.user, s.password = 'bob', 'secret'
                            how = getattr(s, 'auth_' + mechanism.lower().replace('-', '_'))
                            code, text = s.auth(mechanism, how, initial_response_ok=early)
                            assert code == 235 and text.startswith(b'2.7.0 '), (mechanism, code, text)
                            s.quit()
                    """.formatted(by(start))).succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @EnumSource(TlsStart.class)
    void aWrongPasswordIsNot(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            // login() tries all that it knows, one after the other.
            python(room, Letter.PLAIN, """
                    s = %s()
                    try:
                        s.login('bob', 'Secret')
                        sys.exit('it was taken')
                    except smtplib.SMTPAuthenticationError as e:
                        assert e.smtp_code == 535 and e.smtp_error.startswith(b'5.7.8 '), e
                    s.quit()
                    p = by_pop3s()
                    p.user('bob')
                    try:
                        p.pass_('Secret')
                        sys.exit('it was taken')
                    except poplib.error_proto as e:
                        assert b'[AUTH]' in e.args[0], e
                    """.formatted(by(start))).succeeded();
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsStart.class)
    void whoHasATokenIsTaken(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, Letter.PLAIN, """
                    def log_in(token):
                        s = %s()
                        s.ehlo()
                        challenges = []
                        def answer(challenge=None):
                            if challenge is None:
                                return 'user=bob\\x01auth=Bearer ' + token + '\\x01\\x01'
                            challenges.append(challenge)
                            return ''
                        try:
                            return s, s.auth('XOAUTH2', answer), challenges
                        except smtplib.SMTPAuthenticationError as e:
                            return s, e.args, challenges
                    s, reply, challenges = log_in(token)
                    assert reply[0] == 235 and not challenges, reply
                    s.sendmail(alice, [bob], mail)
                    s.quit()
                    s, reply, challenges = log_in('guess')
                    assert reply[0] == 535 and len(challenges) == 1, (reply, challenges)
                    assert b'"status"' in challenges[0], challenges
                    """.formatted(by(start))).succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void startTlsIsForgottenOnceItIsDone() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, Letter.PLAIN, """
                    s = by_starttls()
                    # smtplib has forgotten EHLO, and so has the server.
                    assert s.docmd('MAIL FROM:<alice@example.org>')[0] == 503
                    s.ehlo()
                    assert 'starttls' not in s.esmtp_features
                    assert s.docmd('STARTTLS')[0] in [503, 554]
                    s.sendmail(alice, [bob], mail)
                    p = by_stls()
                    assert 'STLS' not in p.capa()
                    """).succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            python(room, Letter.PLAIN, """
                    for by in [by_starttls, by_smtps, by_stls, by_pop3s]:
                        try:
                            by()
                            sys.exit('it was taken')
                        except ssl.SSLCertVerificationError as e:
                            pass
                    """).succeeded();
            room.isEmpty();
        }
    }

    private static String by(TlsStart start) {
        return start == TlsStart.ASKED_FOR ? "by_starttls" : "by_smtps";
    }
}
