package dev.yubin.pop3;

import dev.yubin.pop3.Pop3State.Authorization;
import dev.yubin.pop3.Pop3State.Ended;
import dev.yubin.pop3.Pop3State.Transaction;
import dev.yubin.protocol.spi.Authentication;
import dev.yubin.protocol.spi.BadCommands;
import dev.yubin.protocol.spi.Connection;
import dev.yubin.protocol.spi.Farewell;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.Output;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's POP3 session. Its methods are called one at a time, by the lane and by the command that it runs. */
final class Pop3Session implements Session<Pop3Command> {
    private static final Logger LOG = LoggerFactory.getLogger(Pop3Session.class);

    private final Connection connection;
    private final Pop3Options options;
    private final Pop3Decoder decoder;
    private final Authentication authentication;
    private final BadCommands badCommands;
    private final Maildrops maildrops;
    private final String hostName;
    private Pop3State state = Authorization.NOBODY;
    private ContentCursor reading;
    private Output out;
    private Language language = Language.ENGLISH;
    /** Whether the client has said UTF8. */
    private boolean utf8;

    Pop3Session(Connection connection, Pop3Options options, Pop3Decoder decoder, Maildrops maildrops, String hostName) {
        this.connection = connection;
        this.options = options;
        this.decoder = decoder;
        this.authentication = new Authentication(connection, options.clearTextLogIn());
        this.badCommands = new BadCommands(connection.limits());
        this.maildrops = maildrops;
        this.hostName = hostName;
    }

    // --- what commands use --------------------------------------------------------------------------------------

    Connection connection() {
        return connection;
    }

    Services services() {
        return connection.services();
    }

    Maildrops maildrops() {
        return maildrops;
    }

    /** The log-ins of this session. */
    Authentication authentication() {
        return authentication;
    }

    Pop3Options options() {
        return options;
    }

    /** Whether nearly nothing may be said before TLS has begun. */
    boolean needsTls() {
        return options.requireTls() && !connection.isEncrypted();
    }

    boolean offersStls() {
        return options.stls() && connection.mayStartTls() && !isLoggedIn() && !utf8;
    }

    /** Whether the client has said UTF8. */
    boolean isUtf8() {
        return utf8;
    }

    /** UTF8 was said. */
    void readsUtf8() {
        utf8 = true;
    }

    /** What {@code LANG *} chooses. */
    Language preferredLanguage() {
        return Language.lookup(options.language()).orElseThrow();
    }

    /** The language of all replies from now on. */
    void speak(Language chosen) {
        language = chosen;
    }

    /** Greets with a timestamp, if there can be one, which a client may answer by APOP. */
    void greet(Optional<String> timestamp) {
        reply(Replies.greeting(hostName, timestamp));
    }

    /** The mechanism under way asks the client; what is asked and answered is not shown to anybody. */
    void challenge(String base64) {
        Reply.challenge(base64).writeMaskedTo(out);
        decoder.expectAuthResponse();
    }

    void reply(Reply reply) {
        reply.writeTo(out, language);
    }

    /** An error that counts towards the limit of bad commands. */
    Outcome refuse(Reply reply) {
        Outcome next = badCommands.one();
        reply(next == Outcome.CLOSE ? Replies.TOO_MANY_ERRORS : reply);
        return next;
    }

