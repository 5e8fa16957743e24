package dev.yubin.smtp;

import dev.yubin.protocol.spi.CommandLane;
import dev.yubin.protocol.spi.Connection;
import dev.yubin.protocol.spi.Farewell;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.Output;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.Session;
import dev.yubin.protocol.spi.SpoolWriter;
import dev.yubin.smtp.SmtpState.Greeted;
import dev.yubin.smtp.SmtpState.Mail;
import dev.yubin.smtp.SmtpState.Ready;
import dev.yubin.smtp.SmtpState.Receiving;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's SMTP session. Its methods are called one at a time, by the lane and by the command that it runs. */
final class SmtpSession implements Session<SmtpCommand> {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);

    /** A message for more recipients than this is delivered on the executor even if the store does not block. */
    private static final int MAX_INLINE_RECIPIENTS = 50;

    private final SmtpProtocol protocol;
    private final Connection connection;
    private final SmtpDecoder decoder;
    private CommandLane<SmtpCommand> lane;
    private SmtpState state = new Greeted();
    private Output out;
    private int badCommands;

    SmtpSession(SmtpProtocol protocol, Connection connection, SmtpDecoder decoder) {
        this.protocol = protocol;
        this.connection = connection;
        this.decoder = decoder;
    }

    void runsOn(CommandLane<SmtpCommand> value) {
        lane = value;
    }

    // --- what commands use --------------------------------------------------------------------------------------

    SmtpProtocol protocol() {
        return protocol;
    }

    SmtpOptions options() {
        return protocol.options();
    }

    Connection connection() {
        return connection;
    }

    Services services() {
        return connection.services();
    }

    void reply(Reply reply) {
        reply.writeTo(out);
    }

    Hello hello() {
        if (state instanceof Ready ready) {
            return ready.hello();
        }
        if (state instanceof Mail mail) {
            return mail.hello();
        }
        if (state instanceof Receiving receiving) {
            return receiving.hello();
        }
        throw new IllegalStateException("The client has not said EHLO or HELO");
    }

    OpenTransaction transaction() {
        if (state instanceof Receiving receiving) {
            return receiving.transaction();
        }
        if (state instanceof Mail mail) {
            return mail.transaction();
        }
        throw new IllegalStateException("No transaction is under way");
    }

    Reception reception() {
        return ((Receiving) state).reception();
    }

    /** EHLO or HELO was said (RFC 5321 §4.1.1.1). */
    void introduced(Hello hello) {
        state = new Ready(hello);
    }

    /** MAIL was accepted (§4.1.1.2). */
    void mailBegun(Envelope envelope) {
        state = new Mail(hello(), new OpenTransaction(envelope));
    }

    /** DATA was accepted (§4.1.1.4): a spool is opened, and message text decoded, until its end. */
    void receptionBegun() throws IOException {
        String id = SmtpProtocol.nextId();
        byte[] trace = options().traceHeaders()
                ? TraceHeaders.of(this, id, services().timers().now())
                : new byte[0];
        long announced = transaction().envelope().parameters().size();
        SpoolWriter spool = SpoolWriter.open(services(), lane, announced, trace);
        Reception reception = new Reception(spool, id, trace.length, options().maxMessageSize());
        state = new Receiving(hello(), transaction(), reception);
        decoder.expectData();
    }

    /** The transaction is over, by its success, its failure or RSET (§4.1.1.5). */
    void transactionEnded() {
        if (state instanceof Receiving receiving) {
            try {
                receiving.reception().close();
            } catch (IOException e) {
                LOG.warn(
                        "What is left of message {} could not be removed",
                        receiving.reception().id(),
                        e);
            }
        }
        if (!(state instanceof Greeted)) {
            state = new Ready(hello());
        }
    }

    /** A message is in the store. What a listener makes of that does not change it. */
    void accepted(SmtpTransaction transaction) {
        if (lane.isLate()) {
            LOG.warn("Message {} was stored after its client had been told to try again", transaction.id());
            return;
        }
        try {
            protocol.listener().accepted(transaction);
        } catch (RuntimeException e) {
            LOG.error("The listener of accepted messages failed", e);
        }
    }

    /** Counts a command that was none; true if that was one too many. */
    boolean countBadCommand() {
        return ++badCommands >= connection.limits().badCommands();
    }

    // --- what the lane asks -------------------------------------------------------------------------------------

    @Override
    public Outcome greet(Output output) {
        out = output;
        reply(protocol.greeting());
        return Outcome.DONE;
    }

    @Override
    public boolean blocks(SmtpCommand command) {
        return switch (command.verb().touches()) {
            case NOTHING -> false;
            case DIRECTORY -> services().directory().blocking();
            case STORE -> SpoolWriter.blocks(services()) || hasManyRecipients();
        };
    }

    private boolean hasManyRecipients() {
        return state instanceof Receiving receiving && receiving.transaction().accepted() > MAX_INLINE_RECIPIENTS;
    }

    @Override
    public boolean ready(SmtpCommand command) {
        return !(state instanceof Receiving receiving) || receiving.reception().isDrained();
    }

    @Override
    public Outcome execute(SmtpCommand command, Output output) throws IOException {
        out = output;
        SmtpVerb verb = command.verb();
        if (!verb.isAllowedIn(state.phase())) {
            reply(verb.refusalIn(state.phase()));
            return Outcome.DONE;
        }
        return command.execute(this);
    }

    @Override
    public void content(ByteBuf octets) {
        Reception reception = reception();
        reception.content(octets);
        if (reception.isFlood()) {
            lane.end(Farewell.FLOODED);
        }
    }

    @Override
    public Outcome failed(SmtpCommand command, Throwable failure, Output output) {
        out = output;
        if (command.verb() == SmtpVerb.END_OF_DATA) {
            // Here, not in the command: it may not even have been run, if the executor took no more work.
            transactionEnded();
        }
        reply(failure instanceof IOException trouble ? Replies.of(trouble) : Replies.BUG);
        return Outcome.DONE;
    }

    @Override
    public void farewell(Farewell why, Output output) {
        Reply reply =
                switch (why) {
                    case IDLE -> Replies.IDLE;
                    case FLOODED -> Replies.FLOODED;
                    case STORE_TIMED_OUT -> Replies.STORE_TOO_SLOW;
                    case SESSION_TOO_LONG -> Replies.SESSION_TOO_LONG;
                    case TOO_MANY_CONNECTIONS -> Replies.TOO_MANY_CONNECTIONS;
                    case SHUTTING_DOWN -> Replies.SHUTTING_DOWN;
                };
        reply.writeTo(output);
    }

    @Override
    public void closed() {
        transactionEnded();
    }
}
