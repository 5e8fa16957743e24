package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * The parts of a message and where they are (RFC 2045, 2046). Any octets are a message: what is broken gives the best
 * structure there is. Immutable; holds none of the message's body.
 */
public final class MimeStructure {
    private final MimePart root;
    private final Set<MimeCut> cuts;

    private MimeStructure(MimePart root) {
        this.root = root;
        Set<MimeCut> all = EnumSet.noneOf(MimeCut.class);
        Deque<MimePart> left = new ArrayDeque<>();
        left.push(root);
        while (!left.isEmpty()) {
            MimePart part = left.pop();
            all.addAll(part.cuts());
            part.parts().forEach(left::push);
            part.embedded().ifPresent(left::push);
        }
        this.cuts = Collections.unmodifiableSet(all);
    }

    /**
     * Goes over a message once, with the {@linkplain MimeLimits#DEFAULT usual limits}. It reads in the caller's thread.
     *
     * @throws IOException if the content cannot be read
     */
    public static MimeStructure scan(MessageContent message) throws IOException {
        return scan(message, MimeLimits.DEFAULT);
    }

    /**
     * Goes over a message once. Memory is bounded by the limits, time is linear in the message's size.
     *
     * @throws IOException if the content cannot be read
     */
    public static MimeStructure scan(MessageContent message, MimeLimits limits) throws IOException {
        return new MimeStructure(StructureScanner.scan(message, limits));
    }

    /** The message itself, in which all parts are. */
    public MimePart root() {
        return root;
    }

    /** What was not looked into, in any of its parts. */
    public Set<MimeCut> cuts() {
        return cuts;
    }
}
