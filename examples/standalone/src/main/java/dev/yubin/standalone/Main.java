package dev.yubin.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.yubin.Endpoint;
import dev.yubin.MailServer;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The server as a program: prints where it listens, what to try, and each mail as it arrives. */
@Command(
        name = "yubin-standalone",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Main.Version.class,
        description = "A mail server for trying and testing. Without ports it speaks SMTP on 2525 and POP3 on 1110.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:a port could not be had, the store not be opened, or a file not be written",
            "2:an option is wrong",
            "130, 143:closed by Ctrl-C or SIGTERM"
        })
public final class Main implements Callable<Integer> {
    @Mixin
    private Options options;

    @Spec
    private CommandSpec spec;

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public Integer call() throws InterruptedException {
        if (options.verbose) {
            ((Logger) LoggerFactory.getLogger("dev.yubin.transcript")).setLevel(Level.DEBUG);
        }
        MailServer server;
        try {
            server = options.start(spec.commandLine());
        } catch (UncheckedIOException e) {
            spec.commandLine().getErr().println("yubin: " + e.getMessage());
            return 1;
        }
        Shutdown shutdown = new Shutdown(server);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "yubin-shutdown"));
        PrintStream out = System.out;
        server.received().listen(mail -> out.println("mail " + mail.id() + " " + Printable.of(mail.toString())));
        greet(server, out);
        shutdown.await();
        return 0;
    }

    private void greet(MailServer server, PrintStream out) {
        out.println("Yubin listens for");
        server.endpoints().forEach(endpoint -> out.println("  " + endpoint));
        out.println(options.welcome());
        out.println("Try");
        server.endpoints().forEach(endpoint -> out.println("  " + attempt(endpoint)));
        out.println("End with Ctrl-C. Mail that arrives:");
    }

    private String attempt(Endpoint endpoint) {
        String at = endpoint.authority();
        return switch (endpoint.protocol()) {
            case "smtp", "submission" -> send("smtp://" + at);
            case "smtps", "submissions" -> send(options.curlTrust() + " smtps://" + at);
            case "pop3" -> "curl -sS " + options.curlStls() + "pop3://" + at + "/1 -u " + options.sampleLogin();
            case "pop3s" -> "curl -sS " + options.curlTrust() + " pop3s://" + at + "/1 -u " + options.sampleLogin();
            case "lmtp" ->
                "swaks --protocol LMTP --server " + at + " --from alice@example.org --to " + options.sampleRecipient();
            default -> endpoint.toString();
        };
    }

    private String send(String where) {
        return "printf 'Subject: hello\\n\\nHello, Bob.\\n' | curl --crlf -sS " + where
                + " --mail-from alice@example.org --mail-rcpt " + options.sampleRecipient() + " -T -";
    }

    /** The version that Maven put into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"yubin " + (version == null ? "(development)" : version)};
        }
    }
}
