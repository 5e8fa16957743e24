package dev.yubin.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The structure of a mail by Mime4j's token stream: all its events, and types. Bodies are not asked for, so that it
 * skips them as it likes best; sizes and lines of bodies it does not tell. One token stream serves for all mails, without
 * limits to check.
 */
final class Mime4jReader {
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .build();

    private final MimeTokenStream stream = new MimeTokenStream(CONFIG);
    private final Blackhole blackhole;

    Mime4jReader(Blackhole blackhole) {
        this.blackhole = blackhole;
    }

    /** How many parts there are. */
    int parts(byte[] mail) throws IOException, MimeException {
        int parts = 0;
        stream.parse(new ByteArrayInputStream(mail));
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_MESSAGE, T_START_BODYPART -> parts++;
                case T_BODY, T_START_MULTIPART ->
                    blackhole.consume(stream.getBodyDescriptor().getMimeType());
                default -> {}
            }
        }
        return parts;
    }
}
