package dev.yubin.smtp;

/** Where a session stands. Each state carries the data that exists in it, so that nothing can be used too early. */
sealed interface SmtpState {
    /** What a verb's gate looks at. */
    enum Phase {
        CONNECTED,
        REFUSED,
        GREETED,
        READY,
        MAIL,
        RECEIVING,
        CHUNKS
    }

    Phase phase();

    /** The transaction that is under way. */
    default OpenTransaction transaction() {
        throw new IllegalStateException("No transaction is under way");
    }

    /** The message that is coming in, or null if none is. */
    default Reception reception() {
        return null;
    }

    /** The client has not been greeted yet. */
    record Connected() implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.CONNECTED;
        }
    }

    /** The client was refused instead of greeted, and is to say QUIT (RFC 5321 §3.1). */
    record Refused() implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.REFUSED;
        }
    }

    /** The client has not introduced itself yet. */
    record Greeted() implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.GREETED;
        }
    }

    /** Between two transactions. */
    record Ready() implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.READY;
        }
    }

    /**
     * As {@link Ready}, but behind a MAIL that was refused: a client that pipelines cannot know yet, so what it says of that
     * transaction is refused too, and is no mistake of its (RFC 2920 §3.1).
     */
    record SenderRefused() implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.READY;
        }
    }

    /**
     * A chunk of the transaction's message was refused, and the message with it (RFC 3030 §2): as between two
     * transactions, but more of its chunks may come, and LMTP answers the last one once for each recipient.
     */
    record Failed(OpenTransaction transaction) implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.READY;
        }
    }

    /** A transaction has begun: MAIL was accepted, and perhaps recipients. */
    record Mail(OpenTransaction transaction) implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.MAIL;
        }
    }

    /** Message text is coming in. */
    record Receiving(OpenTransaction transaction, Reception reception) implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.RECEIVING;
        }
    }

    /** Between two chunks of a message (RFC 3030). */
    record Chunks(OpenTransaction transaction, Reception reception) implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.CHUNKS;
        }
    }
}
