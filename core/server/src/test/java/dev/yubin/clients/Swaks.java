package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;

import dev.yubin.clients.Program.Finished;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How swaks is called. */
final class Swaks {
    private Swaks() {}

    /** A run from Alice; what else there is comes from the arguments. */
    static Finished swaks(Mailroom room, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--server", room.address(), "--helo", "swaks.example"));
        all.addAll(List.of("--from", ALICE, "--timeout", "20", "--suppress-data"));
        all.addAll(List.of(arguments));
        return Program.SWAKS.run(all.toArray());
    }

    /**
     * The arguments for a mail to Bob, who is the second one, and more of them.
     *
     * @param data what goes behind DATA; without its fix-ups swaks sends it as it is
     */
    static Object[] exactly(Path data, Object... more) {
        List<Object> all = new ArrayList<>(List.of("--to", BOB, "--data", "@" + data, "--no-data-fixup"));
        all.addAll(List.of(more));
        return all.toArray();
    }
}
