package dev.yubin.bench.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** SubEtha SMTP, which leaves it to its user to keep mail: nothing is kept. */
final class SubEthaTaker implements MailTaker {
    private final AtomicLong taken = new AtomicLong();
    private final SMTPServer server = SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(context -> new Dropping())
            .build();

    SubEthaTaker() {
        server.start();
    }

    @Override
    public int port() {
        return server.getPortAllocated();
    }

    @Override
    public long taken() {
        return taken.get();
    }

    @Override
    public void reset() {
        taken.set(0);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** One transaction. */
    private final class Dropping implements MessageHandler {
        @Override
        public void from(String sender) {}

        @Override
        public void recipient(String recipient) {}

        @Override
        public String data(InputStream data) throws IOException {
            data.transferTo(OutputStream.nullOutputStream());
            taken.incrementAndGet();
            return null;
        }

        @Override
        public void done() {}
    }
}
