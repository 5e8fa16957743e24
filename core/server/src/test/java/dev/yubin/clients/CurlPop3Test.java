package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.clients.Program.Finished;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * curl at maildrops, with commands of one's own. It waits for more lines behind each of those but LIST, unless it is told by
 * {@code -I} that there are none.
 */
@Needs(Program.CURL)
class CurlPop3Test {
    private static final int LOGIN_DENIED = 67;
    private static final Object[] BY_PASSWORD = {"-u", "bob:secret"};

    @TempDir
    Path directory;

    /** One at a maildrop of three. */
    private static Mailroom room() throws IOException {
        return Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT);
    }

    /** Without TLS. */
    private Finished curl(Mailroom room, String path, Object... arguments) {
        return run("pop3://" + room.server().pop3().authority() + "/" + path, arguments);
    }

    private Finished curl(Mailroom room, TlsStart start, String path, Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--cacert", room.authority(directory), "--ssl-reqd"));
        all.addAll(List.of(arguments));
        String scheme = start == TlsStart.AT_ONCE ? "pop3s://" : "pop3://";
        return run(scheme + start.pop3(room).authority() + "/" + path, all.toArray());
    }

    private Finished run(String url, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("-q", "-s", "-S", "-v", "-m", "30"));
        all.addAll(List.of(arguments));
        all.addAll(all.contains("-o") ? List.of() : List.of("-o", fetched()));
        all.add(url);
        return Program.CURL.run(all.toArray());
    }

    private Path fetched() {
        return directory.resolve("fetched");
    }

    private String text() throws IOException {
        return Files.readString(fetched(), StandardCharsets.ISO_8859_1);
    }

    /** Something in front of what logs in. */
    private static Object[] byPassword(Object... arguments) {
        return Stream.concat(Arrays.stream(BY_PASSWORD), Arrays.stream(arguments))
                .toArray();
    }

    @ParameterizedTest
    @EnumSource
    void eachMailIsFetchedOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(letter)) {
            curl(room, "1", BY_PASSWORD).succeeded().printed("> RETR 1", "< +OK ");
            Mailroom.same(Files.readAllBytes(fetched()), letter.octets());
        }
    }

    @Test
    void severalMailsComeOverOneConnection() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.values())) {
            curl(room, "[1-8]", byPassword("-o", directory.resolve("mail#1")))
                    .succeeded()
                    .printed("> RETR 1", "Re-using existing connection", "> RETR 8");
            for (Letter letter : Letter.values()) {
                Path file = directory.resolve("mail" + (letter.ordinal() + 1));
                Mailroom.same(Files.readAllBytes(file), letter.octets());
            }
        }
    }

    @Test
    void mailsAreListed() throws Exception {
        try (Mailroom room = room()) {
            curl(room, "", BY_PASSWORD).succeeded().printed("> LIST", "< +OK ");
            assertThat(text()).isEqualTo("1 160\r\n2 190\r\n3 196\r\n");
            curl(room, "2", byPassword("-l")).succeeded().printed("> LIST 2", "< +OK 2 190");
        }
    }

    @ParameterizedTest
    @EnumSource
    void mailsAreListedByTls(TlsStart start) throws Exception {
        try (Mailroom room = room()) {
            curl(room, start, "", BY_PASSWORD).succeeded().printed("SSL certificate verify ok", "> LIST", "< +OK ");
            assertThat(text()).isEqualTo("1 160\r\n2 190\r\n3 196\r\n");
        }
    }

    @Test
    void uniqueIdsAreTheSameEachTime() throws Exception {
        try (Mailroom room = room()) {
            curl(room, "", byPassword("-X", "UIDL")).succeeded().printed("> UIDL", "< +OK ");
            String ids = text();
            assertThat(ids.split("\r\n")).hasSize(3).doesNotHaveDuplicates();
            curl(room, "", byPassword("-I", "-X", "UIDL 2"))
                    .succeeded()
                    .printed("> UIDL 2", "< +OK " + ids.split("\r\n")[1]);
            curl(room, "", byPassword("-I", "-X", "DELE 1")).succeeded();
            curl(room, "", byPassword("-X", "UIDL")).succeeded();
            assertThat(text().split("\r\n")[0].split(" ")[1])
                    .isEqualTo(ids.split("\r\n")[1].split(" ")[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 3", "3, 17", "7, 32", "99, 32"})
    void topIsTheHeaderAndSoManyLines(int lines, int octets) throws Exception {
        try (Mailroom room = room()) {
            curl(room, "", byPassword("-X", "TOP 2 " + lines)).succeeded().printed("> TOP 2 " + lines, "< +OK ");
            byte[] mail = Letter.LEADING_DOTS.octets();
            Mailroom.same(Files.readAllBytes(fetched()), Arrays.copyOf(mail, mail.length - 32 + octets));
        }
    }

    @Test
    void whatIsDeletedIsGoneAfterQuit() throws Exception {
        try (Mailroom room = room()) {
            curl(room, "2", byPassword("-I", "-X", "DELE")).succeeded().printed("> DELE 2", "< +OK ");
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.EIGHT_BIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAT", "NOOP", "RSET", "LIST 1", "UIDL 3", "DELE 3"})
    void repliesOfOneLine(String command) throws Exception {
        try (Mailroom room = room()) {
            curl(room, "", byPassword("-I", "-X", command)).succeeded().printed("> " + command, "< +OK ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"RETR 4", "RETR 0", "LIST 4", "UIDL 4", "DELE 4", "TOP 4 1", "TOP 1", "NONSENSE", "USER bob"})
    void repliesThatAreErrors(String command) throws Exception {
        try (Mailroom room = room()) {
            curl(room, "", byPassword("-X", command)).failedWith("< -ERR ").printed("> " + command, "> QUIT", "< +OK ");
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT);
        }
    }

    @Test
    void whatTheServerCanDoIsSeen() throws Exception {
        try (Mailroom room = room()) {
            curl(room, "", byPassword("-X", "CAPA")).succeeded();
            assertThat(text().split("\r\n")).contains("TOP", "UIDL", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE");
        }
    }

    @Test
    void aMaildropThatIsInUseIsNamed() throws Exception {
        try (Mailroom room = room()) {
            room.whileBobIsThere(() -> curl(room, "1", BY_PASSWORD).failedWith("< -ERR [IN-USE] "));
            curl(room, "1", BY_PASSWORD).succeeded();
        }
    }

    /** By itself it takes CRAM-MD5, and PASS nowhere where there is AUTH. */
    @ParameterizedTest
    @MethodSource("logIns")
    void whoLogsInIsTaken(String option, String command) throws Exception {
        try (Mailroom room = room()) {
            curl(room, "1", byPassword("--login-options", option)).succeeded().printed("> " + command, "> RETR 1");
            Mailroom.same(Files.readAllBytes(fetched()), Letter.PLAIN.octets());
            curl(room, "1", "-u", "bob:Secret", "--login-options", option)
                    .endedWith(LOGIN_DENIED, "< -ERR [AUTH] ")
                    .printed("> " + command);
        }
    }

    static Stream<Arguments> logIns() {
        return Stream.of(
                Arguments.of("AUTH=*", "AUTH CRAM-MD5"),
                Arguments.of("AUTH=CRAM-MD5", "AUTH CRAM-MD5"),
                Arguments.of("AUTH=PLAIN", "AUTH PLAIN"),
                Arguments.of("AUTH=LOGIN", "AUTH LOGIN"),
                Arguments.of("AUTH=+APOP", "APOP bob "));
    }

    /** RFC 5034 §4: the response is in the command. */
    @Test
    void aResponseComesWithTheCommand() throws Exception {
        try (Mailroom room = room()) {
            curl(room, "1", byPassword("--sasl-ir", "--login-options", "AUTH=PLAIN"))
                    .succeeded()
                    .printed("> AUTH PLAIN AGJvYgBzZWNyZXQ=", "> RETR 1");
        }
    }
}
