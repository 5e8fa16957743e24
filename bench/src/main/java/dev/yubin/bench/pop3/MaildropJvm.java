package dev.yubin.bench.pop3;

import dev.yubin.bench.server.JvmProcess;
import java.io.IOException;
import java.util.List;

/** A server in a JVM of its own. */
final class MaildropJvm implements MaildropHost {
    private final MaildropContender contender;
    private final JvmProcess process;

    MaildropJvm(MaildropContender contender, List<String> jvmOptions) throws IOException {
        this.contender = contender;
        this.process = new JvmProcess(contender.title(), MaildropMain.class, List.of(contender.name()), jvmOptions);
    }

    @Override
    public MaildropContender contender() {
        return contender;
    }

    @Override
    public int port() {
        return process.port();
    }

    @Override
    public long fill(int mails, int size) throws IOException {
        return process.ask("fill " + mails + " " + size);
    }

    @Override
    public long mails() throws IOException {
        return process.ask("mails");
    }

    @Override
    public long cpuNanos() {
        return process.cpuNanos();
    }

    @Override
    public long ask(String question) throws IOException {
        return process.ask(question);
    }

    @Override
    public void close() {
        process.close();
    }
}
