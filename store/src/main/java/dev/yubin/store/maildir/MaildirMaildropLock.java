package dev.yubin.store.maildir;

import dev.yubin.store.MaildropLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A file in the folder that names who has the maildrop and until when. Looked at and changed under the folder's locks. */
final class MaildirMaildropLock implements MaildropLock {
    private static final String NAME = "yubin-maildrop";

    private final Folder folder;

    MaildirMaildropLock(Folder folder) {
        this.folder = folder;
    }

    /** What is in the file. */
    private record Claim(String owner, long until) {
        static Optional<Claim> read(FolderState state) throws IOException {
            try {
                String text = new String(state.disk.read(state.path.resolve(NAME), 0), StandardCharsets.US_ASCII);
                int space = text.indexOf(' ');
                return Optional.of(new Claim(
                        text.substring(0, Math.max(0, space)),
                        Long.parseLong(text.substring(space + 1).trim())));
            } catch (NoSuchFileException | NumberFormatException free) {
                return Optional.empty();
            }
        }

        boolean isHeld(FolderState state) {
            return until > state.clock.millis();
        }
    }

    private static void write(FolderState state, String owner, Duration expiry) throws IOException {
        Path file = state.path.resolve(NAME);
        String text = owner + " " + (state.clock.millis() + expiry.toMillis()) + "\n";
        state.disk.delete(file);
        try (Disk.Writing out = state.disk.create(file)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Override
    public Optional<Hold> tryLock(Duration expiry) throws IOException {
        String owner = UUID.randomUUID().toString();
        boolean taken = folder.exclusively(state -> {
            Optional<Claim> claim = Claim.read(state);
            if (claim.isPresent() && claim.get().isHeld(state)) {
                return false;
            }
            write(state, owner, expiry);
            return true;
        });
        return taken ? Optional.of(new FileHold(owner)) : Optional.empty();
    }

    /** A claim that this object made. */
    private final class FileHold implements Hold {
        private final String owner;

        FileHold(String owner) {
            this.owner = owner;
        }

        @Override
        public boolean renew(Duration expiry) throws IOException {
            return folder.exclusively(state -> {
                Optional<Claim> claim = Claim.read(state);
                boolean held = claim.isPresent()
                        && claim.get().owner().equals(owner)
                        && claim.get().isHeld(state);
                if (held) {
                    write(state, owner, expiry);
                }
                return held;
            });
        }

        @Override
        public void close() {
            try {
                folder.exclusively(state -> {
                    Optional<Claim> claim = Claim.read(state);
                    if (claim.isPresent() && claim.get().owner().equals(owner)) {
                        state.disk.delete(state.path.resolve(NAME));
                    }
                    return null;
                });
            } catch (IOException e) {
                // The folder may be gone, and a lock that stays ends by itself.
                FolderState.warn("Cannot give back the maildrop " + folder.path(), e);
            }
        }
    }
}
