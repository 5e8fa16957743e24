package dev.yubin.smtp;

import dev.yubin.store.StoreException;
import java.io.IOException;
import java.util.List;

/** Every reply this server gives, by what it is for. */
final class Replies {
    static final Reply RESET = Reply.of(250, "2.0.0", "OK, nothing is under way");
    static final Reply NOOP = Reply.of(250, "2.0.0", "OK");
    static final Reply SENDER_OK = Reply.of(250, "2.1.0", "Sender OK");
    static final Reply RECIPIENT_OK = Reply.of(250, "2.1.5", "Recipient OK");
    static final Reply START_DATA = Reply.plain(354, List.of("Go ahead, end with CRLF.CRLF"));
    static final Reply BYE = Reply.of(221, "2.0.0", "Bye");

    static final Reply IDLE = Reply.of(421, "4.4.2", "Nothing was said for too long, closing");
    static final Reply FLOODED = Reply.of(421, "4.7.0", "Far more was sent than SIZE allows, closing");
    static final Reply SESSION_TOO_LONG = Reply.of(421, "4.4.2", "The session has lasted for too long, closing");
    static final Reply TOO_MANY_CONNECTIONS = Reply.of(421, "4.7.0", "Too many connections, try again later");
    static final Reply SHUTTING_DOWN = Reply.of(421, "4.3.2", "The server is shutting down, closing");
    static final Reply TOO_MANY_ERRORS = Reply.of(421, "4.7.0", "Too many errors, closing");

    static final Reply STORE_TOO_SLOW = Reply.of(451, "4.3.0", "The mail store takes too long, try again later");
    static final Reply BUG = Reply.of(451, "4.3.0", "Something went wrong here, try again later");
    static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3", "Too many recipients in one message");

    static final Reply UNKNOWN_COMMAND = Reply.of(500, "5.5.1", "Unknown command");
    static final Reply NOT_IMPLEMENTED = Reply.of(502, "5.5.1", "Command is not implemented");
    static final Reply NO_ARGUMENT = Reply.of(501, "5.5.4", "This command takes no argument");
    static final Reply HELLO_SYNTAX = Reply.of(501, "5.5.4", "A domain or address literal must follow");
    static final Reply MAIL_SYNTAX = Reply.of(501, "5.5.2", "Syntax: MAIL FROM:<reverse-path> [parameters]");
    static final Reply RCPT_SYNTAX = Reply.of(501, "5.5.2", "Syntax: RCPT TO:<forward-path> [parameters]");
    static final Reply BAD_SENDER = Reply.of(501, "5.1.7", "That is no valid reverse-path");
    static final Reply BAD_RECIPIENT = Reply.of(501, "5.1.3", "That is no valid forward-path");
    static final Reply BAD_PARAMETER = Reply.of(501, "5.5.4", "A parameter has a wrong value");
    static final Reply UNKNOWN_PARAMETER = Reply.of(555, "5.5.4", "A parameter is not known or not implemented");
    static final Reply NOT_ASCII = Reply.of(553, "5.6.7", "Addresses beyond ASCII need SMTPUTF8, which is not offered");

    static final Reply HELLO_FIRST = Reply.of(503, "5.5.1", "Say EHLO or HELO first");
    static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "There is a sender already, RSET starts anew");
    static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "Say MAIL first");
    static final Reply RCPT_FIRST = Reply.of(503, "5.5.1", "Say RCPT first");
    static final Reply NO_VALID_RECIPIENTS = Reply.of(554, "5.5.1", "No valid recipients");

    static final Reply UNKNOWN_USER = Reply.of(550, "5.1.1", "No such user here");
    static final Reply NOT_LOCAL = Reply.of(550, "5.7.1", "That domain is not local and relaying is off");
    static final Reply TOO_LARGE = Reply.of(552, "5.3.4", "The message is larger than SIZE allows");
    static final Reply BARE_LINE_END =
            Reply.of(554, "5.6.0", "The message has a CR or LF that is not part of a CRLF, send CRLF line ends");

    private static final Reply MAILBOX_GONE = Reply.of(450, "4.2.1", "The mailbox was just deleted, try again later");
    private static final Reply STORE_TROUBLE = Reply.of(451, "4.3.0", "The mail store has trouble, try again later");
    private static final Reply MAILBOX_FULL = Reply.of(452, "4.2.2", "The mailbox is full, try again later");
    private static final Reply STORE_LIMIT = Reply.of(552, "5.2.3", "The mail store does not take this message");
    private static final Reply STORE_CANNOT = Reply.of(554, "5.3.0", "The mail store cannot do that");

    private Replies() {}

    /** The one table from what a store says to what the client is told. */
    static Reply of(IOException failure) {
        return switch (StoreException.kindOf(failure)) {
            case NOT_FOUND -> UNKNOWN_USER;
            case GONE -> MAILBOX_GONE;
            case OVERQUOTA -> MAILBOX_FULL;
            case LIMIT -> STORE_LIMIT;
            case UNSUPPORTED -> STORE_CANNOT;
            case ALREADY_EXISTS, TEMPORARY, CORRUPT -> STORE_TROUBLE;
        };
    }

    static Reply greeting(String hostName) {
        return Reply.plain(220, List.of(hostName + " ESMTP Yubin"));
    }

    static Reply helo(String hostName) {
        return Reply.plain(250, List.of(hostName));
    }

    /** RFC 5321 §4.1.1.1: the host name, then one keyword per line. */
    static Reply ehlo(String hostName, SmtpOptions options) {
        return Reply.plain(
                250,
                List.of(
                        hostName,
                        "PIPELINING", // RFC 2920
                        "SIZE " + options.maxMessageSize(), // RFC 1870
                        "8BITMIME", // RFC 6152
                        "ENHANCEDSTATUSCODES")); // RFC 2034
    }

    static Reply accepted(String id) {
        return Reply.of(250, "2.0.0", "Message accepted as " + id);
    }

    static Reply brokenLine(String fault) {
        return Reply.of(500, "5.5.2", fault);
    }
}
