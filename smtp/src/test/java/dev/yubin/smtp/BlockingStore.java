package dev.yubin.smtp;

import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A memory store that is never called on an event loop, and counts what is left in its spool. */
class BlockingStore extends ForwardingMailStore {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

    BlockingStore() {
        super(new MemoryMailStore());
    }

    @Override
    public boolean blocking() {
        return true;
    }

    /** How many messages came into the spool. */
    int opened() {
        return opened.get();
    }

    /** How many of them are still there. */
    int left() {
        return left.get();
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        Optional<T> feature = super.feature(type);
        return type == Spool.class
                ? feature.map(spool -> type.cast((Spool) size -> open((Spool) spool, size)))
                : feature;
    }

    /** Begins a message. */
    Spool.Incoming open(Spool spool, long expectedSize) throws IOException {
        Spool.Incoming incoming = spool.open(expectedSize);
        opened.incrementAndGet();
        left.incrementAndGet();
        return new Spool.Incoming() {
            @Override
            public void write(ByteBuffer octets) throws IOException {
                incoming.write(octets);
            }

            @Override
            public MessageContent finish() throws IOException {
                return incoming.finish();
            }

            @Override
            public void close() throws IOException {
                left.decrementAndGet();
                incoming.close();
            }
        };
    }
}
