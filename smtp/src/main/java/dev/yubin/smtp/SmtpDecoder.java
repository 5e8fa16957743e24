package dev.yubin.smtp;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.spi.CommandDecoder;
import dev.yubin.protocol.spi.CrlfFramer;
import dev.yubin.protocol.spi.Frame;
import io.netty.buffer.ByteBuf;

/**
 * Octets to {@link SmtpCommand}s, and, behind DATA and BDAT, to message text and the command that ends it.
 */
final class SmtpDecoder extends CommandDecoder {
    private final Limits limits;
    private final CrlfFramer lines;
    private final Transcript transcript;
    /** Whether the next line answers a challenge. */
    private boolean authResponse;
    /** Decodes message text behind DATA while there is some; else null. */
    private DataDecoder data;
    /** How many octets of a chunk are to come. */
    private long chunk;
    /** What ends the chunk; null if there is none. */
    private SmtpCommand endOfChunk;

    SmtpDecoder(Limits limits, Transcript transcript) {
        this.limits = limits;
        this.lines = new CrlfFramer(limits.lineLength());
        this.transcript = transcript;
    }

    /** The next line answers a challenge of AUTH. From the command that runs. */
    void expectAuthResponse() {
        authResponse = true;
    }

    /** The client is logged in now, or no longer: lines may be longer if it is. From the command that runs. */
    void loggedIn(boolean is) {
        lines.maxLength(is ? limits.lineLengthAfterLogin() : limits.lineLength());
    }

    /** Message text follows, up to a line with a dot. From the command that runs. */
    void expectData() {
        data = new DataDecoder();
    }

    /** So many octets of message text follow, at least one, and then this command. From the command that runs. */
    void expectChunk(long octets, SmtpCommand end) {
        chunk = octets;
        endOfChunk = end;
    }

    @Override
    protected Object next(ByteBuf in) {
        if (endOfChunk != null) {
            return chunk(in);
        }
        if (data != null) {
            return data(in);
        }
        return authResponse ? authResponse(in) : command(in);
    }

    private Object authResponse(ByteBuf in) {
        Frame frame = lines.next(in);
        if (frame == null) {
            return null;
        }
        authResponse = false;
        transcript.client("****");
        if (frame instanceof Frame.Line line) {
            return new AuthResponse(line.text(), null);
        }
        // RFC 4954 §6.
        Frame.Fault fault = ((Frame.Broken) frame).fault();
        boolean tooLong = fault == Frame.Fault.TOO_LONG;
        return AuthResponse.broken(tooLong ? Replies.AUTH_TOO_LONG : Replies.brokenLine(fault.text()));
    }

    private Object command(ByteBuf in) {
        Frame frame = lines.next(in);
        if (frame instanceof Frame.Line line) {
            transcript.client(line.text());
            return SmtpGrammar.parse(line.text());
        }
        if (frame instanceof Frame.Broken broken) {
            transcript.note(broken.fault().text());
            return new BadCommand(Replies.brokenLine(broken.fault().text()));
        }
        return null;
    }

    private Object data(ByteBuf in) {
        Object next = data.next(in);
        if (next instanceof EndOfData) {
            data = null;
            transcript.note("message text");
            transcript.client(".");
        }
        return next;
    }

    private ByteBuf chunk(ByteBuf in) {
        int length = (int) Math.min(chunk, in.readableBytes());
        chunk -= length;
        return in.readRetainedSlice(length);
    }

    @Override
    protected Object endOfContent() {
        if (endOfChunk == null || chunk > 0) {
            return null;
        }
        SmtpCommand end = endOfChunk;
        endOfChunk = null;
        transcript.note("message text");
        return end;
    }
}
