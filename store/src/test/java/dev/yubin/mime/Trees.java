package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;

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
        add(scan(message).root(), message, 0, text);
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

    /**
     * Parts lie within the body of what they are part of, one after the other, and their lines are counted right. Without
     * recursion and with few assertions: there are trees of any depth and of very many parts.
     */
    static void check(MimePart root, byte[] message) {
        int[] lineEnds = new int[message.length + 1];
        for (int i = 0; i < message.length; i++) {
            lineEnds[i + 1] = lineEnds[i] + (message[i] == '\n' ? 1 : 0);
        }
        Deque<MimePart> left = new ArrayDeque<>();
        left.push(root);
        while (!left.isEmpty()) {
            MimePart part = left.pop();
            int end = (int) (part.bodyOffset() + part.bodyLength());
            require(part.offset() <= part.bodyOffset(), part);
            require(part.bodyOffset() <= end, part);
            require(part.lines() == lineEnds[end] - lineEnds[(int) part.bodyOffset()], part);
            require(part.embedded().isEmpty() || part.parts().isEmpty(), part);
            part.embedded().ifPresent(embedded -> {
                require(embedded.offset() == part.bodyOffset() && embedded.length() == part.bodyLength(), embedded);
                left.push(embedded);
            });
            long before = part.bodyOffset();
            for (MimePart inner : part.parts()) {
                require(inner.offset() >= before, inner);
                before = inner.offset() + inner.length();
                left.push(inner);
            }
            require(before <= end, part);
        }
    }

    private static void require(boolean holds, MimePart part) {
        if (!holds) {
            throw new AssertionError("Does not hold together: " + part + ", " + part.lines() + " lines");
        }
    }

    /** A tree that holds together, of a message that is small or large. */
    static MimeStructure scan(byte[] message) throws IOException {
        return scan(message, MimeLimits.DEFAULT);
    }

    /** The same with other limits. */
    static MimeStructure scan(byte[] message, MimeLimits limits) throws IOException {
        MimeStructure structure = MimeStructure.scan(MessageContent.of(message), limits);
        assertThat(structure.root().offset()).isZero();
        assertThat(structure.root().length()).isEqualTo(message.length);
        check(structure.root(), message);
        return structure;
    }

    /** The octets of the message that are a part, header and body. */
    static String whole(MimePart part, byte[] message) throws IOException {
        return new String(part.whole(MessageContent.of(message)).toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** The octets of the message that are a part's body. */
    static String body(MimePart part, byte[] message) throws IOException {
        return new String(part.body(MessageContent.of(message)).toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** Content that is no array, and gives at most so many octets with each read. */
    static MessageContent slowly(byte[] octets, IntSupplier most) {
        return new MessageContent() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream openStream(long offset) {
                return new ByteArrayInputStream(octets, (int) offset, octets.length) {
                    @Override
                    public int read(byte[] target, int from, int length) {
                        return super.read(target, from, Math.min(most.getAsInt(), length));
                    }
                };
            }
        };
    }
}
