package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.protocol.sasl.Certificates;
import dev.yubin.protocol.sasl.Grounds;
import dev.yubin.protocol.sasl.TestPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a stranger says, it gets an answer, and never the one it wants. */
class AnySaslInputTest {
    private static final List<String> PIECES = List.of(
            "n,,",
            "y,,",
            "p=tls-exporter,,",
            "a=bob,",
            "n=bob",
            "bob",
            "r=abc",
            ",",
            "c=biws",
            "p=AAAA",
            "m=x",
            "=2C",
            "=",
            "\0",
            "\1",
            "auth=Bearer ",
            "user=bob",
            "token",
            "secret",
            " ",
            "\u00e4",
            "\ud83d\ude00",
            "@example.com",
            "b913a602c7eda7a495b4e6e7334d3890",
            "*",
            "x=1");

    private final Random random = new Random(4422);
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final ClosedDirectory users = new ClosedDirectory(List.of("example.com"), "mx.example.com");

    AnySaslInputTest() {
        users.add("bob", "a password that nobody guesses");
        users.tokens(token -> Optional.empty());
    }

    @Test
    void nothingThatAStrangerSaysLogsItIn() throws IOException {
        for (int round = 0; round < 1000; round++) {
            TestPeer peer = random.nextBoolean() ? TestPeer.plain() : TestPeer.tls();
            if (random.nextInt(4) == 0) {
                peer.shows(Certificates.nobody());
            }
            Authentication session = new Authentication(
                    new Grounds(users, "mx.example.com", clock, peer),
                    new FailedLogins(clock),
                    Limits.withIdle(Duration.ofMinutes(5)),
                    random.nextInt(4) > 0);
            for (int i = 0; i < 12; i++) {
                assertThat(next(session)).isNotInstanceOf(SaslAnswer.Accepted.class);
            }
        }
    }

    private SaslAnswer next(Authentication session) throws IOException {
        if (random.nextInt(3) > 0) {
            return session.respond(response());
        }
        List<String> offered = session.mechanisms();
        String mechanism =
                offered.isEmpty() || random.nextInt(20) == 0 ? message() : offered.get(random.nextInt(offered.size()));
        return session.begin(mechanism, random.nextInt(3) == 0 ? null : response());
    }

    private String response() {
        return switch (random.nextInt(8)) {
            case 0 -> message();
            case 1 -> "";
            case 2 -> "=";
            default -> Base64.getEncoder().encodeToString(octets());
        };
    }

    private byte[] octets() {
        if (random.nextInt(8) == 0) {
            byte[] octets = new byte[random.nextInt(50)];
            random.nextBytes(octets);
            return octets;
        }
        return message().getBytes(StandardCharsets.UTF_8);
    }

    private String message() {
        StringBuilder message = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            message.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return message.toString();
    }
}
