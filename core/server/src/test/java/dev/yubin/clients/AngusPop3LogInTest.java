package dev.yubin.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.util.Map;
import org.eclipse.angus.mail.pop3.POP3Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Angus Mail's ways into maildrops, with and without TLS. It is in every build. */
class AngusPop3LogInTest {
    private static final Letter[] THREE = {Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT};

    private static Mailroom room() throws IOException {
        return Mailroom.of(Mailroom.withTls()).give(THREE);
    }

    /** Without TLS, which it does not ask for by itself. */
    private static AngusSession bob(Mailroom room) {
        return AngusSession.of(room, room.server().pop3())
                .logIn("bob", "secret")
                .listen();
    }

    @Test
    void whatTheServerCanDoIsSeen() throws Exception {
        try (Mailroom room = room();
                Store store = bob(room).connect()) {
            Map<String, String> able = ((POP3Store) store).capabilities();
            assertThat(able)
                    .containsKeys("TOP", "USER", "UIDL", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE", "STLS")
                    .hasEntrySatisfying(
                            "SASL", mechanisms -> assertThat(mechanisms).contains("PLAIN LOGIN"));
        }
    }

    /** Its LOGIN is not that of SASL. */
    @ParameterizedTest
    @CsvSource({"PLAIN, AUTH PLAIN", "LOGIN, USER bob"})
    void mechanismsAreTakenWithoutTlsToo(String mechanism, String command) throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room).logIn(mechanism, "bob", "secret");
            Mailroom.same(session.fetch(), Letter::octets, THREE);
            assertThat(session.dialogue()).contains(command);
        }
    }

    @Test
    void capabilitiesNeedNotBeAskedFor() throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room).set("disablecapa", true);
            Mailroom.same(session.fetch(), Letter::octets, THREE);
            assertThat(session.dialogue()).contains("USER bob").doesNotContain("CAPA");
        }
    }

    /** It asks for TLS where it is offered, if it may; and does not go on without, if it must. */
    @ParameterizedTest
    @CsvSource({"true, false, true", "false, false, false", "true, true, true"})
    void tlsIsBegunWhereItIsWanted(boolean enable, boolean required, boolean begun) throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room).set("starttls.enable", enable).set("starttls.required", required);
            try (Store store = session.connect()) {
                assertThat(((POP3Store) store).isSSL()).isEqualTo(begun);
            }
            assertThat(session.dialogue().contains("STLS\n+OK ")).isEqualTo(begun);
        }
    }

    @Test
    void noMailIsFetchedWhereTlsIsWantedAndIsNotOffered() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob().pop3(0, pop3 -> pop3.stls(false)))
                .give(THREE)) {
            AngusSession session = bob(room).set("starttls.enable", true).set("starttls.required", true);
            assertThatThrownBy(session::fetch).isInstanceOf(MessagingException.class);
            assertThat(session.dialogue()).doesNotContain("USER bob", "AUTH PLAIN");
        }
    }

    @Test
    void aWrongPasswordIsNotTaken() throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room).logIn("bob", "Secret");
            assertThatThrownBy(session::fetch)
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("[AUTH]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoLogsInByApopIsTaken(TlsStart start) throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = AngusSession.pop3(room, start).listen().set("apop.enable", true);
            Mailroom.same(session.logIn("bob", "secret").fetch(), Letter::octets, THREE);
            assertThat(session.dialogue()).contains("APOP bob ").doesNotContain("USER bob", "AUTH PLAIN");
            assertThatThrownBy(session.logIn("bob", "Secret")::fetch)
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("[AUTH]");
        }
    }
}
