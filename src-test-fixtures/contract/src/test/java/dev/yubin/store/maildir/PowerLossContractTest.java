package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.DurableMailStoreContract;
import dev.yubin.fixtures.StoreSnapshot;
import dev.yubin.store.MailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract for a store that loses power wherever the contract opens it again, and after each rule once more: what was
 * acknowledged was synced. This cannot be seen by killing a process, whose writes the system still has.
 */
class PowerLossContractTest extends DurableMailStoreContract {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<MailStore, SyncRecordingDisk> disks = new IdentityHashMap<>();

    @TempDir
    Path directory;

    private int trees;

    @Override
    protected MailStore createStore() throws IOException {
        return open(Files.createDirectory(tree()));
    }

    @Override
    protected MailStore openAgain(MailStore handle) throws IOException {
        Path root = tree();
        disks.remove(handle).losePower(root);
        return open(root);
    }

    private MailStore open(Path root) throws IOException {
        SyncRecordingDisk disk = new SyncRecordingDisk(root);
        MailStore store = MaildirMailStore.open(disk, root, InstantSource.system());
        disks.put(store, disk);
        return store;
    }

    private Path tree() {
        return directory.resolve("store" + ++trees);
    }

    @AfterEach
    void allThatWasAcknowledgedWasSynced() throws IOException {
        for (Map.Entry<MailStore, SyncRecordingDisk> each : disks.entrySet()) {
            StoreSnapshot live = StoreSnapshot.of(each.getKey());
            Path strict = tree();
            each.getValue().losePower(strict);
            check(strict, live, "with nothing that was not synced");
            Path harsh = tree();
            each.getValue().losePower(harsh, random);
            check(harsh, live, "with some of what was not synced, seed " + seed);
        }
    }

    private static void check(Path root, StoreSnapshot live, String how) throws IOException {
        try (MailStore store =
                MaildirMailStore.builder(root).sync(SyncPolicy.NEVER).open()) {
            assertThat(StoreSnapshot.of(store).diff(live))
                    .as("what is different after a loss of power " + how)
                    .isEmpty();
        }
    }
}
