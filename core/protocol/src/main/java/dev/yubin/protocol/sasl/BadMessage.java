package dev.yubin.protocol.sasl;

/** A client's message that is none of its mechanism. The text says what is wrong, and nothing of what was sent. */
public final class BadMessage extends Exception {
    private static final long serialVersionUID = 1;

    BadMessage(String reason) {
        super(reason, null, false, false);
    }
}
