package dev.yubin.pop3;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Login;
import dev.yubin.store.memory.MemoryMailStore;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The AUTHORIZATION state, RFC 1939 §4 and §7. */
class Pop3AuthorizationTest {
    private static void play(Callable<Pop3TestServer> server, String script) {
        Dialogue.playInEveryWay(server, Pop3TestServer::port, script);
    }

    private static Pop3TestServer closed(String user, String password) throws Exception {
        ClosedDirectory directory = new ClosedDirectory(List.of("example.org"), "pop.example");
        directory.add(user, password);
        Pop3TestServer server = new Pop3TestServer(new MemoryMailStore(), directory, null);
        return server.put("bob@example.org", "Subject: bob's\r\n\r\n");
    }

    @Test
    void theGreetingNamesTheServer() {
        play(Pop3TestServer::new, "S: +OK pop.example {...}");
    }

    @Test
    void userAndPassLogIn() {
        play(() -> new Pop3TestServer().put("bob", "a", "b"), """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS secret
                S: +OK maildrop has 2 messages
                C: STAT
                S: +OK 2 2
                """);
    }

    @Test
    void verbsAreTakenInAnyCase() {
        play(() -> new Pop3TestServer().put("bob", "a"), """
                S: +OK {...}
                C: user bob
                S: +OK send PASS
                C: pAsS secret
                S: +OK maildrop has 1 messages
                C: stat
                S: +OK 1 1
                """);
    }

    @Test
    void theFirstLogInOfAnyUserFindsAnEmptyMaildrop() {
        play(Pop3TestServer::new, """
                S: +OK {...}
                C: USER somebody@new.example
                S: +OK send PASS
                C: PASS x
                S: +OK maildrop has 0 messages
                C: LIST
                S: +OK 0 messages
                S: .
                """);
    }

    @Test
    void theRightPasswordOpensTheUsersOwnMaildrop() {
        play(() -> closed("bob", "secret"), """
                S: +OK {...}
                C: USER bob@example.org
                S: +OK send PASS
                C: PASS secret
                S: +OK maildrop has 1 messages
                """);
    }

    @Test
    void aWrongPasswordIsRefusedAndUserMustBeSaidAgain() {
        play(() -> closed("bob", "secret"), """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS Secret
                S: -ERR [AUTH] {why}
                C: PASS secret
                S: -ERR say USER first
                C: USER bob
                S: +OK send PASS
                C: PASS secret
                S: +OK {...}
                """);
    }

    @Test
    void onlyWhoKnowsThePasswordHearsThatTheMaildropIsInUse() {
        play(() -> closed("bob", "secret"), """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS secret
                S: +OK maildrop has 1 messages
                S2: +OK {...}
                C2: USER bob
                S2: +OK send PASS
                C2: PASS wrong
                S2: -ERR [AUTH] User name or password is wrong
                C2: USER bob
                S2: +OK send PASS
                C2: PASS secret
                S2: -ERR [IN-USE] {...}
                """);
    }

    @Test
    void anUnknownUserIsAnsweredLikeAWrongPassword() {
        play(() -> closed("bob", "secret"), """
                S: +OK {...}
                C: USER bob
                S: {user}
                C: PASS wrong
                S: {refused}
                C: USER nobody
                S: {user}
                C: PASS wrong
                S: {refused}
                C: USER bob@elsewhere.example
                S: {user}
                C: PASS secret
                S: {refused}
                """);
    }

    @Test
    void spacesBelongToThePassword() {
        play(() -> closed("bob", " two  words "), """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS two  words
                S: -ERR [AUTH] {...}
                C: USER bob
                S: +OK send PASS
                C!: PASS  two  words \\r\\n
                S: +OK {...}
                """);
    }

    @Test
    void namesAndPasswordsAreUtf8() {
        play(() -> closed("rené", "pâté"), """
                S: +OK {...}
                C: USER rené
                S: +OK send PASS
                C: PASS pâté
                S: +OK {...}
                """);
    }

    @Test
    void aUserNameThatCanBeNobodysIsRefused() {
        play(Pop3TestServer::new, """
                S: +OK {...}
                C!: USER a@b@\\0\\x01@@\\r\\n
                S: +OK send PASS
                C: PASS x
                S: -ERR [AUTH] {...}
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: +OK {...}
                """);
    }

    @Test
    void anAmbiguousNameIsRefusedWithAReason() {
        play(() -> new Pop3TestServer().put("bob@a.example", "y").put("bob@b.example", "x"), """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: -ERR [AUTH] {...}bob@a.example, bob@b.example
                C: USER bob@b.example
                S: +OK send PASS
                C: PASS x
                S: +OK maildrop has 1 messages
                """);
    }

