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
        Outcome outcome = outcome(Objects.requireNonNull(decision, "A hook decided nothing"), session);
        return decision.delay().isZero() ? outcome : Outcome.after(decision.delay(), outcome);
    }

    private Outcome outcome(Decision decision, SmtpSession session) {
        if (decision.isDrop()) {
            session.connection().transcript().note("dropped by a hook");
            return Outcome.CLOSE;
        }
        return Outcome.then(new Decided(step, decision.refusal()));
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
