package dev.yubin.smtp;

import dev.yubin.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
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
    static final Reply FLOODED = Reply.of(552, "5.3.4", "Far more was sent than SIZE allows, closing");
    static final Reply SESSION_TOO_LONG = Reply.of(421, "4.4.2", "The session has lasted for too long, closing");
    static final Reply TOO_MANY_COMMANDS = Reply.of(421, "4.7.0", "Too many commands in one session, closing");
    static final Reply TOO_MANY_CONNECTIONS = Reply.of(421, "4.7.0", "Too many connections, try again later");
    static final Reply SHUTTING_DOWN = Reply.of(421, "4.3.2", "The server is shutting down, closing");
    static final Reply NO_GREETING = Reply.of(421, "4.3.0", "Something went wrong here, try again later");
    static final Reply TOO_MANY_ERRORS = Reply.of(421, "4.7.0", "Too many errors, closing");

    static final Reply STORE_TOO_SLOW = Reply.of(451, "4.3.0", "That takes too long here, try again later");
    static final Reply BUG = Reply.of(451, "4.3.0", "Something went wrong here, try again later");
    static final Reply TOO_MANY_RECIPIENTS = Reply.of(452, "4.5.3", "Too many recipients in one message");

    static final Reply UNKNOWN_COMMAND = Reply.of(500, "5.5.1", "Unknown command");
    static final Reply NOT_IMPLEMENTED = Reply.of(502, "5.5.1", "Command is not implemented");
    static final Reply NO_ARGUMENT = Reply.of(501, "5.5.4", "This command takes no argument");
    static final Reply HELLO_SYNTAX = Reply.of(501, "5.5.4", "A domain or address literal must follow");
    static final Reply MAIL_SYNTAX =
            Reply.of(501, "5.5.2", "Syntax: MAIL FROM:<reverse-path> [parameters], no space behind the colon");
    static final Reply RCPT_SYNTAX =
            Reply.of(501, "5.5.2", "Syntax: RCPT TO:<forward-path> [parameters], no space behind the colon");
    static final Reply BAD_SENDER = Reply.of(501, "5.1.7", "That is no valid reverse-path");
    static final Reply BAD_RECIPIENT = Reply.of(501, "5.1.3", "That is no valid forward-path");
    static final Reply SENDER_TOO_LONG = Reply.of(501, "5.1.7", "The reverse-path is too long");
    static final Reply RECIPIENT_TOO_LONG = Reply.of(501, "5.1.3", "The forward-path is too long");
    static final Reply NOT_UTF8 = Reply.of(501, "5.5.2", "The command is neither ASCII nor UTF-8");
    static final Reply PARAMETER_SYNTAX = Reply.of(501, "5.5.4", "A parameter is KEYWORD or KEYWORD=value");
    static final Reply PARAMETER_TWICE = Reply.of(501, "5.5.4", "A parameter was given twice");
    static final Reply BAD_SIZE = Reply.of(501, "5.5.4", "SIZE takes a number of octets, 1 to 20 digits");
    static final Reply BAD_BODY = Reply.of(501, "5.5.4", "BODY takes 7BIT, 8BITMIME or BINARYMIME");
    static final Reply BAD_SMTPUTF8 = Reply.of(501, "5.5.4", "SMTPUTF8 takes no value");
    static final Reply BAD_RET = Reply.of(501, "5.5.4", "RET takes FULL or HDRS");
    static final Reply BAD_ENVID =
            Reply.of(501, "5.5.4", "ENVID takes printable ASCII as xtext, at most 100 characters");
    static final Reply BAD_AUTH = Reply.of(501, "5.5.4", "AUTH takes a mailbox as xtext, or <>");
    static final Reply BAD_BY = Reply.of(501, "5.5.4", "BY takes seconds;N or seconds;R, which needs more than 0");
    static final Reply BAD_MT_PRIORITY = Reply.of(501, "5.5.4", "MT-PRIORITY takes a number from -9 to 9");
    static final Reply BAD_HOLDFOR = Reply.of(501, "5.5.4", "HOLDFOR takes a number of seconds, 1 to 9 digits");
    static final Reply BAD_HOLDUNTIL = Reply.of(501, "5.5.4", "HOLDUNTIL takes a date-time of RFC 3339");
    static final Reply HELD_TWICE = Reply.of(501, "5.5.4", "HOLDFOR and HOLDUNTIL exclude each other");
    static final Reply BAD_REQUIRETLS = Reply.of(501, "5.5.4", "REQUIRETLS takes no value");
    static final Reply BAD_NOTIFY =
            Reply.of(501, "5.5.4", "NOTIFY takes NEVER, or some of SUCCESS, FAILURE and DELAY with commas");
    static final Reply BAD_ORCPT =
            Reply.of(501, "5.5.4", "ORCPT takes a type, a semicolon and an address as xtext, at most 500 octets");
    static final Reply TLS_REQUIRED = Reply.of(530, "5.7.10", "REQUIRETLS needs an encrypted connection");
    static final Reply UNKNOWN_PARAMETER = Reply.of(555, "5.5.4", "A parameter is not known or not implemented");
    static final Reply NOT_ASCII = Reply.of(553, "5.6.7", "Addresses beyond ASCII need MAIL with SMTPUTF8");

    static final Reply VRFY_SYNTAX = Reply.of(501, "5.5.4", "Syntax: VRFY user name or mailbox [SMTPUTF8]");
    static final Reply EXPN_SYNTAX = Reply.of(501, "5.5.4", "Syntax: EXPN mailing list [SMTPUTF8]");
    static final Reply NAME_NOT_ASCII = Reply.of(553, "5.6.7", "Names beyond ASCII need SMTPUTF8 behind them");
    static final Reply NO_SUCH_OPTION = Reply.of(504, "5.5.4", "That parameter is not known or not implemented");

    /** VRFY is off, or cannot be answered (RFC 5321 §3.5.3). */
    static final Reply CANNOT_VERIFY = Reply.of(252, "2.0.0", "Cannot say, send the mail to find out");

    static final Reply IS_A_LIST = Reply.of(550, "5.1.0", "That is a mailing list, not a user");
    static final Reply IS_A_USER = Reply.of(550, "5.1.0", "That is a user, not a mailing list");

    static final Reply EHLO_HERE = Reply.of(500, "5.5.1", "This is SMTP, say EHLO or HELO");
    static final Reply LHLO_HERE = Reply.of(500, "5.5.1", "This is LMTP, say LHLO");
    static final Reply BDAT_SYNTAX = Reply.of(501, "5.5.4", "Syntax: BDAT size [LAST]");
    static final Reply XCLIENT_SYNTAX = Reply.of(501, "5.5.4", "Syntax: XCLIENT attribute=value ...");
    static final Reply NO_SUCH_HELP = Reply.of(504, "5.5.4", "There is no help on that, HELP lists what there is");
    static final Reply AUTH_REQUIRED = Reply.of(530, "5.7.0", "Authentication is required here");
    static final Reply NOT_TRUSTED = Reply.of(550, "5.7.0", "XCLIENT is for trusted proxies only");

    static final Reply START_TLS = Reply.of(220, "2.0.0", "Begin TLS now");
    static final Reply TLS_ALREADY = Reply.of(503, "5.5.1", "The connection is encrypted already");
    static final Reply STARTTLS_FIRST = Reply.of(530, "5.7.0", "Say STARTTLS first");
    static final Reply EHLO_FIRST = Reply.of(503, "5.5.1", "Say EHLO first");

    // RFC 4954 §6.
    static final Reply AUTHENTICATED = Reply.of(235, "2.7.0", "You are logged in");
    static final Reply LOGGED_IN = Reply.of(503, "5.5.1", "You are logged in already");
    static final Reply AUTH_SYNTAX = Reply.of(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]");
    static final Reply AUTH_CANCELLED = Reply.of(501, "5.7.0", "The log-in was given up");
    static final Reply AUTH_MALFORMED = Reply.of(501, "5.5.2", "That is no base64, or not what the mechanism asks for");
    static final Reply AUTH_TOO_LONG = Reply.of(500, "5.5.6", "The line is too long");
    static final Reply UNKNOWN_MECHANISM = Reply.of(504, "5.5.4", "That mechanism is not offered here");
    static final Reply ENCRYPTION_NEEDED = Reply.of(538, "5.7.11", "That mechanism needs TLS, say STARTTLS first");
    static final Reply LOGIN_TROUBLE = Reply.of(454, "4.7.0", "Nobody can log in at the moment, try again later");
    static final Reply TOO_MANY_LOG_INS = Reply.of(454, "4.7.0", "Too many failed log-ins, try again later");
    static final Reply TOO_MANY_LOG_INS_CLOSING = Reply.of(421, "4.7.0", "Too many failed log-ins, closing");

    static final Reply QUIT_ONLY = Reply.of(503, "5.5.1", "There is no service for you here, say QUIT");
    static final Reply LAST_CHUNK_FIRST =
            Reply.of(503, "5.5.1", "A message is under way, BDAT with LAST ends it, RSET gives it up");
    static final Reply TRANSACTION_FIRST = Reply.of(503, "5.5.1", "A transaction is under way, RSET gives it up");
    static final Reply BINARY_NEEDS_BDAT = Reply.of(503, "5.5.1", "A message of BODY=BINARYMIME needs BDAT");
    static final Reply HELLO_FIRST = Reply.of(503, "5.5.1", "Say EHLO or HELO first");
    static final Reply LHLO_FIRST = Reply.of(503, "5.5.1", "Say LHLO first");
    static final Reply NESTED_MAIL = Reply.of(503, "5.5.1", "There is a sender already, RSET starts anew");
    static final Reply MAIL_FIRST = Reply.of(503, "5.5.1", "Say MAIL first");
    static final Reply RCPT_FIRST = Reply.of(503, "5.5.1", "Say RCPT first");
    static final Reply NO_VALID_RECIPIENTS = Reply.of(554, "5.5.1", "No valid recipients");
    /** RFC 2033 §4.2. */
    static final Reply NO_VALID_LMTP_RECIPIENTS = Reply.of(503, "5.5.1", "No valid recipients");

    static final Reply UNKNOWN_USER = Reply.of(550, "5.1.1", "No such user here");
    static final Reply NOT_LOCAL = Reply.of(550, "5.7.1", "That domain is not local and relaying is off");
    static final Reply TOO_LARGE = Reply.of(552, "5.3.4", "The message is larger than SIZE allows");
    static final Reply BARE_LINE_END =
            Reply.of(554, "5.6.0", "The message has a CR or LF that is not part of a CRLF, send CRLF line ends");

    static final Reply TOO_MANY_HOPS =
            Reply.of(554, "5.4.6", "The message was passed on too often, it goes round in a loop");

    static final Reply MAILBOX_FULL = Reply.of(452, "4.2.2", "The mailbox is full, try again later");
    static final Reply MAILBOX_FULL_FOR_GOOD = Reply.of(552, "5.2.2", "The mailbox is full");

    private static final Reply MAILBOX_GONE = Reply.of(450, "4.2.1", "The mailbox was just deleted, try again later");
    private static final Reply STORE_TROUBLE = Reply.of(451, "4.3.0", "The mail store has trouble, try again later");
    private static final Reply STORE_LIMIT = Reply.of(552, "5.2.3", "The mail store does not take this message");
    private static final Reply STORE_CANNOT = Reply.of(554, "5.3.0", "The mail store cannot do that");

    /** RFC 5321 §4.5.3.1.5: a reply line has at most 512 octets. */
    private static final int MAX_REASON = 450;

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

    static Reply greeting(String hostName, SmtpRole role) {
        String protocol = role == SmtpRole.LMTP ? "LMTP" : "ESMTP";
        return Reply.plain(220, List.of(hostName + " " + protocol + " Yubin"));
    }

    static Reply helo(String hostName) {
        return Reply.plain(250, List.of(hostName));
    }

    /** RFC 5321 §4.1.1.1: the host name, then one keyword per line; only what works is among them. */
    static Reply ehlo(String hostName, SmtpOptions options, SmtpOffers.Keywords keywords) {
        List<String> lines = new ArrayList<>(List.of(
                hostName,
                "PIPELINING", // RFC 2920
                "SIZE " + options.maxMessageSize())); // RFC 1870
        if (options.vrfy()) {
            lines.add("VRFY"); // RFC 5321
        }
        if (options.expn()) {
            lines.add("EXPN"); // RFC 5321
        }
        lines.addAll(List.of(
                "8BITMIME", // RFC 6152
                "SMTPUTF8", // RFC 6531
                "ENHANCEDSTATUSCODES", // RFC 2034
                "CHUNKING", // RFC 3030
                "BINARYMIME", // RFC 3030
                "LIMITS RCPTMAX=" + options.maxRecipients(), // RFC 9422
                "HELP")); // RFC 5321
        if (keywords.startTls()) {
            lines.add("STARTTLS"); // RFC 3207
        }
        if (!keywords.mechanisms().isEmpty()) {
            lines.add("AUTH " + String.join(" ", keywords.mechanisms())); // RFC 4954
        }
        if (keywords.xclient()) {
            lines.add("XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT");
        }
        return Reply.plain(250, lines);
    }

    static Reply chunkReceived(long octets) {
        return Reply.of(250, "2.0.0", octets + " octets received");
    }

    static Reply accepted(String id) {
        return Reply.of(250, "2.0.0", "Message accepted as " + id);
    }

    /** A log-in was refused, for a reason that an authenticator gave: it may hold anything, and be of any length. */
    static Reply badCredentials(String reason) {
        String text = Ascii.isPrintable(reason) && reason.length() <= MAX_REASON ? reason : "The log-in was refused";
        return Reply.of(535, "5.7.8", text);
    }

    static Reply brokenLine(String fault) {
        return Reply.of(500, "5.5.2", fault);
    }
}
