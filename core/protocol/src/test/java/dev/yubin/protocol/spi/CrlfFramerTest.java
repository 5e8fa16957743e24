package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrlfFramerTest {
    private static final int MAX = 8;

    private static final Frame TOO_LONG = new Frame.Broken(Frame.Fault.TOO_LONG);
    private static final Frame BARE_CR = new Frame.Broken(Frame.Fault.BARE_CR);
    private static final Frame BARE_LF = new Frame.Broken(Frame.Fault.BARE_LF);

    @Test
    void onlyCrlfEndsALine() {
        assertThat(frames("a\r\n\r\nbc\r\nd")).containsExactly(line("a"), line(""), line("bc"));
        assertThat(frames("a\u0085\u000b\u000c\r\n")).containsExactly(line("a\u0085\u000b\u000c"));
    }

    @Test
    void everyOctetIsOneCharacter() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            if (c != '\r' && c != '\n') {
                all.append(c);
            }
        }
        assertThat(framed(new CrlfFramer(256), all + "\r\n", 1)).containsExactly(line(all.toString()));
    }

    @Test
    void bareLfIsToldAtOnceAndTheRestUpToCrlfIsReadPast() {
        assertThat(frames("MAIL\n")).containsExactly(BARE_LF);
        assertThat(frames("a\nQUIT\nQUIT\rx\r\nb\r\n")).containsExactly(BARE_LF, line("b"));
        assertThat(frames("\n\r\nb\r\n")).containsExactly(BARE_LF, line("b"));
        assertThat(frames("\n\nb\r\n")).containsExactly(BARE_LF);
    }

    @Test
    void bareCrIsToldAtOnceAndTheRestUpToCrlfIsReadPast() {
        assertThat(frames("a\r")).isEmpty();
        assertThat(frames("a\rQ")).containsExactly(BARE_CR);
        assertThat(frames("a\rQUIT\r\nb\r\n")).containsExactly(BARE_CR, line("b"));
        assertThat(frames("a\r\r\nb\r\n")).containsExactly(BARE_CR, line("b"));
        assertThat(frames("a\r\rx\n\r\nb\r\n")).containsExactly(BARE_CR, line("b"));
    }

    @Test
    void longestLineIsTakenAndOneOctetMoreIsNot() {
        assertThat(frames("12345678\r\n")).containsExactly(line("12345678"));
        assertThat(frames("123456789\r\n")).containsExactly(TOO_LONG);
        assertThat(frames("12345678\n")).containsExactly(BARE_LF);
        assertThat(frames("12345678\rx")).containsExactly(BARE_CR);
    }

    @Test
    void overlongLineIsToldAtItsEndAndTheNextIsFine() {
        assertThat(frames("12345678901234567890")).isEmpty();
        assertThat(frames("12345678901234567890\r\nb\r\n")).containsExactly(TOO_LONG, line("b"));
        assertThat(frames("1234567890\r\r\nb\r\n")).containsExactly(TOO_LONG, line("b"));
        assertThat(frames("1234567890\r\n1234567890\r\n")).containsExactly(TOO_LONG, TOO_LONG);
    }

    @Test
    void bareLineEndBehindTheLongestLineDoesNotMatterHoweverTheLineArrives() {
        assertThat(frames("123456789\nQUIT\r\nb\r\n")).containsExactly(TOO_LONG, line("b"));
        assertThat(frames("123456789\rQUIT\r\nb\r\n")).containsExactly(TOO_LONG, line("b"));
    }

    @Test
    void overlongLineIsNotKept() {
        CrlfFramer framer = new CrlfFramer(MAX);
        ByteBuf in = Unpooled.buffer();
        for (int i = 0; i < 100_000; i++) {
            in.writeByte('x');
            assertThat(framer.next(in)).isNull();
            assertThat(in.readableBytes()).isLessThanOrEqualTo(MAX);
            in.discardReadBytes();
        }
        in.writeBytes("\r\nb\r\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(framer.next(in)).isEqualTo(TOO_LONG);
        assertThat(framer.next(in)).isEqualTo(line("b"));
    }

    @Test
    void randomOctetsGiveTheFramesOfTheReferenceHoweverTheyAreCut() {
        Random random = new Random(20_240_517);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            while (text.length() < length) {
                text.append(new String[] {"a", "bcd", "\r", "\n", "\r\n"}[random.nextInt(5)]);
            }
            assertThat(frames(text.toString())).as(printable(text)).isEqualTo(reference(text.toString()));
            assertThat(framed(new CrlfFramer(MAX), text.toString(), 1 + random.nextInt(7)))
                    .as(printable(text))
                    .isEqualTo(reference(text.toString()));
        }
    }

    /** One line at a time, by its text and nothing else. */
    private static List<Frame> reference(String text) {
        List<Frame> frames = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty()) {
            int end = rest.indexOf("\r\n");
            String line = end < 0 ? rest : rest.substring(0, end);
            Frame fault = fault(line, end >= 0);
            if (fault != null && (fault != TOO_LONG || end >= 0)) {
                frames.add(fault);
            } else if (fault == null && end >= 0) {
                frames.add(line(line));
            }
            rest = end < 0 ? "" : rest.substring(end + 2);
        }
        return frames;
    }

    private static Frame fault(String line, boolean ended) {
        for (int i = 0; i < line.length(); i++) {
            if (i == MAX && line.charAt(i) != '\r' && line.charAt(i) != '\n') {
                return TOO_LONG;
            }
            if (line.charAt(i) == '\n') {
                return BARE_LF;
            }
            if (line.charAt(i) == '\r') {
                boolean mayBeCrlf = !ended && i == line.length() - 1;
                return mayBeCrlf ? null : BARE_CR;
            }
        }
        return null;
    }

    /** The frames of octets that come at once; the same octets cut in any two, or into single ones, give the same. */
    private static List<Frame> frames(String text) {
        List<Frame> whole = framed(new CrlfFramer(MAX), text, Math.max(1, text.length()));
        for (int size = 1; size < text.length(); size++) {
            assertThat(framed(new CrlfFramer(MAX), text, size))
                    .as("%s in pieces of %d", printable(text), size)
                    .isEqualTo(whole);
        }
        for (int cut = 1; cut < text.length(); cut++) {
            CrlfFramer framer = new CrlfFramer(MAX);
            ByteBuf in = Unpooled.buffer();
            List<Frame> both = new ArrayList<>();
            feed(framer, in, text.substring(0, cut), both);
            feed(framer, in, text.substring(cut), both);
            assertThat(both).as("%s cut at %d", printable(text), cut).isEqualTo(whole);
        }
        return whole;
    }

    private static List<Frame> framed(CrlfFramer framer, String text, int size) {
        ByteBuf in = Unpooled.buffer();
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < text.length(); at += size) {
            feed(framer, in, text.substring(at, Math.min(text.length(), at + size)), frames);
        }
        return frames;
    }

    private static void feed(CrlfFramer framer, ByteBuf in, String text, List<Frame> frames) {
        in.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        for (Frame frame = framer.next(in); frame != null; frame = framer.next(in)) {
            frames.add(frame);
        }
        in.discardReadBytes();
    }

    private static Frame line(String text) {
        return new Frame.Line(text);
    }

    private static String printable(CharSequence text) {
        return text.toString().replace("\r", "<CR>").replace("\n", "<LF>");
    }
}
