package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;

import dev.yubin.clients.Program.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** poplib of Python: what it does in a maildrop, by each of its ways into a maildrop. */
@Needs(Program.PYTHON)
class PoplibTest {
    private static final String[] WAYS = {"by_clear", "by_stls", "by_pop3s"};

    @TempDir
    Path directory;

    /** Runs what is to be done with {@code p}, a session of Bob's that is logged in, in each way. */
    private void inEachWay(Mailroom room, Letter letter, String script) throws IOException {
        for (String way : WAYS) {
            python(room, letter, "p = log_in(" + way + "())\n" + script).succeeded();
        }
    }

    private Finished python(Mailroom room, Letter letter, String script) throws IOException {
        return Python.runWithPop3(room, letter.file(directory), script);
    }

    @Test
    void mailsAreCountedListedAndRead() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.LEADING_DOTS, Letter.PLAIN)) {
            inEachWay(room, Letter.LEADING_DOTS, """
                    assert p.stat() == (2, len(mail) + 160), p.stat()
                    assert p.list()[1] == [b'1 %d' % len(mail), b'2 160'], p.list()
                    assert p.list(1) == b'+OK 1 %d' % len(mail), p.list(1)
                    assert octets(p.retr(1)) == mail
                    fails(b'', p.list, 3)
                    fails(b'', p.retr, 3)
                    fails(b'', p.retr, 0)
                    fails(b'', p.retr, -1)
                    fails(b'', p.retr, 99999999999)
                    fails(b'', p.retr, 'one')
                    assert p.noop().startswith(b'+OK ')
                    p.quit()
                    """);
        }
    }

    @Test
    void topIsTheHeaderAndSoManyLines() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.LEADING_DOTS)) {
            inEachWay(room, Letter.LEADING_DOTS, """
                    lines = mail.split(b'\\r\\n')[:-1]
                    header = lines.index(b'') + 1
                    for n in [0, 1, 2, len(lines) - header, 1000]:
                        assert p.top(1, n)[1] == lines[:header + n], (n, p.top(1, n))
                    fails(b'', p.top, 2, 0)
                    fails(b'', p.top, 1, -1)
                    fails(b'', p.top, 1, '')
                    p.quit()
                    """);
        }
    }

    @Test
    void uniqueIdsStayWhenNumbersChange() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LATIN_1, Letter.PLAIN)) {
            python(room, Letter.PLAIN, """
                    p = log_in(by_clear())
                    ids = [line.split()[1] for line in p.uidl()[1]]
                    assert len(set(ids)) == 3, ids
                    assert p.uidl(2) == b'+OK 2 ' + ids[1], p.uidl(2)
                    fails(b'', p.uidl, 4)
                    p.dele(2)
                    fails(b'', p.uidl, 2)
                    assert p.uidl()[1] == [b'1 ' + ids[0], b'3 ' + ids[2]], p.uidl()
                    p.quit()
                    p = log_in(by_pop3s())
                    assert p.uidl()[1] == [b'1 ' + ids[0], b'2 ' + ids[2]], p.uidl()
                    p.quit()
                    """).succeeded();
        }
    }

    @Test
    void whatIsDeletedComesBackByRset() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LATIN_1)) {
            inEachWay(room, Letter.PLAIN, """
                    assert p.dele(1).startswith(b'+OK ')
                    fails(b'', p.dele, 1)
                    fails(b'', p.retr, 1)
                    assert p.stat()[0] == 1
                    assert p.rset().startswith(b'+OK ')
                    assert p.stat()[0] == 2
                    assert octets(p.retr(1)) == mail
                    p.quit()
                    """);
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.LATIN_1);
        }
    }

    @Test
    void onlyQuitDeletes() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LATIN_1)) {
            inEachWay(room, Letter.PLAIN, """
                    p.dele(1)
                    p.close()
                    """);
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.LATIN_1);
            python(room, Letter.PLAIN, """
                    p = log_in(by_clear())
                    p.dele(1)
                    assert p.quit().startswith(b'+OK ')
                    """).succeeded();
            room.inMailboxOf(BOB, Letter.LATIN_1);
        }
    }

    /** It closes while a second one waits: the maildrop is free at once, or soon. */
    @Test
    void aMaildropIsFreeWhenItsSessionIsGone() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.MEGABYTES)) {
            python(room, Letter.PLAIN, """
                    import time
                    first, second = log_in(by_clear()), by_pop3s()
                    def begin():
                        second.user('bob')
                        second.pass_('secret')
                    fails(b'[IN-USE] ', begin)
                    first.dele(1)
                    first._putcmd('RETR 1')
                    first.close()
                    for i in range(200):
                        try:
                            begin()
                            break
                        except poplib.error_proto as e:
                            assert e.args[0].startswith(b'-ERR [IN-USE] '), e
                            time.sleep(0.05)
                    assert second.stat()[0] == 1
                    second.quit()
                    """).succeeded();
            room.inMailboxOf(BOB, Letter.MEGABYTES);
        }
    }

    @Test
    void aThousandMailsAreReadInTheirOrderAndDeleted() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())
                .give(Collections.nCopies(999, Letter.LEADING_DOTS.octets()))
                .give(Letter.EIGHT_BIT)) {
            python(room, Letter.LEADING_DOTS, """
                    p = log_in(by_stls())
                    assert p.stat() == (1000, 999 * len(mail) + 196)
                    assert [int(line.split()[0]) for line in p.list()[1]] == list(range(1, 1001))
                    assert len(set(p.uidl()[1])) == 1000
                    for i in range(1, 1000):
                        assert octets(p.retr(i)) == mail, i
                    assert b'EIGHT_BIT' in octets(p.top(1000, 0))
                    for i in range(1, 1001):
                        p.dele(i)
                    assert p.stat() == (0, 0)
                    p.quit()
                    """).succeeded();
            room.inMailboxOf(BOB);
        }
    }
}
