package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power fails before changes of the disk and syncs that random work makes: what is left opens, has all that was
 * acknowledged, and of the call that was under way what it found or what it made. One change in a few is tried, others in
 * each run; {@code -Dyubin.power=1} tries every single one. {@code -Dyubin.seed=n} does again what a run did, which
 * prints its seed; {@code -Dyubin.steps=n} makes it longer.
 */
@Timeout(300)
class PowerLossAtEveryOperationTest {
    private static final int STEPS = Integer.getInteger("yubin.steps", 20);

    /** Of so many changes one is tried. */
    private static final int ONE_IN = Integer.getInteger("yubin.power", 12);

    /** What a loss of power left, to be compared when it is known what the call would have made. */
    private record Left(String when, Picture picture) {}

    private final long seed = Long.getLong("yubin.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    private int losses;
    private String step;
    private Picture before;

    @Test
    void whatWasAcknowledgedIsThereAndWhatWasNotIsWholeOrNot() throws Exception {
        System.out.println("Power fails during " + STEPS + " calls of -Dyubin.seed=" + seed);
        Path root = Files.createDirectory(directory.resolve("live"));
        SyncRecordingDisk disk = new SyncRecordingDisk(root);
        List<Left> left = new ArrayList<>();
        try (MailStore store = MaildirMailStore.open(disk, root, InstantSource.system())) {
            RandomWork work = new RandomWork(store, new Random(seed));
            for (int i = 0; i < STEPS; i++) {
                RandomWork.Step next = work.next();
                step = i + ", " + next.name();
                before = Picture.of(store);
                disk.beforeChange(() -> {
                    if (random.nextInt(ONE_IN) == 0) {
                        left.add(losePower(disk, Optional.empty()));
                    }
                    if (random.nextInt(ONE_IN) == 0) {
                        left.add(losePower(disk, Optional.of(random)));
                    }
                });
                next.call().run();
                disk.beforeChange(() -> {});
                left.add(losePower(disk, Optional.empty()));
                Picture after = Picture.of(store);
                for (Left each : left) {
                    each.picture.assertBetween(before, after, next.atomic(), each.when);
                }
                left.get(left.size() - 1)
                        .picture
                        .assertBetween(after, after, true, "after it was acknowledged: " + step);
                left.clear();
            }
        }
        assertThat(losses).as("losses of power").isGreaterThan(STEPS);
    }

    private Left losePower(SyncRecordingDisk disk, Optional<Random> chance) throws IOException {
        Path tree = directory.resolve("loss" + ++losses);
        String when =
                "loss " + losses + (chance.isPresent() ? ", harsh," : "") + " during call " + step + ", seed " + seed;
        if (chance.isPresent()) {
            disk.losePower(tree, chance.get());
        } else {
            disk.losePower(tree);
        }
        Picture picture;
        try (MailStore one = open(tree)) {
            picture = Picture.of(one);
            try (MailStore other = open(tree)) {
                assertThat(Picture.of(other).facts())
                        .as(when + ", opened twice")
                        .isEqualTo(picture.facts());
                before.assertNothingIsUsedAgain(other, when);
            }
        } catch (IOException e) {
            throw new AssertionError(when, e);
        }
        FolderFiles.deleteTree(new RealDisk(tree, SyncPolicy.NEVER), tree);
        return new Left(when, picture);
    }

    private static MailStore open(Path root) throws IOException {
        return MaildirMailStore.builder(root).sync(SyncPolicy.NEVER).open();
    }
}
