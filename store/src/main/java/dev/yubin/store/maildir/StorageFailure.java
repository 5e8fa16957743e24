package dev.yubin.store.maildir;

import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** Says of a failure of the file system what kind it is and what a person can do. */
final class StorageFailure {
    private StorageFailure() {}

    static IOException of(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            String advice = ": the user this server runs as must own it, or have read and write permission";
            return new StoreException(Kind.TEMPORARY, "No permission for " + denied.getFile() + advice, failure);
        }
        if (failure instanceof FileSystemException system) {
            String reason = system.getReason() == null ? system.getClass().getSimpleName() : system.getReason();
            return new StoreException(Kind.TEMPORARY, "Cannot use " + system.getFile() + ": " + reason, failure);
        }
        return failure;
    }
}
