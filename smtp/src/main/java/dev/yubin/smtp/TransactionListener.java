package dev.yubin.smtp;

/** Is told of each message that was accepted. */
@FunctionalInterface
public interface TransactionListener {
    /**
     * A message was accepted: it is in the store, and the client is told when this returns. Must be quick and not block:
     * it runs where the command runs, which may be the event loop.
     */
    void accepted(SmtpTransaction transaction);
}
