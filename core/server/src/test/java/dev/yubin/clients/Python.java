package dev.yubin.clients;

import dev.yubin.clients.Program.Finished;
import java.nio.file.Path;

/** Scripts for smtplib, the SMTP client of Python. */
final class Python {
    private static final String PRELUDE = """
            import smtplib, sys
            host, port, file, protocol = sys.argv[1:]
            alice, bob, carol = 'alice@example.org', 'bob@example.com', 'carol@example.com'
            mail = open(file, 'rb').read()
            kind = smtplib.LMTP if protocol == 'lmtp' else smtplib.SMTP
            s = kind(host, int(port), local_hostname='smtplib.example', timeout=20)
            """;

    private Python() {}

    /** Runs what is to be done with a session {@code s}, {@code mail} in octets, and the names of three people. */
    static Finished run(Mailroom room, Path mail, String script) {
        String protocol = room.server().endpoints().get(0).protocol();
        return Program.PYTHON.run("-I", "-c", PRELUDE + script, room.host(), room.port(), mail, protocol);
    }
}
