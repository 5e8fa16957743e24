package dev.yubin.standalone;

import dev.yubin.MailServer;
import dev.yubin.MailServerBuilder;
import dev.yubin.pop3.Pop3Options;
import dev.yubin.smtp.SmtpOptions;
import dev.yubin.store.maildir.MaildirMailStore;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line's options. Their names stay as they are for good. */
final class Options {
    private static final int DEFAULT_SMTP = 2525;
    private static final int DEFAULT_POP3 = 1110;
    private static final String MEMORY = "memory";
    private static final String MAILDIR = "maildir:";

    @Option(names = "--smtp", paramLabel = "PORT", description = "Speak SMTP on this port; 0 takes a free one.")
    private List<Integer> smtp = new ArrayList<>();

    @Option(
            names = "--submission",
            paramLabel = "PORT",
            description = "Take users' new mail on this port, by SMTP; a missing Date and Message-ID are added.")
    private List<Integer> submission = new ArrayList<>();

    @Option(names = "--lmtp", paramLabel = "PORT", description = "Speak LMTP on this port; 0 takes a free one.")
    private List<Integer> lmtp = new ArrayList<>();

    @Option(names = "--pop3", paramLabel = "PORT", description = "Speak POP3 on this port; 0 takes a free one.")
    private List<Integer> pop3 = new ArrayList<>();

    @Option(
            names = "--smtps",
            paramLabel = "PORT",
            description = "Speak SMTP over TLS on this port; 0 takes a free one.")
    private List<Integer> smtps = new ArrayList<>();

    @Option(names = "--submissions", paramLabel = "PORT", description = "Take users' new mail over TLS on this port.")
    private List<Integer> submissions = new ArrayList<>();

    @Option(
            names = "--pop3s",
            paramLabel = "PORT",
            description = "Speak POP3 over TLS on this port; 0 takes a free one.")
    private List<Integer> pop3s = new ArrayList<>();

    @Mixin
    private TlsFiles tls;

    @Option(names = "--bind", paramLabel = "ADDR", description = "Listen on this address (default: loopback only).")
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = "What the server calls itself (default: localhost).")
    private String hostName = "localhost";

    @Option(
            names = "--user",
            paramLabel = "NAME:PASSWORD",
            description =
                    "A user, a name at every local domain or a full address, repeatable. With none anyone may log in"
                            + " and every address exists.")
    private List<String> users = new ArrayList<>();

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "A local domain, repeatable; mail for others is refused. With none all are local.")
    private List<String> domains = new ArrayList<>();

    @Option(
            names = "--alias",
            paramLabel = "NAME=ADDRESS",
            description = "Send mail for a name to this local address, or to several with commas, repeatable.")
    private List<String> aliases = new ArrayList<>();

    @Option(
            names = "--list",
            paramLabel = "NAME=A,B",
            description = "A mailing list of users, aliases and other lists, repeatable; EXPN shows it to anybody.")
    private List<String> lists = new ArrayList<>();

    @Option(
            names = "--catch-all",
            paramLabel = "NAME",
            description = "Send mail for addresses that nobody has to this user, alias or list.")
    private String catchAll;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Where mail is kept: memory (default), or maildir:DIR for Maildirs below a directory.")
    private String store = MEMORY;

    @Option(names = "--verbose", description = "Print what clients and server say.")
    boolean verbose;

    /** Starts a server as the options ask for. */
    MailServer start(CommandLine commandLine) {
        try {
            MailServer server = configured(commandLine).start();
            tls.writeAuthority(server);
            return server;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine, e.getMessage());
        }
    }

    private MailServerBuilder configured(CommandLine commandLine) {
        // Mail stays in the mailboxes; what a test wants to look back on, this program prints.
        MailServerBuilder server =
                MailServer.builder().bind(bind).hostName(hostName).journal(0, 0);
        if (store.startsWith(MAILDIR)) {
            Path directory = Path.of(store.substring(MAILDIR.length()));
            server.store(() -> MaildirMailStore.open(directory));
        } else if (!store.equals(MEMORY)) {
            String advice = ": use memory or maildir:DIR";
            throw new ParameterException(commandLine, "Unknown store '" + Printable.of(store) + "'" + advice);
        }
        boolean noPorts = Stream.of(smtp, submission, lmtp, pop3, smtps, submissions, pop3s)
                .allMatch(List::isEmpty);
        UnaryOperator<SmtpOptions> logIns = options -> options.clearTextLogIn(!tls.logInsNeedTls);
        UnaryOperator<Pop3Options> readers = options -> options.clearTextLogIn(!tls.logInsNeedTls);
        (noPorts ? List.of(DEFAULT_SMTP) : smtp).forEach(port -> server.smtp(port, logIns));
        submission.forEach(port -> server.submission(port, logIns));
        lmtp.forEach(server::lmtp);
        (noPorts ? List.of(DEFAULT_POP3) : pop3).forEach(port -> server.pop3(port, readers));
        smtps.forEach(server::smtps);
        submissions.forEach(server::submissions);
        pop3s.forEach(server::pop3s);
        tls.configure(server, commandLine);
        server.domains(domains.toArray(String[]::new));
        for (String user : users) {
            int colon = user.indexOf(':');
            if (colon < 1) {
                throw new ParameterException(commandLine, "--user needs NAME:PASSWORD");
            }
            server.user(user.substring(0, colon), user.substring(colon + 1));
        }
        for (String alias : aliases) {
            server.alias(name(commandLine, "--alias needs NAME=ADDRESS", alias), targets(alias));
        }
        for (String list : lists) {
            server.list(name(commandLine, "--list needs NAME=A,B", list), targets(list));
        }
        if (catchAll != null) {
            server.catchAll(catchAll);
        }
        return server;
    }

    /** What stands before the sign of equality. */
    private static String name(CommandLine commandLine, String need, String entry) {
        int equals = entry.indexOf('=');
        if (equals < 1 || targets(entry).length == 0) {
            throw new ParameterException(commandLine, need);
        }
        return entry.substring(0, equals);
    }

    /** What stands behind it, taken apart at commas. */
    private static String[] targets(String entry) {
        return Stream.of(entry.substring(entry.indexOf('=') + 1).split(","))
                .map(String::strip)
                .filter(target -> !target.isEmpty())
                .toArray(String[]::new);
    }

    /** What curl needs to trust the server. */
    String curlTrust() {
        return tls.curlTrust();
    }

    /** What curl needs to log in where a connection begins in plain text. */
    String curlStls() {
        return tls.logInsNeedTls ? "--ssl-reqd " + tls.curlTrust() + " " : "";
    }

    /** Who may do what, in one line. */
    String welcome() {
        String login = users.isEmpty() ? "Anyone may log in with any password" : "Only named users may log in";
        return login + "; "
                + (domains.isEmpty() ? "every domain is local." : "local domains: " + String.join(", ", domains) + ".");
    }

    /** An address that mail can be sent to. */
    String sampleRecipient() {
        String name = users.isEmpty() ? "bob" : sampleUser();
        return name.contains("@") ? name : name + "@" + (domains.isEmpty() ? "example.com" : domains.get(0));
    }

    /** A name and password that can log in. */
    String sampleLogin() {
        return users.isEmpty() ? "bob:anything" : sampleUser() + ":PASSWORD";
    }

    private String sampleUser() {
        return users.get(0).substring(0, users.get(0).indexOf(':'));
    }
}
