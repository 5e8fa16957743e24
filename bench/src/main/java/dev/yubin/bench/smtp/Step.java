package dev.yubin.bench.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What is sent in one go, and what must come back before the next.
 *
 * @param octets what is sent; not to be changed, only duplicates are read
 * @param codes the codes of the replies
 */
record Step(ByteBuffer octets, List<Integer> codes) {
    static Step of(String text, Integer... codes) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return new Step(direct(octets), Arrays.asList(codes));
    }

    /** Nothing is sent. */
    static Step awaiting(int code) {
        return of("", code);
    }

    /** Outside of the heap: else the JDK copies it with each write. */
    static ByteBuffer direct(byte[] octets) {
        return ByteBuffer.allocateDirect(octets.length).put(octets).flip();
    }
}
