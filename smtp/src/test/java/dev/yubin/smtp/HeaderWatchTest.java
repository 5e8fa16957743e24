package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderWatchTest {
    /** What a watch saw. */
    private record Seen(int hops, boolean dated, boolean identified, boolean over, long octets) {}

    private static void look(HeaderWatch watch, String text) {
        ByteBuf octets = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        int length = octets.readableBytes();
        watch.look(octets);
        assertThat(octets.readableBytes()).as("octets stay where they are").isEqualTo(length);
        octets.release();
    }

    private static Seen seen(HeaderWatch watch) {
        return new Seen(watch.hops(), watch.isDated(), watch.isIdentified(), watch.isOver(), watch.octets());
    }

    private static Seen whole(String text) {
        HeaderWatch watch = new HeaderWatch();
        look(watch, text);
        return seen(watch);
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // text | hops | Date | Message-ID | over
                "'' | 0 | false | false | false",
                "\\r\\n | 0 | false | false | true",
                "Received: x\\r\\nReceived: y\\r\\n\\r\\n | 2 | false | false | true",
                "rEcEiVeD:x\\r\\n\\r\\n | 1 | false | false | true",
                "Received :x\\r\\nDate \\t: y\\r\\nMESSAGE-ID  :z\\r\\n\\r\\n | 1 | true | true | true",
                // No such names.
                "X-Received: x\\r\\nReceived-SPF: y\\r\\nReceive: z\\r\\nDates: 1\\r\\n | 0 | false | false | false",
                "Resent-Date: x\\r\\nResent-Message-ID: y\\r\\n\\r\\n | 0 | false | false | true",
                // Folded lines belong to the field before.
                "Subject: x\\r\\n Received: y\\r\\n\\tDate: z\\r\\n\\r\\n | 0 | false | false | true",
                "Received: x\\r\\n y\\r\\n z\\r\\nReceived: a\\r\\n\\r\\n | 2 | false | false | true",
                // A name in a value is none.
                "Subject: Received: x\\r\\nSubject: \\rDate: y\\r\\n\\r\\n | 0 | false | false | true",
                // A line of white space is a folded one, and does not end the header.
                "Subject: x\\r\\n \\r\\nDate: y\\r\\n\\r\\n | 0 | true | false | true",
                // What stands behind the header is text.
                "Date: x\\r\\n\\r\\nReceived: y\\r\\nMessage-ID: z\\r\\n | 0 | true | false | true",
                "\\r\\nReceived: y\\r\\n | 0 | false | false | true",
                // Lines without a colon, and without a name.
                "Received\\r\\nDate\\r\\n\\r\\n | 0 | false | false | true",
                ":\\r\\n: Received: x\\r\\nDate: x\\r\\n\\r\\n | 0 | true | false | true",
                "Re ceived: x\\r\\nDate x: y\\r\\n\\r\\n | 0 | false | false | true",
                "Date \\r\\nReceived :x\\r\\nX y\\r\\nDate: z\\r\\n | 1 | true | false | false",
                // Line ends that are kept if the server is told to keep them.
                "Date: x\\nReceived: y\\n\\nReceived: z\\n | 1 | true | false | true",
                // No end.
                "Received: x | 1 | false | false | false",
                "Received | 0 | false | false | false",
                "Received: x\\r\\n | 1 | false | false | false",
                "Received: x\\r\\n\\r | 1 | false | false | false",
            })
    void itSeesTheFieldsOfTheHeaderOnly(String text, int hops, boolean dated, boolean identified, boolean over) {
        Seen seen = whole(unescaped(text));
        assertThat(seen).isEqualTo(new Seen(hops, dated, identified, over, seen.octets()));
    }

    @Test
    void itMeasuresTheHeader() {
        assertThat(whole("Date: x\r\n\r\nbody").octets()).isEqualTo(11);
        assertThat(whole("Date: x\r\n").octets()).isEqualTo(9);
        assertThat(whole("Subject: " + "x".repeat(100_000)).octets()).isEqualTo(100_009);
    }

    @Test
    void anySplitSeesWhatTheWholeShows() {
        Random random = new Random(5321);
        String[] pieces = {
            "Received", "received :", "Date:", "Message-ID:", "X", ":", " ", "\t", "\r\n", "\r", "\n", "ö", "\0"
        };
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            HeaderWatch watch = new HeaderWatch();
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + random.nextInt(6));
                look(watch, text.substring(at, end));
                at = end;
            }
            assertThat(seen(watch)).as("%s", text).isEqualTo(whole(text.toString()));
        }
    }
}
