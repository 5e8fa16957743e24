package dev.yubin.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all that is in them. */
public final class Trees {
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    private Trees() {}

    /**
     * A new directory: on Linux in memory, if there is so much room, so that no disk is measured; else where temporary
     * files are.
     */
    public static Path make(long room) throws IOException {
        boolean inMemory = Files.isDirectory(IN_MEMORY)
                && Files.isWritable(IN_MEMORY)
                && Files.getFileStore(IN_MEMORY).getUsableSpace() >= room;
        return inMemory
                ? Files.createTempDirectory(IN_MEMORY, "yubin-bench-")
                : Files.createTempDirectory("yubin-bench-");
    }

    /** Deletes one. */
    public static void delete(Path tree) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(tree)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
