package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.file.Path;

/** A disk that, from its nth change on once it is armed, makes none any more: as if the process had ended there. */
final class CrashingDisk extends PassingDisk {
    private final int step;
    private boolean armed;
    private int changes;

    CrashingDisk(Disk to, int step) {
        super(to);
        this.step = step;
    }

    void arm() {
        armed = true;
    }

    boolean hasCrashed() {
        return changes >= step;
    }

    private void change() throws IOException {
        if (armed && ++changes >= step) {
            throw new IOException("Crashed");
        }
    }

    @Override
    public Writing create(Path file) throws IOException {
        change();
        return super.create(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change();
        super.rename(from, to);
    }

    @Override
    public boolean delete(Path path) throws IOException {
        change();
        return super.delete(path);
    }
}