    /** The lines of a multi-line response, none of which begins with a dot, and its end. */
    void lines(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append("\r\n"));
        out.write(text.append(".\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** LIST or UIDL: the line of one message, or of all. */
    Outcome listing(OptionalInt number, IntFunction<Object> value) {
        Maildrop maildrop = maildrop();
        if (number.isEmpty()) {
            reply(Replies.messages(maildrop.messages()));
            return Outcome.more(new ListingCursor(maildrop, value));
        }
        int one = number.getAsInt();
        reply(maildrop.has(one) ? Reply.ok(one + " " + value.apply(one)) : Replies.NO_SUCH_MESSAGE);
        return Outcome.DONE;
    }

    /** What becomes of messages with UTF-8 in their headers now. */
    Utf8Headers utf8Headers() {
        return utf8 ? Utf8Headers.AS_STORED : options.utf8Headers();
    }

    /**
     * Reads the beginning of a message, which is closed with the session at the latest. May block if it is not in memory.
     */
    ContentCursor begin(ContentCursor message) throws IOException {
        reading = message;
        message.begin(out);
        return message;
    }

    /** Something that the transcript shows. */
    void note(String what) {
        out.transcript().note(what);
    }

    boolean isLoggedIn() {
        return state instanceof Transaction;
    }

    Maildrop maildrop() {
        return ((Transaction) state).maildrop();
    }

    /** USER was said. */
    void userNamed(String user) {
        state = new Authorization(user);
    }

    /** The user that USER named, once: after a wrong password USER must be said again (RFC 1939 §7). */
    String takeUser() {
        String user = ((Authorization) state).user();
        state = Authorization.NOBODY;
        return user;
    }

    /** The TRANSACTION state begins. */
    void loggedIn(Maildrop maildrop) {
        state = new Transaction(maildrop);
        decoder.loggedIn();
    }

    /** The session is over; the maildrop is free for others. Without an UPDATE state nothing is deleted. */
    void ended() {
        Pop3State last = state;
        state = new Ended();
        if (last instanceof Transaction transaction) {
            transaction.maildrop().release();
        }
    }

    // --- what the lane asks -------------------------------------------------------------------------------------

    @Override
    public Outcome greet(Output output) {
        out = output;
        if (authentication.isTimestampSlow()) {
            return Outcome.then(new GreetCommand());
        }
        greet(authentication.timestamp());
        return Outcome.DONE;
    }

    @Override
    public Executor executorFor(Pop3Command command) {
        boolean blocks = refusalOf(command.verb()) == null && command.blocks(this);
        return blocks ? connection.services().storeExecutor() : null;
    }

    @Override
    public Outcome execute(Pop3Command command, Output output) throws IOException {
        out = output;
        Reply refusal = refusalOf(command.verb());
        if (command.verb() != Pop3Verb.PASS && !isLoggedIn()) {
            // RFC 1939 §7: PASS comes immediately after USER.
            state = Authorization.NOBODY;
        }
        if (refusal == Replies.STLS_FIRST) {
            return refuse(refusal);
        }
        if (refusal != null) {
            reply(refusal);
            return Outcome.DONE;
        }
        return command.execute(this);
    }

    /** Why a command may not be given now, or null. */
    private Reply refusalOf(Pop3Verb verb) {
        if (needsTls() && !verb.isAllowedWithoutTls()) {
            return Replies.STLS_FIRST;
        }
        if (verb.isAllowed(isLoggedIn())) {
            return null;
        }
        return isLoggedIn() ? Replies.LOGGED_IN : Replies.LOG_IN_FIRST;
    }

    /** RFC 2595 §4: nothing that was said before counts. */
    @Override
    public void secured() {
        authentication.reset();
        state = Authorization.NOBODY;
        language = Language.ENGLISH;
    }

    @Override
    public Outcome failed(Pop3Command command, Throwable failure, Output output) {
        out = output;
        if (command instanceof GreetCommand) {
            // Who was not greeted would wait for ever; APOP is not a must.
            greet(Optional.empty());
            return Outcome.DONE;
        }
        reply(failure instanceof IOException trouble ? replyTo(trouble) : Replies.BUG);
        return Outcome.DONE;
    }

    private Reply replyTo(IOException trouble) {
        return isLoggedIn() ? Replies.of(trouble) : Replies.toLogIn(trouble);
    }

    @Override
    public void farewell(Farewell why, Output output) {
        switch (why) {
            case STORE_TIMED_OUT -> Replies.STORE_TOO_SLOW.writeTo(output, language);
            case SHUTTING_DOWN -> Replies.SHUTTING_DOWN.writeTo(output, language);
            case SESSION_TOO_LONG -> Replies.SESSION_TOO_LONG.writeTo(output, language);
            case TOO_MANY_COMMANDS -> Replies.TOO_MANY_COMMANDS.writeTo(output, language);
            case TOO_MANY_CONNECTIONS -> Replies.TOO_MANY_CONNECTIONS.writeTo(output, language);
            case FLOODED, IDLE -> {} // RFC 1939 §3: an autologout says nothing and deletes nothing.
        }
    }

    @Override
    public void closed() {
        try {
            if (reading != null) {
                reading.close();
            }
        } catch (IOException e) {
            LOG.warn("Content could not be closed", e);
        } finally {
            ended();
        }
    }
}
