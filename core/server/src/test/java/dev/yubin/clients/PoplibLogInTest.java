package dev.yubin.clients;

import dev.yubin.clients.Program.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** poplib of Python: its ways to log in, and what it may do before and behind that. */
@Needs(Program.PYTHON)
class PoplibLogInTest {
    @TempDir
    Path directory;

    private Finished python(Mailroom room, Letter letter, String script) throws IOException {
        return Python.runWithPop3(room, letter.file(directory), script);
    }

    @Test
    void theGreetingIsAnOk() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, Letter.PLAIN, """
                    for by in [by_clear, by_stls, by_pop3s]:
                        p = by()
                        assert p.getwelcome().startswith(b'+OK '), p.getwelcome()
                        assert p.quit().startswith(b'+OK ')
                    """).succeeded();
        }
    }

    @Test
    void whatTheServerCanDoIsSeen() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            python(room, Letter.PLAIN, """
                    for by in [by_clear, by_stls, by_pop3s]:
                        p = by()
                        able = p.capa()
                        for name in ['TOP', 'USER', 'RESP-CODES', 'AUTH-RESP-CODE', 'PIPELINING', 'UIDL']:
                            assert able[name] == [], (name, able)
                        assert able['IMPLEMENTATION'][0] == 'Yubin', able
                        assert 'CRAM-MD5' in able['SASL'], able
                        assert ('STLS' in able) == (by == by_clear), able
                        assert ('SCRAM-SHA-256-PLUS' in able['SASL']) == (by != by_clear), able
                        log_in(p)
                        assert 'UIDL' in p.capa()
                        p.quit()
                    """).succeeded();
        }
    }

    @Test
    void whatIsNotDoneHereIsAnError() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            python(room, Letter.PLAIN, """
                    p = by_clear()
                    fails(b'', p.stat)
                    fails(b'', p.rpop, 'bob')
                    fails(b'', p.pass_, 'secret')
                    p.user('bob')
                    fails(b'[AUTH] ', p.pass_, 'Secret')
                    p.user('bob')
                    p.pass_('secret')
                    fails(b'', p.user, 'bob')
                    p.quit()
                    p = by_stls()
                    try:
                        p.stls(context)
                        sys.exit('it was taken')
                    except poplib.error_proto as e:
                        assert 'already' in e.args[0], e
                    """).succeeded();
        }
    }

    /** RFC 1939 §7: all behind PASS is the password. */
    @ParameterizedTest
    @ValueSource(strings = {"two words", " first", "last ", "  "})
    void spacesBelongToThePassword(String password) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls().user("dora", password))) {
            python(room, Letter.PLAIN, """
                    p = by_clear()
                    p.user('dora')
                    fails(b'[AUTH] ', p.pass_, 'x%1$s')
                    p.user('dora')
                    p.pass_('%1$s')
                    p.quit()
                    """.formatted(password)).succeeded();
        }
    }

    @Test
    void whoLogsInByApopIsTaken() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            python(room, Letter.PLAIN, """
                    for by in [by_clear, by_stls, by_pop3s]:
                        p = by()
                        fails(b'[AUTH] ', p.apop, 'bob', 'Secret')
                        p.quit()
                        p = by()
                        assert p.apop('bob', 'secret').startswith(b'+OK ')
                        assert octets(p.retr(1)) == mail
                        p.quit()
                    """).succeeded();
        }
    }

    /** poplib itself refuses where the greeting has no timestamp. */
    @Test
    void whereNobodyIsNamedThereIsNoApop() throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.builder().smtp(0).smtps(0).pop3(0).pop3s(0))) {
            python(room, Letter.PLAIN, """
                    for by in [by_clear, by_pop3s]:
                        p = by()
                        try:
                            p.apop('bob', 'secret')
                            sys.exit('it was taken')
                        except poplib.error_proto as e:
                            assert 'APOP not supported' in e.args[0], e
                        p.quit()
                    """).succeeded();
        }
    }

    @Test
    void headersInUtf8AreInAsciiForThoseThatDoNotSayThatTheyCanReadThem() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())
                .give(List.of(Mailroom.UTF8_HEADER))
                .give(Letter.EIGHT_BIT)) {
            python(room, Letter.EIGHT_BIT, """
                    from email.header import decode_header, make_header
                    for by in [by_clear, by_stls, by_pop3s]:
                        p = log_in(by())
                        for lines in [p.retr(1)[1], p.top(1, 0)[1]]:
                            words = decode_header(lines[1][9:].decode('ascii'))
                            assert lines[1].startswith(b'Subject: =?') and str(make_header(words)) == '郵便', lines
                        assert octets(p.retr(2)) == mail
                        fails(b'', p._shortcmd, 'UTF8')
                        p.quit()
                        p = by()
                        assert p.capa()['UTF8'] == ['USER']
                        assert p.utf8().startswith(b'+OK ')
                        log_in(p)
                        assert p.retr(1)[1][1:] == ['Subject: 郵便'.encode(), b'', b'.'], p.retr(1)
                        assert p.top(1, 0)[1][1:] == ['Subject: 郵便'.encode(), b''], p.top(1, 0)
                        assert octets(p.retr(2)) == mail
                        p.quit()
                    """).succeeded();
        }
    }

    @Test
    void namesAndPasswordsAreUtf8() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls().user("börge", "Paßwört"))) {
            python(room, Letter.PLAIN, """
                    for by in [by_clear, by_stls, by_pop3s]:
                        p = by()
                        p.utf8()
                        p.user('börge')
                        fails(b'[AUTH] ', p.pass_, 'Passwort')
                        p.user('börge')
                        p.pass_('Paßwört')
                        p.quit()
                    """).succeeded();
        }
    }
}
