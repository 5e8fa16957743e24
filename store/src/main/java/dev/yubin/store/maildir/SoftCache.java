package dev.yubin.store.maildir;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What somebody uses, by its key: all who ask get the same for as long as somebody holds it, and what nobody holds may go
 * when memory is short. To be used by many threads.
 *
 * @param <K> what it is asked for by
 * @param <V> what there is
 */
final class SoftCache<K, V> {
    private final Map<K, SoftReference<V>> references = new ConcurrentHashMap<>();

    /** What there is for a key, made if there is nothing. */
    V get(K key, Function<K, V> make) {
        while (true) {
            SoftReference<V> reference = references.compute(
                    key,
                    (same, known) ->
                            known == null || known.get() == null ? new SoftReference<>(make.apply(key)) : known);
            V value = reference.get();
            // Else it went in the moment since.
            if (value != null) {
                return value;
            }
        }
    }

    void put(K key, V value) {
        references.put(key, new SoftReference<>(value));
    }

    /** Forgets what there is for a key; who has it still has it. */
    Optional<V> remove(K key) {
        SoftReference<V> reference = references.remove(key);
        return reference == null ? Optional.empty() : Optional.ofNullable(reference.get());
    }

    /** Forgets this, unless there is something else for the key by now. */
    void remove(K key, V value) {
        references.computeIfPresent(key, (same, known) -> known.get() == value ? null : known);
    }

    /** Forgets all, and returns it. */
    List<V> clear() {
        List<V> all = references.values().stream()
                .map(SoftReference::get)
                .filter(Objects::nonNull)
                .toList();
        references.clear();
        return all;
    }
}
