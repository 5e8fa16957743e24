package dev.yubin.smtp;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.Tls;
import dev.yubin.protocol.TlsOptions;
import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What an {@link SmtpTestServer} is put together from. Unless it is told otherwise, everybody exists, nobody can log in,
 * and there is no TLS.
 */
final class SmtpTestSetup {
    private static final String HOST_NAME = "mx.example.com";

    MailStore store = new MemoryMailStore();
    Directory directory;
    /** These three are null if there is none; without a clock, it is the system's. */
    Authenticator authenticator;

    Tls tls;
    Timers timers;
    SmtpOptions options = quick(SmtpOptions.defaults());

    private static SmtpOptions quick(SmtpOptions role) {
        return role.traceHeaders(false).limits(limits -> limits.badCommandDelay(Duration.ofMillis(1)));
    }

    /** For LMTP. */
    SmtpTestSetup lmtp() {
        options = quick(SmtpOptions.lmtp());
        return this;
    }

    SmtpTestSetup options(UnaryOperator<SmtpOptions> change) {
        options = change.apply(options);
        return this;
    }

    SmtpTestSetup store(MailStore value) {
        store = value;
        return this;
    }

    SmtpTestSetup directory(Directory value) {
        directory = value;
        return this;
    }

    SmtpTestSetup authenticator(Authenticator value) {
        authenticator = value;
        return this;
    }

    /** Everybody can log in, with any password. */
    SmtpTestSetup openLogIns() {
        OpenDirectory everybody = new OpenDirectory(store, List.of(), HOST_NAME);
        return directory(everybody).authenticator(everybody);
    }

    /** Only these users, each with a password behind the name, exist and can log in, and only example.com is local. */
    SmtpTestSetup users(String... namesAndPasswords) {
        ClosedDirectory users = new ClosedDirectory(List.of("example.com"), HOST_NAME);
        for (int i = 0; i < namesAndPasswords.length; i += 2) {
            users.add(namesAndPasswords[i], namesAndPasswords[i + 1]);
        }
        return directory(users).authenticator(users);
    }

    SmtpTestSetup timers(Timers value) {
        timers = value;
        return this;
    }

    /** With a generated certificate. */
    SmtpTestSetup tls() {
        return tls(TlsOptions.generated());
    }

    SmtpTestSetup tls(TlsOptions value) {
        tls = Tls.of(value, HOST_NAME);
        return this;
    }

    SmtpTestServer start() {
        if (directory == null) {
            directory = new OpenDirectory(store, List.of(), HOST_NAME);
        }
        return new SmtpTestServer(this);
    }
}
