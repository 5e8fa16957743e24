package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is built is read again: the same tree, the same texts, the same octets. */
class MimeRoundTripTest {
    private static final byte[] ALL_OCTETS = allOctets();

    @ParameterizedTest
    @MethodSource("texts")
    void anyTextComesBack(String text) throws IOException {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
        byte[] mixed = MimeMessageBuilder.create()
                .text(text)
                .html(text)
                .attach("x", "text/plain", new byte[0])
                .build();
        for (MimePart part : scan(mixed).parts().get(0).parts()) {
            assertThat(text(mixed, part)).isEqualTo(lines);
        }
        byte[] alone = MimeMessageBuilder.create().text(text).build();
        assertThat(text(alone, scan(alone))).isIn(lines, lines + "\r\n");
        assertThat(alone).endsWith('\r', '\n');
        assertThat(OctetCensus.of(alone).asTheyAre()).isEqualTo(TransferEncoding.SEVEN_BIT);
    }

    static String[] texts() {
        return new String[] {
            "",
            "\n",
            "\n\n\n",
            "Hello",
            "Hello\n",
            ".",
            ".\n",
            "a\n.\n..\n.x\n",
            "From here\nFrom there\n>From\n",
            "trailing blanks  \t\nand tab\t",
            "a\rb\nc\r\nd",
            "Grüße\nvon .\n.\nFrom é",
            "はろー、世界。".repeat(300),
            "é" + "x".repeat(5000),
            "x".repeat(5000),
            "x".repeat(998),
            "x".repeat(999) + "\ny",
            "a\0b",
            "\u0001\u007f\u001b",
            "--=_1\n--=_1--\n--=_2 x\n--=_3",
            "--",
            "😀",
            "=?UTF-8?Q?x?= =3D =",
            "Subject: x\n\nbody"
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferEncoding.class,
            names = {"BINARY", "QUOTED_PRINTABLE", "BASE64", "UUENCODE"})
    void anyOctetsComeBackInAnyEncodingThatTakesThem(TransferEncoding encoding) throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .multipart(
                        "mixed",
                        MimeMessageBuilder.create()
                                .contentType("image/png")
                                .encoding(encoding)
                                .body(ALL_OCTETS))
                .build();
        MimePart part = scan(mail).parts().get(0);
        assertThat(part.transferEncoding()).isEqualTo(encoding);
        assertThat(decoded(mail, part)).isEqualTo(ALL_OCTETS);
    }

    @Test
    void octetsAreEncodedAsTheirTypeAsks() throws IOException {
        assertThat(encodingOf("text/csv", "a,b\r\n")).isEqualTo(TransferEncoding.SEVEN_BIT);
        assertThat(encodingOf("text/csv", "a,é\r\n".repeat(20))).isEqualTo(TransferEncoding.BASE64);
        assertThat(encodingOf("text/csv", "a,b,c,d,e,f,g,h,é\r\n")).isEqualTo(TransferEncoding.QUOTED_PRINTABLE);
        assertThat(encodingOf("text/csv", "a,b,c,d,e,f,g\n")).isEqualTo(TransferEncoding.QUOTED_PRINTABLE);
        assertThat(encodingOf("application/json", "{}")).isEqualTo(TransferEncoding.BASE64);
        assertThat(encodingOf("message/rfc822", "A: b\r\n\r\nx")).isEqualTo(TransferEncoding.SEVEN_BIT);
        assertThat(encodingOf("message/rfc822", "A: b\r\n\r\né")).isEqualTo(TransferEncoding.EIGHT_BIT);
        assertThat(encodingOf("message/rfc822", "A: b\n\nx")).isEqualTo(TransferEncoding.BINARY);
    }

    private static TransferEncoding encodingOf(String type, String content) throws IOException {
        byte[] octets = content.getBytes(StandardCharsets.UTF_8);
        byte[] mail = MimeMessageBuilder.create().attach("x", type, octets).build();
        MimePart root = scan(mail);
        MimePart part = root.parts().get(0);
        assertThat(decoded(mail, part)).isEqualTo(octets);
        TransferEncoding encoding = part.transferEncoding();
        // RFC 2045 §6.4: the multipart says so, too.
        boolean plain = encoding == TransferEncoding.EIGHT_BIT || encoding == TransferEncoding.BINARY;
        assertThat(root.transferEncoding()).isEqualTo(plain ? encoding : TransferEncoding.SEVEN_BIT);
        return encoding;
    }

    @Test
    void eightBitIsWrittenWhenItIsAskedFor() throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .encoding(TransferEncoding.EIGHT_BIT)
                .text("é")
                .build();
        assertThat(mail).asString(StandardCharsets.UTF_8).endsWith("Content-Transfer-Encoding: 8bit\r\n\r\né\r\n");
        assertThat(text(mail, scan(mail))).isEqualTo("é\r\n");
    }

    /** Whatever is put into one another, the scanner finds the same tree and every leaf's octets. */
    @Test
    void anyTreeComesBack() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder tree = new StringBuilder();
            byte[] mail = random(random, 0, tree).build();
            StringBuilder read = new StringBuilder();
            dump(scan(mail), mail, 0, read);
            assertThat(read.toString()).as("seed %d", seed).isEqualTo(tree.toString());
            assertThat(mail).endsWith('\r', '\n');
        }
    }

    private static MimeMessageBuilder random(Random random, int depth, StringBuilder tree) {
        tree.append("  ".repeat(depth));
        if (depth > 0 && (depth == 4 || random.nextInt(3) > 0)) {
            byte[] octets = new byte[random.nextInt(100)];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) "-=_1\r\n\0é.".charAt(random.nextInt(9));
            }
            tree.append(new String(octets, StandardCharsets.ISO_8859_1).hashCode())
                    .append('\n');
            String type = random.nextBoolean() ? "text/plain" : "image/png";
            return MimeMessageBuilder.create().contentType(type).body(octets);
        }
        tree.append("multipart\n");
        MimeMessageBuilder[] parts = new MimeMessageBuilder[1 + random.nextInt(3)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = random(random, depth + 1, tree);
        }
        return MimeMessageBuilder.create().multipart("mixed", parts);
    }

    private static void dump(MimePart part, byte[] mail, int depth, StringBuilder tree) throws IOException {
        tree.append("  ".repeat(depth));
        if (part.parts().isEmpty()) {
            tree.append(new String(decoded(mail, part), StandardCharsets.ISO_8859_1).hashCode())
                    .append('\n');
            return;
        }
        tree.append("multipart\n");
        for (MimePart inner : part.parts()) {
            dump(inner, mail, depth + 1, tree);
        }
    }

    private static MimePart scan(byte[] mail) throws IOException {
        return MimeStructure.scan(MessageContent.of(mail)).root();
    }

    private static byte[] decoded(byte[] mail, MimePart part) throws IOException {
        byte[] body = part.body(MessageContent.of(mail)).toByteArray();
        try (InputStream in = part.transferEncoding().decode(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static String text(byte[] mail, MimePart part) throws IOException {
        return new String(
                decoded(mail, part),
                Charset.forName(part.contentType().charset().orElseThrow()));
    }

    private static byte[] allOctets() {
        byte[] octets = new byte[2048];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }
}
