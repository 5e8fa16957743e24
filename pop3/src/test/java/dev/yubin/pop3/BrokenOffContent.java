package dev.yubin.pop3;

import dev.yubin.protocol.spi.Cursor;
import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** Content whose second half cannot be read, and that knows whether its stream was closed. */
final class BrokenOffContent implements MessageContent {
    volatile int open;

    @Override
    public long size() {
        return 2L * Cursor.STEP;
    }

    @Override
    public InputStream openStream(long offset) {
        open++;
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("The second half is gone");
            }

            @Override
            public void close() {
                open--;
            }
        };
        byte[] half = new byte[Cursor.STEP + 50];
        half[0] = '\r'; // No header.
        half[1] = '\n';
        return new SequenceInputStream(new ByteArrayInputStream(half), broken);
    }
}
