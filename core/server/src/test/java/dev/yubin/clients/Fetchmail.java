package dev.yubin.clients;

import dev.yubin.Endpoint;
import dev.yubin.clients.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * fetchmail with a run control file of its own, for Bob's maildrop, which it empties unless it is told to keep mails. It
 * hands each mail to a program that makes a file of it. Without {@code invisible} and {@code no rewrite} it would change
 * them; line ends become LF in any case.
 */
final class Fetchmail {
    private final Mailroom room;
    private final Path directory;
    private final Delivered delivered;
    private String mda;
    private Endpoint place;
    private String protocol = "POP3";
    private String authentication = "password";
    private String password = "secret";
    private String tls = "sslproto ''";
    private final List<String> options = new ArrayList<>();

    /** One that speaks no TLS. */
    Fetchmail(Mailroom room, Path directory) throws IOException {
        this.room = room;
        this.directory = directory;
        delivered = new Delivered(directory);
        mda = "mda \"" + delivered.command() + "\"";
        place = room.server().pop3();
    }

    /** One that begins TLS in this way, and only if it trusts the certificate. */
    Fetchmail(Mailroom room, Path directory, TlsStart start) throws IOException {
        this(room, directory);
        place = start.pop3(room);
        tls = start == TlsStart.AT_ONCE ? "ssl" : "sslproto 'TLS1.2+'";
        tls += " sslcertck sslcertfile '" + room.authority(directory) + "'";
    }

    /** Logs in by APOP, or by what {@code auth} can name. */
    Fetchmail logIn(String how, String secret) {
        protocol = how.equals("apop") ? "APOP" : "POP3";
        authentication = how.equals("apop") ? "password" : how;
        password = secret;
        return this;
    }

    /** An option of the user's part of the file, such as {@code keep}. */
    Fetchmail with(String option) {
        options.add(option);
        return this;
    }

    /** Hands mails to this, and makes no files. */
    Fetchmail deliveringBy(String option) {
        mda = option;
        return this;
    }

    Finished run(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("-f", file(), "-N", "-v", "-v"));
        all.addAll(List.of(arguments));
        return Program.FETCHMAIL.runAtHome(directory, all.toArray());
    }

    private Path file() throws IOException {
        String text = """
                set no bouncemail
                set invisible
                set no syslog
                set idfile "%s"
                set pidfile "%s"
                poll localhost service %d proto %s auth %s timeout 20
                  user "bob" password "%s" no rewrite no mimedecode %s %s %s
                """.formatted(
                        directory.resolve("uids"),
                        directory.resolve("pid"),
                        place.port(),
                        protocol,
                        authentication,
                        password,
                        tls,
                        mda,
                        String.join(" ", options));
        Path file = Files.writeString(directory.resolve("fetchmailrc"), text);
        // It takes no file that others may read.
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** The mails that were delivered in all runs in this directory. */
    Delivered delivered() {
        return delivered;
    }
}
