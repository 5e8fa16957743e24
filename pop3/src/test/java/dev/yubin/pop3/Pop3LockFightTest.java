package dev.yubin.pop3;

import static dev.yubin.pop3.LockScene.IN_USE;
import static dev.yubin.pop3.LockScene.LOGGED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MailStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many clients at two servers fight for one maildrop: never have two of them got it at once, and in the end it is free. */
class Pop3LockFightTest {
    private static final int CLIENTS = 6;
    private static final int ROUNDS = 25;

    @TempDir
    private Path directory;

    private final AtomicInteger holders = new AtomicInteger();
    private final AtomicInteger wins = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(LockStore.class)
    void neverHaveTwoItAtOnce(LockStore kind) throws Exception {
        MailStore store = kind.open(directory, InstantSource.system());
        Maildrops maildrops = new Maildrops();
        // Without locks of the store's, only listeners of one server know of each other.
        Maildrops others = kind == LockStore.WITHOUT_LOCKS ? maildrops : new Maildrops();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Pop3TestServer first =
                        Pop3TestServer.with().store(store).maildrops(maildrops).start();
                Pop3TestServer second =
                        Pop3TestServer.with().store(store).maildrops(others).start()) {
            first.put("bob", "one\r\n");
            List<Future<?>> fights = new ArrayList<>();
            for (int n = 0; n < CLIENTS; n++) {
                Random random = new Random(n);
                Pop3TestServer server = n % 2 == 0 ? first : second;
                fights.add(clients.submit(() -> fight(server, random)));
            }
            for (Future<?> fight : fights) {
                fight.get(20, TimeUnit.SECONDS);
            }
            assertThat(wins.get()).isPositive();
            first.awaitConnections(0);
            second.awaitConnections(0);
            for (Pop3TestServer server : List.of(first, second)) {
                try (RawClient client = new RawClient(server)) {
                    assertThat(client.logIn("bob")).startsWith(LOGGED_IN + 1);
                    assertThat(client.command("QUIT")).startsWith("+OK");
                }
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private Void fight(Pop3TestServer server, Random random) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (RawClient client = new RawClient(server)) {
                String answer = client.logIn("bob");
                if (answer.startsWith(LOGGED_IN)) {
                    wins.incrementAndGet();
                    assertThat(holders.incrementAndGet())
                            .as("sessions that have the maildrop")
                            .isEqualTo(1);
                    assertThat(client.command("STAT")).isEqualTo("+OK 1 5");
                    holders.decrementAndGet();
                    leave(client, random);
                } else {
                    assertThat(answer).startsWith(IN_USE);
                }
            }
        }
        return null;
    }

    private static void leave(RawClient client, Random random) throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> assertThat(client.command("QUIT")).startsWith("+OK");
            case 1 -> client.send("DELE 1\r\nRSET\r\nQUIT\r\n");
            case 2 -> client.send("DELE 1\r\nRETR 1\r\n").reset();
            case 3 -> client.endOutput();
            default -> client.send("PA");
        }
    }
}
