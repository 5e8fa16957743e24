package dev.yubin.protocol.spi;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.Tls;
import dev.yubin.store.MailStore;
import java.util.Objects;
import java.util.concurrent.Executor;

/** What a server lends to its protocols. Immutable. */
public final class Services {
    private final String hostName;
    private final MailStore store;
    private final Directory directory;
    private final Authenticator authenticator;
    private final Tls tls;
    private final Timers timers;
    private final FailedLogins failedLogins;
    private final Executor storeExecutor;
    private final Executor hookExecutor;

    private Services(Builder builder) {
        hostName = Objects.requireNonNull(builder.hostName);
        store = Objects.requireNonNull(builder.store);
        directory = builder.directory;
        authenticator = builder.authenticator;
        tls = builder.tls;
        timers = Objects.requireNonNull(builder.timers);
        failedLogins = new FailedLogins(timers);
        storeExecutor = Objects.requireNonNull(builder.storeExecutor);
        hookExecutor = builder.hookExecutor == null ? builder.storeExecutor : builder.hookExecutor;
    }

    /** Services to be named one by one: all but the directory, the authenticator, TLS and the hook executor must be. */
    public static Builder builder() {
        return new Builder();
    }

    /** How the server calls itself. */
    public String hostName() {
        return hostName;
    }

    /** Where mail is kept. */
    public MailStore store() {
        return store;
    }

    /** Answers for addresses. */
    public Directory directory() {
        return directory;
    }

    /** Answers for log-ins. */
    public Authenticator authenticator() {
        return authenticator;
    }

    /** How the server proves itself and encrypts; null if it cannot. */
    public Tls tls() {
        return tls;
    }

    /** The server's clock. */
    public Timers timers() {
        return timers;
    }

    /** From where log-ins have failed, in all protocols of the server. */
    public FailedLogins failedLogins() {
        return failedLogins;
    }

    /** Runs what may block in the store, the directory or the authenticator. */
    public Executor storeExecutor() {
        return storeExecutor;
    }

    /**
     * Runs hooks of the user's that may block: not the store executor, so that a hook that sends mail to its own server
     * never waits for itself. If none was named, it is the store executor after all.
     */
    public Executor hookExecutor() {
        return hookExecutor;
    }

    /** Names services. */
    public static final class Builder {
        private String hostName;
        private MailStore store;
        private Directory directory;
        private Authenticator authenticator;
        private Tls tls;
        private Timers timers;
        private Executor storeExecutor;
        private Executor hookExecutor;

        private Builder() {}

        /** See {@link Services#hostName}. */
        public Builder hostName(String value) {
            hostName = value;
            return this;
        }

        /** See {@link Services#store}. */
        public Builder store(MailStore value) {
            store = value;
            return this;
        }

        /** See {@link Services#directory}. */
        public Builder directory(Directory value) {
            directory = value;
            return this;
        }

        /** See {@link Services#authenticator}. */
        public Builder authenticator(Authenticator value) {
            authenticator = value;
            return this;
        }

        /** See {@link Services#tls}. */
        public Builder tls(Tls value) {
            tls = value;
            return this;
        }

        /** See {@link Services#timers}. */
        public Builder timers(Timers value) {
            timers = value;
            return this;
        }

        /** See {@link Services#storeExecutor}. */
        public Builder storeExecutor(Executor value) {
            storeExecutor = value;
            return this;
        }

        /** See {@link Services#hookExecutor}. */
        public Builder hookExecutor(Executor value) {
            hookExecutor = value;
            return this;
        }

        /** The services. */
        public Services build() {
            return new Services(this);
        }
    }
}
