package dev.yubin.protocol.spi;

import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A store that blocks. It has no accounts, only a spool whose writes wait for the test while it is stalled. */
final class StallingStore implements MailStore, Spool {
    final Semaphore writes = new Semaphore(Integer.MAX_VALUE / 2);
    final Semaphore begun = new Semaphore(0);
    final AtomicInteger closings = new AtomicInteger();
    final AtomicInteger writers = new AtomicInteger();
    volatile int mostWriters;
    volatile Throwable failure;

    /** From now on each write waits for a permit. */
    void stall() {
        writes.drainPermits();
    }

    void goOn() {
        writes.release(Integer.MAX_VALUE / 2);
    }

    @Override
    public Incoming open(long expectedSize) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        return new Incoming() {
            @Override
            public void write(ByteBuffer octets) throws IOException {
                mostWriters = Math.max(mostWriters, writers.incrementAndGet());
                begun.release();
                ToySession.take(writes);
                writers.decrementAndGet();
                if (failure instanceof Error error) {
                    throw error;
                }
                if (failure != null) {
                    throw new IOException(failure);
                }
                byte[] copy = new byte[octets.remaining()];
                octets.get(copy);
                whole.write(copy);
            }

            @Override
            public MessageContent finish() {
                return MessageContent.of(whole.toByteArray());
            }

            @Override
            public void close() {
                closings.incrementAndGet();
            }
        };
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public Optional<MailAccount> account(AccountName name) {
        return Optional.empty();
    }

    @Override
    public MailAccount create(AccountName name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream<AccountName> accounts() {
        return Stream.empty();
    }

    @Override
    public void remove(AccountName name) {}

    @Override
    public void close() {}
}
