package dev.yubin.bench.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is mail that comes as it was put in, and is gone then. */
class DrainTest {
    /** With no blank in front of the last CRLF: GreenMail would take it off. */
    private static final int SIZE = 3001;

    @ParameterizedTest
    @EnumSource
    void eachServerIsDrainedAgainAndAgain(MaildropContender contender) throws Exception {
        try (MaildropHost host = host(contender)) {
            for (int ahead : new int[] {1, 4}) {
                Drain.Result result = Drain.of(host, 7, SIZE, ahead);
                assertThat(result.mails()).isEqualTo(7);
                assertThat(result.nanos()).isPositive();
            }
        }
    }

    @Test
    void logInAndListingAskForTheOctetsOfNoMail() throws Exception {
        for (MaildropContender contender : MaildropContender.YUBINS) {
            try (MaildropServer server = contender.start()) {
                server.fill(3, SIZE);
                try (MaildropClient client = new MaildropClient(server.port())) {
                    client.logIn();
                    assertThat(client.stat()).isEqualTo("3 " + 3 * SIZE);
                    assertThat(client.listing("LIST")).isEqualTo(3);
                    assertThat(server.contentsRead()).isZero();
                    client.retrieve(2, MaildropClient.mail(SIZE), 1);
                    assertThat(server.contentsRead()).isEqualTo(2);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-ERR no", // Refused.
                "+OK\r\nDate: Tue", // Another mail.
            })
    void aWrongReplyFailsTheDrain(String reply) throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (Socket accepted = port.accept()) {
                    String lines = "+OK hello\r\n" + reply + "\r\n";
                    accepted.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
                    accepted.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            answering.start();
            try (MaildropClient client = new MaildropClient(port.getLocalPort())) {
                assertThatThrownBy(() -> client.retrieve(1, MaildropClient.mail(SIZE), 1))
                        .isInstanceOf(IOException.class);
            }
            answering.join();
        }
    }

    @Test
    void timesOfAProcessAreReadBehindItsName() {
        String stat = "42 (a b) c) S 1 42 42 0 -1 4194560 1 2 3 4 100 20 3 4000 20 0 1 0 99";
        assertThat(ProcessTree.ticks(stat)).isEqualTo(4123);
    }

    private static MaildropHost host(MaildropContender contender) throws IOException {
        if (contender == MaildropContender.DOVECOT) {
            assumeTrue(Dovecot.version().isPresent(), "Dovecot is not installed");
            return Dovecot.start();
        }
        return new InThisJvm(contender, contender.start());
    }

    /** A server that needs no process of its own, because nothing is measured. */
    private record InThisJvm(MaildropContender contender, MaildropServer server) implements MaildropHost {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public long fill(int mails, int size) throws IOException {
            server.fill(mails, size);
            return 0;
        }

        @Override
        public long mails() throws IOException {
            return server.mails();
        }

        @Override
        public long cpuNanos() {
            return 0;
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
