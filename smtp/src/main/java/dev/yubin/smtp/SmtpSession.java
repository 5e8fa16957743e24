package dev.yubin.smtp;

import dev.yubin.protocol.spi.Authentication;
import dev.yubin.protocol.spi.BadCommands;
import dev.yubin.protocol.spi.CommandLane;
import dev.yubin.protocol.spi.Connection;
import dev.yubin.protocol.spi.Farewell;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.Output;
import dev.yubin.protocol.spi.Services;
import dev.yubin.smtp.SmtpState.Chunks;
import dev.yubin.smtp.SmtpState.Connected;
import dev.yubin.smtp.SmtpState.Failed;
import dev.yubin.smtp.SmtpState.Greeted;
import dev.yubin.smtp.SmtpState.Mail;
import dev.yubin.smtp.SmtpState.Phase;
import dev.yubin.smtp.SmtpState.Ready;
import dev.yubin.smtp.SmtpState.Receiving;
import dev.yubin.smtp.SmtpState.Refused;
import dev.yubin.smtp.SmtpState.SenderRefused;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's SMTP session: where it stands, and what commands do to it. Its methods are called one at a time, by
 * {@link SmtpDialogue} and by the command that runs.
 */
final class SmtpSession {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);

    /** The phases in which a transaction is under way. */
    private static final Set<Phase> IN_TRANSACTION = EnumSet.of(Phase.MAIL, Phase.RECEIVING, Phase.CHUNKS);

    private final SmtpProtocol protocol;
    private final Connection connection;
    private final SmtpDecoder decoder;
    private final SmtpOffers offers = new SmtpOffers(this);
    private final Authentication authentication;
    private final BadCommands badCommands;
    private CommandLane lane;
    private SmtpClient client;
    private SmtpState state = new Connected();
    private Output out;

    SmtpSession(SmtpProtocol protocol, Connection connection, SmtpDecoder decoder) {
        this.protocol = protocol;
        this.connection = connection;
        this.decoder = decoder;
        this.authentication = new Authentication(connection, protocol.options().clearTextLogIn());
        this.badCommands = new BadCommands(connection.limits());
        this.client = newClient();
    }

    private SmtpClient newClient() {
        return SmtpClient.connected(options().role(), connection);
    }

    void runsOn(CommandLane value) {
        lane = value;
    }

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

    SmtpState state() {
        return state;
    }

    /** Replies go there from now on. */
    void repliesTo(Output output) {
        out = output;
    }

    SmtpClient client() {
        return client;
    }

    /** Whether this is LMTP, which answers for each recipient (RFC 2033). */
    boolean isLmtp() {
        return options().role() == SmtpRole.LMTP;
    }

    OpenTransaction transaction() {
        return state.transaction();
    }

    Reception reception() {
        return state.reception();
    }

    void reply(Reply reply) {
        reply.writeTo(out);
    }

    /** Answers something that no right client says: after some of that each costs time, and at last the connection. */
    Outcome mistake(Reply reply) {
        Outcome next = badCommands.one();
        reply(next == Outcome.CLOSE ? Replies.TOO_MANY_ERRORS : reply);
        return next;
    }

    /** How the session goes on behind a refusal: 421 ends it (RFC 5321 §3.8). */
    Outcome afterRefusal(Reply reply) {
        return reply.code() == 421 ? Outcome.CLOSE : Outcome.DONE;
    }

    /** Goes on with a step, if the hooks let it pass. */
    Outcome consult(HookedStep step) throws IOException {
        return hooks() == null ? step.accepted(this) : Outcome.then(new Consultation(step));
    }

    /** The hooks, or null. */
    SmtpHooks hooks() {
        return options().hooks();
    }

    /** As just connected, but as another client: what was said before is forgotten. */
    void connected(SmtpClient as) {
        client = as;
        authentication.from(as.address().getAddress());
        decoder.loggedIn(as.login().isPresent());
        state = new Connected();
    }

    void greeted() {
        state = new Greeted();
    }

    void refused() {
        state = new Refused();
    }

    /** EHLO, HELO or LHLO was said (RFC 5321 §4.1.1.1). */
    void introduced(SmtpClient as) {
        transactionEnded();
        client = as;
        state = new Ready();
    }

    /** What the client may use at the moment. */
    SmtpOffers offers() {
        return offers;
    }

    /** The log-ins of this session. */
    Authentication authentication() {
        return authentication;
    }

    /** The mechanism under way asks the client; what is asked and answered is not shown to anybody (RFC 4954 §4). */
    void challenge(String base64) {
        Reply.plain(334, List.of(base64)).writeTo(out, "334 ****");
        decoder.expectAuthResponse();
    }

    /** The client has logged in (RFC 4954 §4). */
    void loggedIn(AccountName account) {
        client = client.loggedInAs(account.toString());
        decoder.loggedIn(true);
    }

    /** TLS has begun: nothing that was said before counts (RFC 3207 §4.2). */
    void secured() {
        authentication.reset();
        client = newClient();
        authentication.from(client.address().getAddress());
        decoder.loggedIn(false);
        state = new Greeted();
    }

    /** How many mistakes were made since a message was accepted. */
    int mistakes() {
        return badCommands.count();
    }

    /** MAIL was refused. */
    void senderRefused() {
        state = new SenderRefused();
    }

    boolean isInTransaction() {
        return IN_TRANSACTION.contains(state.phase());
    }

    /** Whether what the client says may be the rest of something that was refused before it could know. */
    boolean isBehindRefusal() {
        return state instanceof SenderRefused || state instanceof Failed;
    }

    /** MAIL was accepted (§4.1.1.2). */
    void mailBegun(Envelope envelope) {
        state = new Mail(new OpenTransaction(envelope));
    }

    /** DATA was accepted (§4.1.1.4): a spool is opened, and message text decoded, until its end. */
    void dataBegun() throws IOException {
        state = new Receiving(transaction(), Reception.open(this, lane));
        decoder.expectData();
    }

    /** A chunk was accepted (RFC 3030): the first one opens a spool. */
    void chunkBegun() throws IOException {
        Reception reception = reception();
        if (reception == null) {
            reception = Reception.open(this, lane);
            if (!transaction().isBinary()) {
                reception.watchLineEnds();
            }
        }
        state = new Receiving(transaction(), reception);
    }

    /** So many octets of message text come now, and then this command. */
    void expectChunk(long octets, SmtpCommand end) {
        decoder.expectChunk(octets, end);
    }

    /** A chunk is complete, and was not the last one. */
    void chunkEnded() {
        state = new Chunks(transaction(), reception());
    }

    /** A chunk was refused, and the message with it. */
    void messageFailed() {
        if (isInTransaction()) {
            OpenTransaction transaction = transaction();
            transactionEnded();
            state = new Failed(transaction);
        }
    }

    /** So much has come that the end of the message is not waited for. On the event loop. */
    void flooded() {
        lane.end(Farewell.FLOODED);
    }

    /** The message is done with. LMTP tells the verdict once for each recipient (RFC 2033 §4.2). */
    Outcome messageEnded(Reply verdict) {
        int replies = isLmtp() ? transaction().accepted() : 1;
        return messageEnded(Collections.nCopies(replies, verdict));
    }

    /** The message is done with, and these are the replies. */
    Outcome messageEnded(List<Reply> verdicts) {
        transactionEnded();
        verdicts.forEach(this::reply);
        return Outcome.DONE;
    }

    /** The transaction is over, by its success, its failure or RSET (§4.1.1.5). */
    void transactionEnded() {
        Reception reception = state.reception();
        if (reception != null) {
            try {
                reception.close();
            } catch (IOException | RuntimeException e) {
                // The message was delivered or refused already, and stays so.
                LOG.warn("What is left of message {} could not be removed", reception.id(), e);
            }
        }
        if (isInTransaction() || isBehindRefusal()) {
            state = new Ready();
        }
    }

    /** A message is in the store. What a listener makes of that does not change it. */
    void accepted(SmtpTransaction transaction) {
        badCommands.forget();
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
}
