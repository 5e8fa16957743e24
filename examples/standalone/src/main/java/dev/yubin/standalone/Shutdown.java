package dev.yubin.standalone;

import dev.yubin.MailServer;
import java.util.concurrent.CountDownLatch;

/** Closes the server when the process is told to end (SIGTERM, Ctrl-C), and lets the main thread wait for that. */
final class Shutdown implements Runnable {
    private final MailServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    Shutdown(MailServer server) {
        this.server = server;
    }

    @Override
    public void run() {
        server.close();
        closed.countDown();
    }

    void await() throws InterruptedException {
        closed.await();
    }
}
