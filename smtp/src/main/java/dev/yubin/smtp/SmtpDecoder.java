package dev.yubin.smtp;

import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.spi.CommandDecoder;
import dev.yubin.protocol.spi.CrlfFramer;
import dev.yubin.protocol.spi.Frame;
import io.netty.buffer.ByteBuf;

/** Octets to {@link SmtpCommand}s, and, behind DATA, to message text and {@link EndOfData}. */
final class SmtpDecoder extends CommandDecoder {
    private final CrlfFramer lines;
    private final Transcript transcript;
    /** Decodes message text while there is some; null between messages. */
    private DataDecoder data;

    SmtpDecoder(int maxLineLength, Transcript transcript) {
        this.lines = new CrlfFramer(maxLineLength);
        this.transcript = transcript;
    }

    /** Message text follows. From the command that runs. */
    void expectData() {
        data = new DataDecoder();
    }

    @Override
    protected Object next(ByteBuf in) {
        return data == null ? command(in) : data(in);
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
}
