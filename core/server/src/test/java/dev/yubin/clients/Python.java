package dev.yubin.clients;

import dev.yubin.MailServer;
import dev.yubin.clients.Program.Finished;
import java.nio.file.Path;

/** Scripts for smtplib and poplib, the SMTP and POP3 clients of Python. */
final class Python {
    private static final String PRELUDE = """
            import smtplib, sys
            host, port, file, protocol = sys.argv[1:]
            alice, bob, carol = 'alice@example.org', 'bob@example.com', 'carol@example.com'
            mail = open(file, 'rb').read()
            kind = smtplib.LMTP if protocol == 'lmtp' else smtplib.SMTP
            s = kind(host, int(port), local_hostname='smtplib.example', timeout=20)
            """;

    private static final String TLS_PRELUDE = """
            import poplib, smtplib, ssl, sys
            host, smtp, smtps, pop3, pop3s, authority, file = sys.argv[1:]
            alice, bob, token = 'alice@example.org', 'bob@example.com', 't0ken.of-bob_~+/='
            mail = open(file, 'rb').read()
            context = ssl.create_default_context(cadata=authority)
            context.verify_flags |= ssl.VERIFY_X509_STRICT
            assert context.check_hostname and context.verify_mode == ssl.CERT_REQUIRED
            def by_starttls():
                s = smtplib.SMTP(host, int(smtp), local_hostname='smtplib.example', timeout=20)
                s.starttls(context=context)
                return s
            def by_smtps():
                return smtplib.SMTP_SSL(host, int(smtps), local_hostname='smtplib.example', timeout=20, context=context)
            def by_stls():
                p = poplib.POP3(host, int(pop3), timeout=20)
                p.stls(context)
                return p
            def by_pop3s():
                return poplib.POP3_SSL(host, int(pop3s), timeout=20, context=context)
            """;

    private static final String POP3_PRELUDE = """
            def by_clear():
                return poplib.POP3(host, int(pop3), timeout=20)
            def log_in(p):
                assert p.user('bob').startswith(b'+OK ')
                assert p.pass_('secret').startswith(b'+OK ')
                return p
            def octets(response):
                assert response[0].startswith(b'+OK'), response[0]
                return b''.join(line + b'\\r\\n' for line in response[1])
            def fails(with_code, method, *arguments):
                try:
                    method(*arguments)
                    sys.exit('it was taken: %s%s' % (method.__name__, arguments))
                except poplib.error_proto as e:
                    assert e.args[0].startswith(b'-ERR ' + with_code), e
            """;

    private Python() {}

    /**
     * Runs what is to be done with TLS, by {@code by_starttls()} and the like, with a {@code context} that verifies as
     * strictly as Python can.
     */
    static Finished runWithTls(Mailroom room, Path mail, String script) {
        MailServer server = room.server();
        return Program.PYTHON.run(
                "-I",
                "-c",
                TLS_PRELUDE + script,
                room.host(),
                server.smtp().port(),
                server.smtps().port(),
                server.pop3().port(),
                server.pop3s().port(),
                server.tls().caCertificatePem(),
                mail);
    }

    /**
     * Runs what is to be done with maildrops, by {@code by_clear()} too, with {@code log_in}, and with {@code fails} for what
     * must be an error.
     */
    static Finished runWithPop3(Mailroom room, Path mail, String script) {
        return runWithTls(room, mail, POP3_PRELUDE + script);
    }

    /** Runs what is to be done with a session {@code s}, {@code mail} in octets, and the names of three people. */
    static Finished run(Mailroom room, Path mail, String script) {
        String protocol = room.server().endpoints().get(0).protocol();
        return Program.PYTHON.run("-I", "-c", PRELUDE + script, room.host(), room.port(), mail, protocol);
    }
}
