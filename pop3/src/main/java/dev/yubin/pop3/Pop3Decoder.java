package dev.yubin.pop3;

import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.spi.CommandDecoder;
import dev.yubin.protocol.spi.CrlfFramer;
import dev.yubin.protocol.spi.Frame;
import io.netty.buffer.ByteBuf;

/** Octets to {@link Pop3Command}s. */
final class Pop3Decoder extends CommandDecoder {
    private final CrlfFramer lines;
    private final Transcript transcript;

    Pop3Decoder(int maxLineLength, Transcript transcript) {
        this.lines = new CrlfFramer(maxLineLength);
        this.transcript = transcript;
    }

    @Override
    protected Object next(ByteBuf in) {
        Frame frame = lines.next(in);
        if (frame instanceof Frame.Line line) {
            transcript.client(masked(line.text()));
            return Pop3Grammar.parse(line.text());
        }
        if (frame instanceof Frame.Broken broken) {
            transcript.note(broken.fault().text());
            return new BadCommand(Replies.brokenLine(broken.fault().text()));
        }
        return null;
    }

    private static String masked(String line) {
        // Also where a slip of the keyboard makes it no command.
        return line.strip().regionMatches(true, 0, "PASS", 0, 4) ? "PASS ****" : line;
    }
}
