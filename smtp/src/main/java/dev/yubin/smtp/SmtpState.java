package dev.yubin.smtp;

/** Where a session stands. Each state carries the data that exists in it, so that nothing can be used too early. */
sealed interface SmtpState {
    /** What a verb's gate looks at. */
    enum Phase {
        GREETED,
        READY,
        MAIL,
        RECEIVING
    }

    Phase phase();

    /** The client has not introduced itself yet. */
    record Greeted() implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.GREETED;
        }
    }

    /** Between two transactions. */
    record Ready(Hello hello) implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.READY;
        }
    }

    /** A transaction has begun: MAIL was accepted, and perhaps recipients. */
    record Mail(Hello hello, OpenTransaction transaction) implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.MAIL;
        }
    }

    /** Message text is coming in. */
    record Receiving(Hello hello, OpenTransaction transaction, Reception reception) implements SmtpState {
        @Override
        public Phase phase() {
            return Phase.RECEIVING;
        }
    }
}
