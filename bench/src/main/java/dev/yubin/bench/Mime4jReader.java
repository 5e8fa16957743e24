package dev.yubin.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The structure of a mail by Mime4j's token stream: all its events, and types. One token stream serves for all mails,
 * without limits to check. Of bodies it tells neither sizes nor lines: either they are not asked for, so that it skips
 * them as it likes best, or they are read, not decoded, and counted.
 */
final class Mime4jReader {
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(-1)
            .build();

    private final MimeTokenStream stream = new MimeTokenStream(CONFIG);
    private final byte[] buffer = new byte[8192];
    private final Blackhole blackhole;

    Mime4jReader(Blackhole blackhole) {
        this.blackhole = blackhole;
    }

    /** How many parts there are; bodies are skipped. */
    int parts(byte[] mail) throws IOException, MimeException {
        return parts(mail, false);
    }

    /** How many parts there are; of bodies sizes and lines are counted, as BODYSTRUCTURE has them (RFC 9051 §7.5.2). */
    int countedParts(byte[] mail) throws IOException, MimeException {
        return parts(mail, true);
    }

    private int parts(byte[] mail, boolean counted) throws IOException, MimeException {
        int parts = 0;
        stream.parse(new ByteArrayInputStream(mail));
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_MESSAGE, T_START_BODYPART -> parts++;
                case T_BODY, T_START_MULTIPART ->
                    blackhole.consume(stream.getBodyDescriptor().getMimeType());
                default -> {}
            }
            if (counted && state == EntityState.T_BODY) {
                count(stream.getInputStream());
            }
        }
        return parts;
    }

    private void count(InputStream body) throws IOException {
        long size = 0;
        long lines = 0;
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            size += n;
            for (int i = 0; i < n; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        blackhole.consume(size);
        blackhole.consume(lines);
    }
}
