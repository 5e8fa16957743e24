package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;
import java.util.Objects;

/** Asks the hooks about a step, where they may block, and goes on as they decide where the step is at home. */
record Consultation(HookedStep step) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.CONSULTATION;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        Decision decision = step.ask(session.hooks(), session);
        // Null is no yes.
        return outcome(Objects.requireNonNull(decision, "A hook decided nothing"), session);
    }

    private Outcome outcome(Decision decision, SmtpSession session) {
        if (decision instanceof Decision.Delay delay) {
            return Outcome.after(delay.delay(), outcome(delay.then(), session));
        }
        if (decision instanceof Decision.Drop) {
            session.connection().transcript().note("dropped by a hook");
            return Outcome.CLOSE;
        }
        Reply refusal = decision instanceof Decision.Refuse refuse ? refuse.reply() : null;
        return Outcome.then(new Decided(step, refusal));
    }

    /**
     * What follows.
     *
     * @param refusal null if the hooks accepted
     */
    record Decided(HookedStep step, Reply refusal) implements SmtpCommand {
        @Override
        public SmtpVerb verb() {
            return step.verb();
        }

        @Override
        public Outcome execute(SmtpSession session) throws IOException {
            return refusal == null ? step.accepted(session) : step.refused(session, refusal);
        }
    }
}
