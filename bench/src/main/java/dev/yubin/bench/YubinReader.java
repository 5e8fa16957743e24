package dev.yubin.bench;

import dev.yubin.mime.MimePart;
import dev.yubin.mime.MimeStructure;
import dev.yubin.store.MessageContent;
import java.io.IOException;
import org.openjdk.jmh.infra.Blackhole;

/** The structure of a mail by {@link MimeStructure}: types, sizes, lines. */
final class YubinReader {
    private final Blackhole blackhole;

    YubinReader(Blackhole blackhole) {
        this.blackhole = blackhole;
    }

    /** How many parts there are. */
    int parts(byte[] mail) throws IOException {
        return parts(MimeStructure.scan(MessageContent.of(mail)).root());
    }

    private int parts(MimePart part) {
        blackhole.consume(part.contentType());
        blackhole.consume(part.bodyLength());
        blackhole.consume(part.lines());
        int parts = 1;
        for (MimePart inner : part.parts()) {
            parts += parts(inner);
        }
        return parts + (part.embedded().isPresent() ? parts(part.embedded().get()) : 0);
    }
}
