package dev.yubin.smtp;

import dev.yubin.protocol.spi.Farewell;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.Output;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.Session;
import dev.yubin.protocol.spi.SpoolWriter;
import dev.yubin.smtp.SmtpState.Phase;
import dev.yubin.smtp.SmtpState.Receiving;
import dev.yubin.smtp.SmtpVerb.Touches;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.Executor;

/** What the lane asks of an SMTP session: where each command runs, and what becomes of it. */
final class SmtpDialogue implements Session<SmtpCommand> {
    /** A message for more recipients than this is delivered on the executor even if the store does not block. */
    private static final int MAX_INLINE_RECIPIENTS = 50;

    private final SmtpSession session;

    SmtpDialogue(SmtpSession session) {
        this.session = session;
    }

    @Override
    public Outcome greet(Output output) {
        session.repliesTo(output);
        Greeting greeting = new Greeting();
        return session.hooks() == null ? greeting.accepted(session) : Outcome.then(new Consultation(greeting));
    }

    @Override
    public Executor executorFor(SmtpCommand command) {
        Services services = session.services();
        boolean blocks =
                switch (command.verb().touches()) {
                    case NOTHING -> false;
                    case ALL_NAMES, LOG_INS -> true;
                    case DIRECTORY ->
                        services.directory().blocking() || services.store().blocking();
                    case STORE -> SpoolWriter.blocks(services) || hasManyRecipients();
                    case OPEN_MESSAGE -> session.state().reception() != null && SpoolWriter.blocks(services);
                    case HOOKS -> session.hooks().blocking();
                };
        if (!blocks) {
            return null;
        }
        return command.verb().touches() == Touches.HOOKS ? services.hookExecutor() : services.storeExecutor();
    }

    private boolean hasManyRecipients() {
        return session.state() instanceof Receiving receiving
                && receiving.transaction().copies() > MAX_INLINE_RECIPIENTS;
    }

    @Override
    public boolean ready(SmtpCommand command) {
        if (!(session.state() instanceof Receiving receiving)) {
            return true;
        }
        if (!(command instanceof EndOfChunk chunk) || chunk.last()) {
            receiving.reception().ended();
        }
        return receiving.reception().isDrained();
    }

    @Override
    public Outcome execute(SmtpCommand command, Output output) throws IOException {
        session.repliesTo(output);
        SmtpVerb verb = command.verb();
        if (session.offers().needsTls() && !verb.isAllowedWithoutTls()) {
            return session.mistake(Replies.STARTTLS_FIRST);
        }
        if (!verb.isAllowedIn(session.state().phase())) {
            Reply refusal =
                    verb.refusalIn(session.state().phase(), session.options().role());
            if (!session.isBehindRefusal()) {
                return session.mistake(refusal);
            }
            session.reply(refusal);
            return Outcome.DONE;
        }
        return command.execute(session);
    }

    @Override
    public void secured() {
        session.secured();
    }

    @Override
    public void content(ByteBuf octets) {
        Reception reception = session.state() instanceof Receiving receiving ? receiving.reception() : null;
        if (reception == null) {
            // Of a chunk that is refused.
            octets.release();
            return;
        }
        reception.content(octets);
        if (reception.isFlood()) {
            session.flooded();
        }
    }

    @Override
    public Outcome failed(SmtpCommand command, Throwable failure, Output output) {
        session.repliesTo(output);
        Reply reply = replyTo(command, failure);
        if (command instanceof BdatCommand chunk) {
            return chunk.refused(session, reply);
        }
        if (command instanceof BadChunk || command instanceof EndOfChunk chunk && !chunk.last()) {
            session.messageFailed();
            session.reply(reply);
            return Outcome.DONE;
        }
        Phase phase = session.state().phase();
        if (command instanceof Consultation asked && phase != Phase.CONNECTED) {
            return asked.step().refused(session, reply);
        }
        if (command instanceof RcptCommand rcpt && phase == Phase.MAIL) {
            return rcpt.refused(session, reply);
        }
        // Here, not in the command: it may not even have been run, if the executor took no more work.
        return switch (phase) {
            case CONNECTED -> {
                session.reply(Replies.NO_GREETING);
                yield Outcome.CLOSE;
            }
            case RECEIVING -> session.messageEnded(reply);
            default -> {
                session.reply(reply);
                yield Outcome.DONE;
            }
        };
    }

    private Reply replyTo(SmtpCommand command, Throwable failure) {
        if (command.verb().touches() == Touches.LOG_INS) {
            return Replies.LOGIN_TROUBLE;
        }
        // What a hook throws is about the hook, even if it comes out of a store: the client is to try again.
        boolean ofStore = failure instanceof IOException && command.verb() != SmtpVerb.CONSULTATION;
        return ofStore ? session.options().replyTo((IOException) failure) : Replies.BUG;
    }

    @Override
    public void farewell(Farewell why, Output output) {
        Reply reply =
                switch (why) {
                    case IDLE -> Replies.IDLE;
                    case FLOODED -> Replies.FLOODED;
                    // RFC 5321 §4.3.2: 451 is no greeting.
                    case STORE_TIMED_OUT ->
                        session.state().phase() == Phase.CONNECTED ? Replies.NO_GREETING : Replies.STORE_TOO_SLOW;
                    case SHUTTING_DOWN -> Replies.SHUTTING_DOWN;
                    case TOO_MANY_COMMANDS -> Replies.TOO_MANY_COMMANDS;
                    case TOO_MANY_CONNECTIONS -> Replies.TOO_MANY_CONNECTIONS;
                    case SESSION_TOO_LONG -> Replies.SESSION_TOO_LONG;
                };
        reply.writeTo(output);
    }

    @Override
    public void closed() {
        session.transactionEnded();
    }
}
