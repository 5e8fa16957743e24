package dev.yubin.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.yubin.protocol.Tls;
import dev.yubin.protocol.TlsOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class OwnCertificateTest {
    @TempDir
    private Path folder;

    private Tls tls(KeyFiles files) {
        return Tls.of(
                TlsOptions.pem(
                        KeyFiles.write(folder.resolve("chain.pem"), files.chainPem()),
                        KeyFiles.write(folder.resolve("key.pem"), files.keyPem())),
                "localhost");
    }

    @Test
    void oneThatHasExpiredIsServedWithAWarning() {
        Logger logger = (Logger) LoggerFactory.getLogger(ServerTls.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        try {
            tls(KeyFiles.ec("localhost"));
            assertThat(events.list).isEmpty();
            KeyFiles expired = KeyFiles.expired("localhost");
            assertThat(tls(expired).caCertificate()).isEqualTo(expired.authority());
            assertThat(events.list).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getFormattedMessage())
                        .startsWith("Clients will refuse the certificate of CN=localhost");
            });
        } finally {
            logger.detachAppender(events);
        }
    }
}
