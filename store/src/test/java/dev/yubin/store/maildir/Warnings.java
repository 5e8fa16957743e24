package dev.yubin.store.maildir;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the Maildir store logs, which goes nowhere else meanwhile. */
final class Warnings extends Handler implements AutoCloseable {
    /** Held, because a logger that nobody holds may forget its handler. */
    private final Logger logger = Logger.getLogger(FolderState.class.getPackageName());

    private final List<String> messages = new CopyOnWriteArrayList<>();

    Warnings() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** The warnings so far, which are forgotten. */
    List<String> take() {
        List<String> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    @Override
    public void publish(LogRecord logged) {
        messages.add(logged.getMessage());
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
