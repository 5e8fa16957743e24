package dev.yubin.pop3;

import dev.yubin.store.StoreException;
import java.io.IOException;

/** The replies this server gives, by what they are for. */
final class Replies {
    static final Reply NOOP = Reply.ok("nothing done");
    static final Reply SEND_PASSWORD = Reply.ok("send PASS");
    static final Reply BYE = Reply.ok("bye");
    static final Reply CAPABILITIES = Reply.ok("capabilities follow");

    static final Reply UNKNOWN_COMMAND = Reply.err("unknown command");
    static final Reply NOT_IMPLEMENTED = Reply.err("command is not implemented");
    static final Reply NO_ARGUMENT = Reply.err("this command takes no argument");
    static final Reply NEEDS_ARGUMENT = Reply.err("an argument is missing");
    static final Reply NOT_A_NUMBER = Reply.err("a number is wrong: message numbers count from 1");
    static final Reply LOG_IN_FIRST = Reply.err("log in first");
    static final Reply LOGGED_IN = Reply.err("you are logged in");
    static final Reply USER_FIRST = Reply.err("say USER first");
    static final Reply NO_SUCH_MESSAGE = Reply.err("no such message");
    static final Reply IN_USE = Reply.err("IN-USE", "another session has this maildrop");
    static final Reply NOT_REMOVED = Reply.err("SYS/TEMP", "some deleted messages were not removed");
    static final Reply MAILDROP_LOST =
            Reply.err("SYS/TEMP", "another session took the maildrop, nothing was deleted");

    static final Reply START_TLS = Reply.ok("begin TLS now");
    static final Reply TLS_ALREADY = Reply.err("the connection is encrypted already");
    static final Reply STLS_FIRST = Reply.err("say STLS first");
    static final Reply MECHANISMS = Reply.ok("mechanisms follow");
    static final Reply AUTH_CANCELLED = Reply.err("the log-in was given up");
    static final Reply AUTH_MALFORMED = Reply.err("that is no base64, or not what the mechanism asks for");
    static final Reply UNKNOWN_MECHANISM = Reply.err("that way to log in is not offered here");
    static final Reply ENCRYPTION_NEEDED = Reply.err("that log-in needs TLS, say STLS first");
    static final Reply TOO_MANY_LOG_INS = Reply.err("SYS/TEMP", "too many failed log-ins, try again later");
    static final Reply TOO_MANY_LOG_INS_CLOSING = Reply.err("AUTH", "too many failed log-ins, closing");

    static final Reply SHUTTING_DOWN = Reply.err("SYS/TEMP", "the server is shutting down, nothing was deleted");
    static final Reply SESSION_TOO_LONG =
            Reply.err("SYS/TEMP", "the session has lasted for too long, nothing was deleted");
    static final Reply TOO_MANY_COMMANDS =
            Reply.err("SYS/TEMP", "too many commands in one session, nothing was deleted");
    static final Reply TOO_MANY_CONNECTIONS = Reply.err("SYS/TEMP", "too many connections, try again later");
    static final Reply TOO_MANY_ERRORS = Reply.err("too many errors, closing");
    static final Reply STORE_TOO_SLOW = Reply.err("SYS/TEMP", "the mail store takes too long, try again later");
    static final Reply BUG = Reply.err("SYS/TEMP", "something went wrong here, try again later");

    private static final Reply GONE = Reply.err("SYS/TEMP", "the maildrop was just deleted");
    private static final Reply TROUBLE = Reply.err("SYS/TEMP", "the mail store has trouble, try again later");
    private static final Reply REFUSED = Reply.err("SYS/PERM", "the mail store cannot do that");

    /** RFC 1939 §3: a status line has at most 512 octets, CRLF included. */
    private static final int MAX_REASON = 512 - "-ERR [AUTH] \r\n".length();

    private Replies() {}

    /** The one table from what a store says to what the client is told (RFC 3206). */
    static Reply of(IOException failure) {
        return switch (StoreException.kindOf(failure)) {
            case NOT_FOUND -> NO_SUCH_MESSAGE;
            case GONE -> GONE;
            case OVERQUOTA, LIMIT, UNSUPPORTED, CORRUPT -> REFUSED;
            case ALREADY_EXISTS, TEMPORARY -> TROUBLE;
        };
    }

    /** A log-in was refused, for a reason that an authenticator gave: it may hold anything, and be of any length. */
    static Reply refused(String reason) {
        String text = reason.replaceAll("[^ -~]", "?");
        return Reply.err("AUTH", text.substring(0, Math.min(text.length(), MAX_REASON)));
    }

    static Reply brokenLine(String fault) {
        return Reply.err(fault);
    }
}
