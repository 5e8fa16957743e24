package dev.yubin.pop3;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.spi.CommandDecoder;
import dev.yubin.protocol.spi.CrlfFramer;
import dev.yubin.protocol.spi.Frame;
import io.netty.buffer.ByteBuf;

/** Octets to {@link Pop3Command}s. */
final class Pop3Decoder extends CommandDecoder {
    private final Limits limits;
    private final CrlfFramer lines;
    private final Transcript transcript;
    /** Whether the next line answers a challenge. */
    private boolean authResponse;

    Pop3Decoder(Limits limits, Transcript transcript) {
        this.limits = limits;
        this.lines = new CrlfFramer(limits.lineLength());
        this.transcript = transcript;
    }

    /** The next line answers a challenge of AUTH. From the command that runs. */
    void expectAuthResponse() {
        authResponse = true;
    }

    /** The client is logged in now: lines may be longer. From the command that runs. */
    void loggedIn() {
        lines.maxLength(limits.lineLengthAfterLogin());
    }

    @Override
    protected Object next(ByteBuf in) {
        Frame frame = lines.next(in);
        if (authResponse && frame != null) {
            authResponse = false;
            transcript.client("****");
            return frame instanceof Frame.Line line
                    ? new AuthResponse(line.text(), null)
                    : AuthResponse.broken(Replies.broken(((Frame.Broken) frame).fault()));
        }
        if (frame instanceof Frame.Line line) {
            transcript.client(masked(line.text()));
            return Pop3Grammar.parse(line.text());
        }
        if (frame instanceof Frame.Broken broken) {
            transcript.note(broken.fault().text());
            return new BadCommand(Replies.broken(broken.fault()));
        }
        return null;
    }

    private static String masked(String line) {
        // Also where a slip of the keyboard makes it no command.
        return line.strip().regionMatches(true, 0, "PASS", 0, 4) ? "PASS ****" : line;
    }
}
