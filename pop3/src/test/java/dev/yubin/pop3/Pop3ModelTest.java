package dev.yubin.pop3;

import dev.yubin.store.Flag;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever clients say, one session after the other, and whatever happens behind their backs: the replies and the mail
 * are those of {@link MaildropModel}. {@code -Djqwik.tries.default=10000} tries more.
 */
class Pop3ModelTest {
    private static final List<String> PIECES = List.of(
            ".", ".\r\n", "\r\n.", "\r\n", "\r\n", "\r", "\n", "x", "Subject: mail\r\n", "\0", "a line\r\n", "..\r\n");

    private static MailPlace memory;
    private static MailPlace maildir;
    private static int users;

    @Property(edgeCases = EdgeCasesMode.NONE)
    void inMemory(@ForAll("happenings") List<Happening> happenings) throws IOException {
        memory = memory == null ? MailPlace.memory() : memory;
        play(memory, happenings);
    }

    /** Restarts included: unique-ids outlive them. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void inAMaildir(@ForAll("fewHappenings") List<Happening> happenings) throws IOException {
        maildir = maildir == null ? MailPlace.maildir() : maildir;
        play(maildir, happenings);
    }

    private static void play(MailPlace place, List<Happening> happenings) throws IOException {
        try (MaildropPlay play = new MaildropPlay(place, "user" + users++)) {
            play.play(happenings);
        }
    }

    @AfterContainer
    static void close() throws IOException {
        for (MailPlace place : new MailPlace[] {memory, maildir}) {
            if (place != null) {
                place.close();
            }
        }
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        return happenings(60);
    }

    /** Files take their time. */
    @Provide
    Arbitrary<List<Happening>> fewHappenings() {
        return happenings(25);
    }

    private static Arbitrary<List<Happening>> happenings(int most) {
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 100);
        Arbitrary<Boolean> byAnother = Arbitraries.of(true, false);
        Arbitrary<Happening> arrived = Combinators.combine(message(), byAnother).as(Happening.Arrived::new);
        Arbitrary<Happening> expunged = Combinators.combine(which, byAnother).as(Happening.Expunged::new);
        Arbitrary<Flag> flag = Arbitraries.of(Flag.SEEN, Flag.DELETED, Flag.FLAGGED, Flag.of("$Label1"));
        Arbitrary<Happening> flagged =
                Combinators.combine(which, flag, byAnother).as(Happening.Flagged::new);
        Arbitrary<Happening> lost = Arbitraries.of(
                        "", "DELE 1", "DELE 1\r\nQUIT", "QUIT", "QUIT\r", "QUIT\n", "RETR 1\r\n")
                .map(Happening.Lost::new);
        Arbitrary<Happening> next = Arbitraries.frequencyOf(
                Tuple.of(50, said()),
                Tuple.of(5, arrived),
                Tuple.of(2, expunged),
                Tuple.of(1, flagged),
                Tuple.of(2, lost),
                Tuple.of(1, Arbitraries.create(Happening.Intruded::new)),
                Tuple.of(1, Arbitraries.create(Happening.Restarted::new)));
        // Not much can be seen in a maildrop that is empty.
        return Combinators.combine(
                        arrived.list().ofMaxSize(5),
                        next.list().ofMaxSize(most).withSizeDistribution(RandomDistribution.uniform()))
                .as((first, then) -> {
                    first.addAll(then);
                    return first;
                });
    }

    private static Arbitrary<Happening> said() {
        Arbitrary<String> right = Arbitraries.integers().between(1, 6).map(Object::toString);
        Arbitrary<String> wrong = Arbitraries.of("0", "-1", "x", "99999999999", "4294967297", "1 1", "001", "+1", "");
        Arbitrary<String> number = Arbitraries.frequencyOf(Tuple.of(9, right), Tuple.of(1, wrong));
        Arbitrary<String> lines = Arbitraries.of("0", "1", "2", "3", "10", "99999999999");
        Arbitrary<String> withNumber = Combinators.combine(
                        Arbitraries.of("LIST", "UIDL", "RETR", "DELE", "DELE", "DELE", "retr"), number)
                .as((verb, argument) -> verb + " " + argument);
        Arbitrary<String> top = Combinators.combine(number, lines).as((n, count) -> "TOP " + n + " " + count);
        Arbitrary<String> line = Arbitraries.frequencyOf(
                Tuple.of(12, withNumber),
                Tuple.of(2, top),
                Tuple.of(8, Arbitraries.of("STAT", "LIST", "UIDL", "NOOP", "stat")),
                Tuple.of(2, Arbitraries.of("RSET")),
                Tuple.of(1, Arbitraries.of("QUIT", "quit")),
                Tuple.of(
                        1,
                        Arbitraries.of("", "STATS", "STAT 1", "RSET 1", "QUIT 1", "NOOP x", "TOP 1", "RETR", "DELE")));
        return Combinators.combine(line, Arbitraries.of(true, false)).as(Happening.Said::new);
    }

    /** Only bodies have octets that are not ASCII: a header with such octets is not for every client. */
    private static Arbitrary<String> message() {
        Arbitrary<String> piece = Arbitraries.of(PIECES);
        Arbitrary<String> ascii = pieces(piece);
        Arbitrary<String> any = pieces(
                Arbitraries.frequencyOf(Tuple.of(8, piece), Tuple.of(1, Arbitraries.of("\u00ff", "\u00c3\u00a9"))));
        return Combinators.combine(ascii, any, Arbitraries.of(true, false))
                .as((header, body, hasBody) -> hasBody ? header + "\r\n\r\n" + body : header);
    }

    private static Arbitrary<String> pieces(Arbitrary<String> piece) {
        return piece.list().ofMaxSize(15).map(pieces -> String.join("", pieces));
    }
}
