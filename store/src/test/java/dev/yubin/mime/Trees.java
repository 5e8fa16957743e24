package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The tree of a message's parts as text, for tests. */
final class Trees {
    private Trees() {}

    /** A text block as a message: with CRLF. */
    static byte[] octets(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** One line for each part: its type, and of a leaf its body and how many lines that has. */
    static String of(byte[] message) throws IOException {
        StringBuilder text = new StringBuilder();
        add(MimeStructure.scan(MessageContent.of(message)).root(), message, 0, text);
        return text.toString();
    }

    private static void add(MimePart part, byte[] message, int depth, StringBuilder text) {
        text.append("  ".repeat(depth)).append(part.contentType().mediaType());
        if (part.parts().isEmpty() && part.embedded().isEmpty()) {
            text.append(" \"")
                    .append(new String(
                                    message, (int) part.bodyOffset(), (int) part.bodyLength(), StandardCharsets.UTF_8)
                            .replace("\r\n", "\\n"))
                    .append("\" ")
                    .append(part.lines());
        }
        text.append('\n');
        part.embedded().ifPresent(embedded -> add(embedded, message, depth + 1, text));
        part.parts().forEach(inner -> add(inner, message, depth + 1, text));
    }

    /** All numbers of all parts. */
    static String dump(MimePart part) {
        StringBuilder text = new StringBuilder(part + " " + part.lines() + " " + part.cuts());
        part.embedded()
                .ifPresent(embedded -> text.append(" <").append(dump(embedded)).append('>'));
        part.parts().forEach(inner -> text.append(" (").append(dump(inner)).append(')'));
        return text.toString();
    }

    /** Parts lie within the body of what they are part of, one after the other, and their lines are counted right. */
    static void check(MimePart part, byte[] message) {
        long end = part.bodyOffset() + part.bodyLength();
        assertThat(part.headerLength()).isNotNegative();
        assertThat(part.bodyLength()).isNotNegative();
        long lines = 0;
        for (long i = part.bodyOffset(); i < end; i++) {
            lines += message[(int) i] == '\n' ? 1 : 0;
        }
        assertThat(part.lines()).isEqualTo(lines);
        part.embedded().ifPresent(embedded -> {
            assertThat(embedded.offset()).isEqualTo(part.bodyOffset());
            assertThat(embedded.length()).isEqualTo(part.bodyLength());
            check(embedded, message);
        });
        long before = part.bodyOffset();
        for (MimePart inner : part.parts()) {
            assertThat(inner.offset()).isGreaterThanOrEqualTo(before);
            before = inner.offset() + inner.length();
            assertThat(before).isLessThanOrEqualTo(end);
            check(inner, message);
        }
    }
}
