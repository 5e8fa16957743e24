package dev.yubin;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.TlsOptions;
import dev.yubin.smtp.SmtpOptions;
import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** What a {@link MailServerBuilder} was told; it fills the fields. */
final class ServerPlan {
    final List<ListenerPlan> listeners = new ArrayList<>();
    final DirectoryPlan directories = new DirectoryPlan();
    InetAddress bind = InetAddress.getLoopbackAddress();
    String hostName = "localhost";
    TlsOptions tls = TlsOptions.generated();
    /** What is done to the limits that listeners start with. */
    UnaryOperator<Limits> limits = UnaryOperator.identity();

    /** Null for a memory store. */
    Callable<? extends MailStore> store;

    boolean storeIsOurs = true;
    /** Null for the system's. */
    Timers clock;
    /** Null for the shared ones. */
    EventLoopGroup eventLoops;
    /** Null for one of the server's own. */
    Executor storeExecutor;
    /** Null for one of the server's own. */
    Executor hookExecutor;

    int journalMails = MailServerBuilder.DEFAULT_JOURNAL_MAILS;
    long journalContent = MailServerBuilder.DEFAULT_JOURNAL_CONTENT;

    void limits(UnaryOperator<Limits> change) {
        change.apply(SmtpOptions.defaults().limits()); // What is wrong shows here, not at the start.
        UnaryOperator<Limits> before = limits;
        limits = given -> change.apply(before.apply(given));
    }

    MailStore openStore() {
        if (store == null) {
            return clock == null ? new MemoryMailStore() : new MemoryMailStore(clock::now);
        }
        try {
            return store.call();
        } catch (IOException e) {
            throw new UncheckedIOException("The mail store cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The mail store cannot be opened: " + e.getMessage(), e);
        }
    }

    Journal newJournal() {
        return new Journal(journalMails, journalContent);
    }
}
