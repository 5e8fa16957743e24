package dev.yubin.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.Optional;

/**
 * The bytes of one message, as they were received. An immutable handle: any number of threads may read it, and it stays
 * readable after the message is expunged for as long as somebody holds it open.
 *
 * <p>Readers take the best way there is: {@link #bufferAt} for content in memory, {@link #file} for content in a file,
 * else {@link #openStream}.
 */
public interface MessageContent {
    /** How many octets there are. */
    long size();

    /**
     * A new stream over the octets from {@code offset} to the end. The caller closes it.
     *
     * @throws IndexOutOfBoundsException if the offset is negative or beyond {@link #size()}
     * @throws IOException if the content cannot be read
     */
    InputStream openStream(long offset) throws IOException;

    /**
     * The octets at {@code offset} if they are in memory: a read-only view of at least one octet, up to where this
     * piece of memory ends, which may be before the end of the content. Nothing is copied. Empty if the content is not
     * in memory.
     *
     * @throws IndexOutOfBoundsException if the offset is negative or not below {@link #size()}
     */
    default Optional<ByteBuffer> bufferAt(long offset) {
        return Optional.empty();
    }

    /**
     * The open file whose whole content this is. The channel belongs to the content: readers use positions of their own
     * and never close it. Empty if the content is not a file of its own.
     */
    default Optional<FileChannel> file() {
        return Optional.empty();
    }

    /**
     * All octets as one array, for content that is known to be small.
     *
     * @throws IOException if it cannot be read, or is larger than an array can be
     */
    default byte[] toByteArray() throws IOException {
        if (size() > Integer.MAX_VALUE - 8) {
            throw new StoreException(StoreException.Kind.LIMIT, "Content of " + size() + " octets is no array");
        }
        try (InputStream in = openStream(0)) {
            return in.readAllBytes();
        }
    }

    /**
     * The same octets on the heap, for a store that keeps them there: a copy, unless it is made of an array already. What
     * is given to {@link Mailbox#append} belongs to the giver and may be gone a moment later; a copy of it stays.
     *
     * @throws IOException as {@link #toByteArray()}
     */
    default MessageContent inMemory() throws IOException {
        return of(toByteArray());
    }

    /** The content without its first {@code offset} octets; a view, nothing is copied. */
    default MessageContent from(long offset) {
        return slice(offset, size() - offset);
    }

    /**
     * A range of the octets, one part of a message for example; a view, nothing is copied or read.
     *
     * @throws IndexOutOfBoundsException if the range is not within the content
     */
    default MessageContent slice(long offset, long length) {
        return offset == 0 && length == size() ? this : new SliceContent(this, offset, length);
    }

    /** Content over an array, which must not be changed afterwards. */
    static MessageContent of(byte[] octets) {
        return new MessageContent() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream openStream(long offset) {
                int from = (int) Objects.checkIndex(offset, octets.length + 1L);
                return new ByteArrayInputStream(octets, from, octets.length - from);
            }

            @Override
            public Optional<ByteBuffer> bufferAt(long offset) {
                int from = (int) Objects.checkIndex(offset, (long) octets.length);
                return Optional.of(ByteBuffer.wrap(octets, from, octets.length - from)
                        .slice()
                        .asReadOnlyBuffer());
            }

            @Override
            public MessageContent inMemory() {
                return this;
            }
        };
    }
}
