package dev.yubin.pop3;

import dev.yubin.fixtures.FuzzRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jazzer grows inputs for {@link Pop3Fuzz}: see {@link FuzzRun}. */
class Pop3FuzzTest {
    private static final int LONGEST_INPUT = 4096;

    private static final List<String> SEEDS = List.of(
            "USER bob\r\nPASS secret\r\nSTAT\r\nLIST\r\nLIST 1\r\nRETR 1\r\nDELE 1\r\nTOP 1 10\r\nUIDL\r\nUIDL 2\r\nQUIT\r\n",
            "apop b b c4c9334bac560ecc979e58001b3e22fb\r\nrset\r\nnoop\r\nCAPA\r\nSTLS\r\nUTF8\r\nLANG\r\nLANG *\r\nGREET\r\nBAD\r\n",
            "AUTH\r\nAUTH PLAIN AGJvYgBzZWNyZXQ=\r\nAUTH PLAIN\r\nAGJvYgBzZWNyZXQ=\r\nAUTH LOGIN =\r\n*\r\n",
            "AUTH plain secret\r\n AUTH X secret\r\nPASS\tsecret\r\n PASS secret\r\n PASSsecret\r\nPASSWORD secret\r\nPASS  two words \r\n",
            "USER ren\u00c3\u00a9\r\nPASS \u00ff\r\nUSER \u00e9\r\n\0\r\n\r\n \r\n\u00fe\u00ff\r\n",
            "RETR 0\r\nRETR -1\r\nRETR 99999999999\r\nRETR x\r\nTOP 1\r\nTOP 1 -1\r\nTOP 99999999999 99999999999\r\nLIST 007\r\n",
            "STAT\nSTAT\r\nSTAT\rSTAT\r\nSTAT\r\r\nAUTH PLAIN\r\nx\ny\r\nAUTH PLAIN\r\n" + "x".repeat(520)
                    + "\r\nSTAT\r",
            "USER " + "x".repeat(507) + "\r\nUSER " + "x".repeat(508) + "\r\nPASS x\r\nUSER " + "x".repeat(595)
                    + "\r\nUSER " + "x".repeat(596) + "\r\n");

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (String lines : SEEDS) {
            for (int first = 0; first < 2; first++) {
                seeds.add(MultiLine.octets((char) first + lines));
            }
        }
        return seeds;
    }

    @Test
    void everySeedIsDecodedAsPromised() {
        seeds().forEach(Pop3Fuzz::fuzzerTestOneInput);
    }

    /** Where Jazzer cannot run too. */
    @Test
    void randomPiecesOfLinesAreDecodedAsPromised() {
        Random random = new Random(1939);
        String[] pieces = String.join("", SEEDS).split("(?<=[ \r\n])|(?=[\r\n])");
        for (int i = 0; i < 1000; i++) {
            StringBuilder input = new StringBuilder().append((char) random.nextInt(256));
            for (int count = random.nextInt(40); count > 0; count--) {
                input.append(
                        random.nextInt(30) == 0 ? (char) random.nextInt(256) : pieces[random.nextInt(pieces.length)]);
            }
            Pop3Fuzz.fuzzerTestOneInput(MultiLine.octets(input.toString()));
        }
    }

    @Test
    void whatGrowsFromTheSeedsIsDecodedAsPromised() throws Exception {
        new FuzzRun(
                        Pop3Fuzz.class,
                        "dev.yubin.pop3.Pop3Decoder:dev.yubin.pop3.Pop3Grammar:dev.yubin.pop3.Pop3Verb:"
                                + "dev.yubin.protocol.**",
                        LONGEST_INPUT)
                .from(seeds());
    }
}
