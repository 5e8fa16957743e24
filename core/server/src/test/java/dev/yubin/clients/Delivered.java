package dev.yubin.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Mails that a program hands, one by one, to a command that makes files of them. Their line ends are then LF. */
final class Delivered {
    private final Path directory;

    /** In a directory below this one. */
    Delivered(Path above) throws IOException {
        directory = Files.createDirectories(above.resolve("delivered"));
    }

    /** What reads a mail from its standard input; files are numbered from 0. */
    String command() {
        return "sh -c 'cat > %1$s/$(ls %1$s | wc -l)'".formatted(directory);
    }

    /** All that came, in this order. */
    List<byte[]> mails() throws IOException {
        List<byte[]> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            long count = files.count();
            for (int i = 0; i < count; i++) {
                mails.add(Files.readAllBytes(directory.resolve(String.valueOf(i))));
            }
        }
        return mails;
    }

    /** Checks that these came, in this order, and no other. */
    void are(Letter... letters) throws IOException {
        Mailroom.same(mails(), Letter::withLineFeeds, letters);
    }
}