    @Test
    void aReasonThatIsNotAsciiCanBeToldAsWell() {
        play(() -> new Pop3TestServer(new MemoryMailStore(), who -> new Login.Refused("né\r\n+OK " + who), null), """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: -ERR [AUTH] n???+OK Credentials[bob]
                C: NOOP
                S: -ERR log in first
                """);
    }

    @Test
    void aReasonIsCutToTheLengthOfAResponse() {
        play(
                () -> new Pop3TestServer(new MemoryMailStore(), who -> new Login.Refused("x".repeat(600)), null),
                """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: -ERR [AUTH] %s
                """.formatted("x".repeat(512 - "-ERR [AUTH] \r\n".length())));
    }

    @Test
    void anAuthenticatorThatFailsIsATemporaryTrouble() {
        play(
                () -> new Pop3TestServer(
                        new MemoryMailStore(),
                        who -> {
                            throw new IllegalStateException("no " + who);
                        },
                        null),
                """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: -ERR [SYS/TEMP] {...}
                C: CAPA
                S: +OK {...}
                """);
    }

    @Test
    void passNeedsUserFirst() {
        play(Pop3TestServer::new, """
                S: +OK {...}
                C: PASS x
                S: -ERR say USER first
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: +OK {...}
                """);
    }

    @Test
    void theLastUserNamedCounts() {
        play(() -> closed("bob", "secret"), """
                S: +OK {...}
                C: USER nobody
                S: +OK send PASS
                C: USER bob
                S: +OK send PASS
                C: PASS secret
                S: +OK maildrop has 1 messages
                """);
    }

    @Test
    void userAndPassNeedArguments() {
        play(Pop3TestServer::new, """
                S: +OK {...}
                C: USER
                S: -ERR an argument is missing
                C!: USER  \\r\\n
                S: -ERR an argument is missing
                C: PASS
                S: -ERR an argument is missing
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAT", "LIST", "LIST 1", "RETR 1", "DELE 1", "NOOP", "RSET", "TOP 1 0", "UIDL", "UIDL 1"})
    void beforeTheLogInThereIsNoMaildropFor(String command) {
        play(() -> new Pop3TestServer().put("bob", "a"), """
                S: +OK {...}
                C: %s
                S: -ERR log in first
                C: USER bob
                S: +OK {...}
                C: PASS x
                S: +OK maildrop has 1 messages
                """.formatted(command));
    }

    /** RFC 1939 §7: PASS may only be given immediately after a successful USER. */
    @ParameterizedTest
    @ValueSource(strings = {"STAT", "CAPA", "LANG en", "UTF8", "XTND", "USER", "RETR 0"})
    void passComesImmediatelyBehindUser(String between) {
        play(() -> new Pop3TestServer().put("bob", "a"), """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C!: %s\\r\\nPASS x\\r\\nSTAT\\r\\n
                S: {...}
                %sS: -ERR say USER first
                S: -ERR log in first
                """.formatted(
                        between, between.equals("CAPA") ? Pop3Dialogue.CAPABILITIES : ""));
    }

    @Test
    void capaIsTheSameBeforeAndAfterTheLogIn() {
        String capabilities = "C: CAPA\nS: +OK capabilities follow\n" + Pop3Dialogue.CAPABILITIES;
        play(Pop3TestServer::new, """
                S: +OK {...}
                %sC: USER bob
                S: +OK {...}
                C: PASS x
                S: +OK {...}
                %s""".formatted(capabilities, capabilities));
    }

    @Test
    void quitBeforeTheLogInSaysByeAndCloses() {
        play(Pop3TestServer::new, """
                S: +OK {...}
                C: QUIT
                S: +OK bye
                S: <closed>
                """);
    }

    @Test
    void whatComesBehindQuitIsIgnored() {
        play(Pop3TestServer::new, """
                S: +OK {...}
                C!: QUIT\\r\\nUSER bob\\r\\nCAPA\\r\\n
                S: +OK bye
                S: <closed>
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "USER", "USER bob\r"})
    void aClientThatClosesItsHalfBeforeACommandIsWholeIsClosedWithoutAWord(String said) throws Exception {
        try (Pop3TestServer server = new Pop3TestServer();
                RawClient client = new RawClient(server)) {
            client.send(said).endOutput();
            client.expect("+OK pop.example Yubin POP3 ready\r\n");
            client.expectEnd();
        }
    }

    @Test
    void aClientThatClosesItsHalfIsAnsweredFirst() throws Exception {
        try (Pop3TestServer server = new Pop3TestServer();
                RawClient client = new RawClient(server)) {
            client.send("USER bob\r\nPASS x\r\nSTAT\r\n").endOutput();
            client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 0 messages\r\n"
                    + "+OK 0 0\r\n");
            client.expectEnd();
        }
    }
}
