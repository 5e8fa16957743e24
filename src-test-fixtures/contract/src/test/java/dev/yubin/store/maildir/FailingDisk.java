package dev.yubin.store.maildir;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Set;

/** A disk of which the n-th operation fails, or all from then on, until it is repaired. */
final class FailingDisk {
    /** How it fails. */
    enum Failure {
        /** One operation, once; looking and reading too. */
        ONCE(false) {
            @Override
            IOException at(String file) {
                return new IOException("Input/output error");
            }
        },
        /** One that changes something, once. */
        DENIED(false) {
            @Override
            IOException at(String file) {
                return new AccessDeniedException(file);
            }
        },
        /** From then on all that takes room. */
        FULL(true) {
            @Override
            IOException at(String file) {
                return new FileSystemException(file, null, "No space left on device");
            }
        },
        /** From then on all that changes something. */
        READ_ONLY(true) {
            @Override
            IOException at(String file) {
                return new FileSystemException(file, null, "Read-only file system");
            }
        };

        private final boolean lasts;

        Failure(boolean lasts) {
            this.lasts = lasts;
        }

        abstract IOException at(String file);

        private boolean hits(String operation) {
            return switch (this) {
                case ONCE -> true;
                case FULL -> TAKES_ROOM.contains(operation);
                default -> CHANGES.contains(operation);
            };
        }
    }

    private static final Set<String> TAKES_ROOM = Set.of("create", "append", "write", "link", "createDirectory");
    private static final Set<String> CHANGES = Set.of(
            "create",
            "append",
            "write",
            "link",
            "createDirectory",
            "rename",
            "delete",
            "truncate",
            "setModified",
            "sync");

    private final Disk disk;
    private Failure failure;
    private int left = Integer.MAX_VALUE;
    private String failed;

    FailingDisk(Disk to) {
        this.disk = proxy(Disk.class, to);
    }

    Disk disk() {
        return disk;
    }

    /** The n-th operation that it hits will fail. */
    synchronized void fail(Failure how, int n) {
        failure = how;
        left = n;
        failed = null;
    }

    /** All works again. Tells which operation was the first to fail; null if none did. */
    synchronized String repair() {
        failure = null;
        return failed;
    }

    private synchronized void before(String operation, String file) throws IOException {
        if (failure == null || !failure.hits(operation)) {
            return;
        }
        left--;
        if (left == 0 || left < 0 && failure.lasts) {
            failed = failed == null ? operation + " " + file : failed;
            throw failure.at(file);
        }
    }

    private <T> T proxy(Class<T> type, T to) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    boolean hasFile = arguments != null && arguments[0] instanceof Path;
                    before(method.getName(), hasFile ? arguments[0].toString() : "a file");
                    try {
                        Object result = method.invoke(to, arguments);
                        return result instanceof Disk.Writing writing ? proxy(Disk.Writing.class, writing) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
