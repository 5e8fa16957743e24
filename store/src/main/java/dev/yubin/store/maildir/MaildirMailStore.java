package dev.yubin.store.maildir;

/** Keeps mail in Maildirs. */
public final class MaildirMailStore {
    private MaildirMailStore() {}
}
