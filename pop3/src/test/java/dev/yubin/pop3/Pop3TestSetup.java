package dev.yubin.pop3;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.Tls;
import dev.yubin.protocol.TlsOptions;
import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** What a {@link Pop3TestServer} is put together from. Unless it is told otherwise, everybody may log in, without TLS. */
final class Pop3TestSetup {
    MailStore store = new MemoryMailStore();
    /** Null if everybody may log in. */
    Authenticator authenticator;
    /** Null if there is none. */
    Tls tls;
    /** Null if the clock is the system's. */
    Timers timers;

    /** Null if it is one thread of the server's own. */
    Executor executor;

    /** What follows bad commands is hardly delayed, unless a test says so. */
    Pop3Options options = Pop3Options.defaults().limits(limits -> limits.badCommandDelay(Duration.ofMillis(1)));

    /** What it shares with the other listeners of its server, if it has any. */
    Maildrops maildrops = new Maildrops();

    Pop3TestSetup store(MailStore value) {
        store = value;
        return this;
    }

    Pop3TestSetup authenticator(Authenticator value) {
        authenticator = value;
        return this;
    }

    /** Only these users, each with a password behind the name, may log in. */
    Pop3TestSetup users(String... namesAndPasswords) {
        ClosedDirectory users = new ClosedDirectory(List.of("example.com"), "pop.example");
        for (int i = 0; i < namesAndPasswords.length; i += 2) {
            users.add(namesAndPasswords[i], namesAndPasswords[i + 1]);
        }
        return authenticator(users);
    }

    /** Runs what may block, instead of a thread of the server's own. */
    Pop3TestSetup executor(Executor value) {
        executor = value;
        return this;
    }

    Pop3TestSetup timers(Timers value) {
        timers = value;
        return this;
    }

    Pop3TestSetup maildrops(Maildrops value) {
        maildrops = value;
        return this;
    }

    Pop3TestSetup options(UnaryOperator<Pop3Options> change) {
        options = change.apply(options);
        return this;
    }

    /** With a generated certificate. */
    Pop3TestSetup tls() {
        return tls(TlsOptions.generated());
    }

    Pop3TestSetup tls(TlsOptions value) {
        tls = Tls.of(value, "pop.example");
        return this;
    }

    Pop3TestServer start() {
        return new Pop3TestServer(this);
    }
}
