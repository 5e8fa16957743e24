package dev.yubin.protocol.spi;

import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.Tls;
import dev.yubin.protocol.TlsOptions;
import dev.yubin.store.MailStore;
import java.util.List;
import java.util.concurrent.Executor;

/** Services for tests of the lane: everybody exists. */
final class ToyServices {
    private ToyServices() {}

    static Services of(MailStore store, Timers clock, Executor executor) {
        OpenDirectory directory = new OpenDirectory(store, List.of(), "mx.example.com");
        return Services.builder()
                .hostName("here")
                .store(store)
                .directory(directory)
                .authenticator(directory)
                .tls(Tls.of(TlsOptions.generated(), "here"))
                .timers(clock)
                .storeExecutor(executor)
                .build();
    }
}
