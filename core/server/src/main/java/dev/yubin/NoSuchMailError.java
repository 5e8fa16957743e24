package dev.yubin;

/**
 * A test waited for a mail in vain. An AssertionError, so that the test fails rather than errs; the message shows what
 * did arrive and what was said in the latest sessions.
 */
public final class NoSuchMailError extends AssertionError {
    private static final long serialVersionUID = 1;

    NoSuchMailError(String message) {
        super(message);
    }
}
