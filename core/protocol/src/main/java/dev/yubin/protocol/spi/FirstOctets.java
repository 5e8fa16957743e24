package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;

/** What a client speaks, by the first octets it sends. */
enum FirstOctets {
    /** There is no sign that it is not mail. */
    MAIL,
    /** A TLS handshake: the client takes the port for one that begins with TLS. */
    TLS,
    /** An HTTP request. */
    HTTP,
    /** What is here may become one or the other; it holds no line end. */
    UNDECIDED;

    /** The type of a handshake record, and the first octet of its version (RFC 8446 §5.1). */
    private static final String HANDSHAKE = "\u0016\u0003";

    /**
     * How requests begin (RFC 9112 §3; PRI is HTTP/2's). That alone tells nothing: in IMAP {@code GET LOGIN bob secret}
     * is a command with a tag. What CONNECT asks for would look like a word there, so it is left out.
     */
    private static final String[] METHODS = {
        "GET ", "POST ", "HEAD ", "PUT ", "OPTIONS ", "DELETE ", "PATCH ", "TRACE ", "PRI "
    };

    /** How what they ask for begins, which no mail command does. */
    private static final String[] TARGETS = {"/", "*", "http"};

    /** What the octets that a connection began with tell. Reads none of them. */
    static FirstOctets of(ByteBuf in) {
        int here = in.readableBytes();
        if (agree(in, 0, HANDSHAKE)) {
            return here < HANDSHAKE.length() ? UNDECIDED : TLS;
        }
        for (String method : METHODS) {
            if (agree(in, 0, method)) {
                return here < method.length() ? UNDECIDED : target(in, method.length());
            }
        }
        return MAIL;
    }

    private static FirstOctets target(ByteBuf in, int from) {
        for (String target : TARGETS) {
            if (agree(in, from, target)) {
                return in.readableBytes() < from + target.length() ? UNDECIDED : HTTP;
            }
        }
        return MAIL;
    }

    /** Whether the octets are the same as a text, as far as both go. */
    private static boolean agree(ByteBuf in, int from, String text) {
        int length = Math.min(text.length(), in.readableBytes() - from);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + from + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
