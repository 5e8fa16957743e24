package dev.yubin.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Streams for tests of decoders. */
public final class Streams {
    private Streams() {}

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Gives one to {@code most} octets at a time. */
    public static InputStream inPieces(byte[] octets, int most, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(octets)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
            }
        };
    }

    public static byte[] decode(TransferEncoding encoding, byte[] encoded) throws IOException {
        return encoding.decode(new ByteArrayInputStream(encoded)).readAllBytes();
    }

    public static String decode(TransferEncoding encoding, String encoded) throws IOException {
        return new String(decode(encoding, latin1(encoded)), StandardCharsets.ISO_8859_1);
    }

    public static byte[] encode(TransferEncoding encoding, byte[] plain) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoding.encode(new ByteArrayInputStream(plain), encoded);
        return encoded.toByteArray();
    }

    public static String encode(TransferEncoding encoding, String plain) throws IOException {
        return new String(encode(encoding, latin1(plain)), StandardCharsets.ISO_8859_1);
    }

    /** Octets of a few kinds that are near each other in what is decoded. */
    public static byte[] random(Random random, int length, String pool) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] =
                    (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : pool.charAt(random.nextInt(pool.length())));
        }
        return octets;
    }
}
