package dev.yubin.store.maildir;

/** What a {@link MaildirMailStore} does before it says that something is done. */
public enum SyncPolicy {
    /**
     * Files and directories that a commit touched are on the disk (fsync) before the commit is acknowledged: it survives
     * a loss of power. The default.
     */
    ALWAYS,
    /**
     * The operating system writes when it likes. A commit survives the end of this process, even a killed one, but not a
     * loss of power. For tests, and for disks that are as safe as memory.
     */
    NEVER
}
