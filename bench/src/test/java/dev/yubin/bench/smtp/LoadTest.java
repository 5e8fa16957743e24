package dev.yubin.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.bench.smtp.Scenario.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured is mail that arrives. */
class LoadTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void eachServerHasEachMailThatWasAcknowledged(Contender contender) throws Exception {
        try (MailTaker server = contender.start()) {
            for (Sessions sessions : Sessions.values()) {
                server.reset();
                Load.Result result = send(server, new Scenario(sessions, 1000, 3), LONG, 7);
                assertThat(result.mails()).as(sessions.title()).isEqualTo(7);
                assertThat(server.taken()).as(sessions.title()).isEqualTo(7);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachServerTakesALargeMail(Contender contender) throws Exception {
        try (MailTaker server = contender.start()) {
            assertThat(send(server, new Scenario(Sessions.PIPELINED, 1_000_000, 1), LONG, 2)
                            .mails())
                    .isEqualTo(2);
            assertThat(server.taken()).isEqualTo(2);
        }
    }

    @Test
    void eachConnectionSendsOneMailHoweverShortTheTime() throws Exception {
        try (MailTaker server = Contender.CANNED.start()) {
            assertThat(send(server, new Scenario(Sessions.KEPT_OPEN, 1000, 5), Duration.ZERO, 100)
                            .mails())
                    .isEqualTo(5);
        }
    }

    @Test
    void aRefusalFailsTheLoad() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread refusing = new Thread(() -> {
                try (Socket accepted = port.accept()) {
                    accepted.getOutputStream().write("554-No\r\n554 never\r\n".getBytes(StandardCharsets.US_ASCII));
                    accepted.getInputStream().read();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            refusing.start();
            Load load = new Load(new Scenario(Sessions.KEPT_OPEN, 1000, 1), LONG, 1);
            assertThatThrownBy(() -> load.run(port.getLocalPort(), new SampleText(1000), () -> 0))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Reply 554 in step 0, expected were [220]");
            refusing.join();
        }
    }

    private static Load.Result send(MailTaker server, Scenario scenario, Duration time, int mails) throws IOException {
        return new Load(scenario, time, mails).run(server.port(), new SampleText(scenario.size()), () -> 0);
    }
}
