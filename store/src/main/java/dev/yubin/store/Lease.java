package dev.yubin.store;

/** Something held until it is closed: a watch, a lock, a listener. Closing twice is the same as closing once. */
@FunctionalInterface
public interface Lease extends AutoCloseable {
    @Override
    void close();
}
