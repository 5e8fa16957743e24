package dev.yubin.pop3;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One session of a server has a maildrop, at whichever listener; another gets it when the first has gone (RFC 1939 §4). */
class Pop3LockTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Departure.class)
    void overMemoryTheMaildropIsFreeBehind(Departure departure) throws Exception {
        isFreeBehind(departure, LockStore.MEMORY);
    }

    @ParameterizedTest
    @EnumSource(Departure.class)
    void overAMaildirTheMaildropIsFreeBehind(Departure departure) throws Exception {
        isFreeBehind(departure, LockStore.MAILDIR);
    }

    @ParameterizedTest
    @EnumSource(Departure.class)
    void overAStoreWithoutLocksTheMaildropIsFreeBehind(Departure departure) throws Exception {
        isFreeBehind(departure, LockStore.WITHOUT_LOCKS);
    }

    private void isFreeBehind(Departure departure, LockStore store) throws Exception {
        try (LockScene scene = new LockScene(store, directory, departure::setup)) {
            scene.expectFree(departure.happens(scene));
        }
    }
}
