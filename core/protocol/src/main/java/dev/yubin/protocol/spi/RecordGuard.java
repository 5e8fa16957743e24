package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a client's TLS records before they are decrypted, and closes the connection for two reasons. When the client
 * wants to renegotiate: that costs a server much more than a client, and the JDK's engine can refuse it for the whole JVM
 * only. Behind the client's ChangeCipherSpec just one more handshake record is right: Finished in TLS 1.2; in TLS 1.3,
 * which knows no renegotiation, the second ClientHello. And when far more comes during the handshake than any needs:
 * Netty's handler keeps it all while the handshake's arithmetic waits for a thread. Told to, it throws away what comes
 * behind the end of TLS. On the connection's event loop.
 */
final class RecordGuard extends ChannelDuplexHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RecordGuard.class);

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    /** Type, version and length (RFC 5246 §6.2.1, RFC 8446 §5.1). */
    private static final int HEAD = 5;

    /** Room for a client's certificate with all that issued it. */
    static final int MAX_HANDSHAKE_OCTETS = 256 * 1024;

    private final Connection connection;
    private int handshakeOctets;
    private boolean handshakeOver;
    private int headSeen;
    private int type;
    private int length;
    private int bodyLeft;
    private boolean cipherChanged;
    private int handshakesSince;
    /** The last octet of a plain alert, which is its description; -1 if there was none. */
    private int alert = -1;

    /** Whether all that comes is thrown away. */
    private boolean closed;

    private boolean lingering;

    RecordGuard(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        String objection = closed ? null : objection(octets);
        if (objection != null) {
            close(ctx, objection);
        }
        if (closed) {
            octets.release();
        } else {
            ctx.fireChannelRead(octets);
        }
    }

    /**
     * Netty's handler gives a handshake up: behind its alert our half is closed, and what is on its way to us read past, or
     * the client would find a reset in place of the alert.
     */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (handshakeOver || closed) {
            ctx.close(promise);
        } else {
            closed = true;
            lingering = true;
            Ending.lingerBeneath(ctx);
            promise.trySuccess();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (lingering && event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** What the client does that it must not, or null. */
    private String objection(ByteBuf octets) {
        if (!handshakeOver) {
            handshakeOctets += octets.readableBytes();
            if (handshakeOctets > MAX_HANDSHAKE_OCTETS) {
                return "sent too much during the TLS handshake";
            }
        }
        return renegotiates(octets) ? "wanted to renegotiate TLS" : null;
    }

    /**
     * What an alert said that came before the handshake was over (RFC 8446 §6), or -1: clients send some in plain text that
     * the JDK's engine, which expects them encrypted, cannot read.
     */
    int alert() {
        return alert;
    }

    /** TLS is over: what comes behind it is thrown away, or Netty's handler would keep all of it. */
    void discard() {
        closed = true;
    }

    /** From now on it is the dialogue that bounds what comes. */
    void handshakeOver() {
        handshakeOver = true;
    }

    private boolean renegotiates(ByteBuf octets) {
        int at = octets.readerIndex();
        while (at < octets.writerIndex()) {
            if (bodyLeft > 0) {
                int step = Math.min(bodyLeft, octets.writerIndex() - at);
                bodyLeft -= step;
                at += step;
                if (bodyLeft == 0 && type == ALERT && length == 2 && !handshakeOver) {
                    alert = octets.getUnsignedByte(at - 1);
                }
                continue;
            }
            int octet = octets.getUnsignedByte(at++);
            if (headSeen == 0) {
                type = octet;
                if (isRenegotiation()) {
                    return true;
                }
            }
            length = length << 8 & 0xff00 | octet;
            headSeen++;
            if (headSeen == HEAD) {
                bodyLeft = length;
                headSeen = 0;
            }
        }
        return false;
    }

    private boolean isRenegotiation() {
        if (type == CHANGE_CIPHER_SPEC) {
            cipherChanged = true;
        } else if (type == HANDSHAKE && cipherChanged) {
            handshakesSince++;
        }
        return handshakesSince > 1;
    }

    private void close(ChannelHandlerContext ctx, String why) {
        closed = true;
        LOG.info("{} {} and was closed", connection.transcript().session(), why);
        connection.transcript().note("the client " + why);
        ctx.close();
    }
}
