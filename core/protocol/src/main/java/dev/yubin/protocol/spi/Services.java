package dev.yubin.protocol.spi;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.Timers;
import dev.yubin.store.MailStore;
import java.util.concurrent.Executor;

/**
 * What a server lends to its protocols.
 *
 * @param hostName how the server calls itself
 * @param store where mail is kept
 * @param directory answers for addresses
 * @param authenticator answers for log-ins
 * @param timers the server's clock
 * @param storeExecutor runs what may block
 */
public record Services(
        String hostName,
        MailStore store,
        Directory directory,
        Authenticator authenticator,
        Timers timers,
        Executor storeExecutor) {}
