package dev.yubin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand clients that connect and say nothing. */
@Timeout(120)
class CrowdTest {
    private static final int CROWD = 10_000;

    /** What else this process opens meanwhile. */
    private static final int OTHER_FILES = 200;

    /** Far more than is needed: the test is about what grows without bound. Both ends are on this heap. */
    private static final long MOST_HEAP_EACH = 64 * 1024;

    private static final String SEND = """
            S: 220 {...}
            C: HELO client.example
            S: 250 {...}
            C: MAIL FROM:<alice@example.org>
            S: 250 {...}
            C: RCPT TO:<bob@example.com>
            S: 250 {...}
            C: DATA
            S: 354 {...}
            C: Subject: in the crowd
            C:
            C: text
            C: .
            S: 250 {...}
            C: QUIT
            S: 221 {...}
            S: <closed>
            """;
    private static final String READ = """
            S: +OK {...}
            C: USER bob@example.com
            S: +OK {...}
            C: PASS x
            S: +OK maildrop has 1 messages
            C: TOP 1 0
            S: +OK {...}
            S: Subject: in the crowd
            S:
            S: .
            C: DELE 1
            S: +OK {...}
            C: QUIT
            S: +OK {...}
            S: <closed>
            """;

    /** Each client needs two files, one for each end. */
    private static int sizeOfCrowd() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return CROWD;
        }
        long most = unix.getMaxFileDescriptorCount();
        int size = (int) Math.min(CROWD, (most - unix.getOpenFileDescriptorCount() - OTHER_FILES) / 2);
        if (size < CROWD) {
            System.out.println("A crowd of " + size + " clients, not " + CROWD + ": this process may have " + most
                    + " files open (ulimit -n), and each client needs two");
        }
        return size;
    }

    private static long heapInUse() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void sendAndRead(MailServer server) {
        Dialogue.with(server.smtp().port()).play(SEND);
        Dialogue.with(server.pop3().port()).play(READ);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void aSilentCrowdTakesLittleMemoryAndNobodysTurnAndIsSentAwayInTheEnd() throws Exception {
        int size = sizeOfCrowd();
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (MailServer server = MailServer.builder()
                .clock(clock)
                .smtp(0, smtp -> smtp.traceHeaders(false))
                .pop3(0)
                .smtps(0)
                .limits(limits -> limits.connections(size + 10).connectionsPerAddress(size + 10))
                .start()) {
            sendAndRead(server);
            long before = heapInUse();
            try (Crowd crowd = Crowd.gather(List.of(server.smtp(), server.pop3(), server.smtps()), size)) {
                long each = (heapInUse() - before) / size;
                System.out.println("Heap for each of " + size + " silent connections, both ends: " + each + " octets");
                assertThat(each).isLessThan(MOST_HEAP_EACH);
                sendAndRead(server);
                assertThat(crowd.ended()).isZero();

                await(() -> server.connections() >= size);
                await(() -> {
                    // Again and again: who arrived a moment ago has only now begun to be waited for.
                    clock.advance(Duration.ofMinutes(10));
                    return crowd.ended() == size;
                });
                sendAndRead(server);
            }
            // The last of them ends here a moment after it has ended there.
            await(() -> server.connections() == 0);
        }
    }
}
