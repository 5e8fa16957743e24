package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session ends when it has lasted too long. */
@Timeout(60)
class SessionLimitTest {
    private static ToyServer server(Duration session) throws InterruptedException {
        Limits limits = Limits.withIdle(Duration.ofMinutes(5)).session(session);
        return new ToyServer(limits, new MemoryMailStore(), null);
    }

    private static void assertEnds(ToyClient client, ToySession session) throws Exception {
        assertThat(client.line()).isEqualTo("too long");
        assertThat(client.line()).isNull();
        client.hangUp();
        ToyServer.await(() -> session.closed.getCount() == 0);
        assertThat(session.closings).hasValue(1);
    }

    @Test
    void aSessionEndsAtItsLimitHoweverBusyItIs() throws Exception {
        try (ToyServer server = server(Duration.ofMinutes(12));
                ToyClient client = server.client()) {
            ToySession session = server.session();
            for (int i = 0; i < 2; i++) {
                server.clock.advance(Duration.ofMinutes(4));
                client.send("ECHO " + i);
                assertThat(client.line()).isEqualTo("" + i);
                server.settle();
            }
            server.clock.advance(Duration.ofMinutes(4).minusNanos(1));
            client.send("ECHO last");
            assertThat(client.line()).isEqualTo("last");
            server.settle();
            server.clock.advance(Duration.ofNanos(1));
            assertEnds(client, session);
            assertThat(session.connection.transcript().toString()).contains("the session lasted for PT12M");
        }
    }

    @Test
    void itEndsBehindTheRunningCommandAndInFrontOfTheNext() throws Exception {
        try (ToyServer server = server(Duration.ofSeconds(30));
                ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("SLOW a", "ECHO b");
            ToySession.take(session.begun);
            server.clock.advance(Duration.ofSeconds(30));
            server.settle();
            assertThat(session.closings).hasValue(0);
            session.mayEnd.release();
            assertThat(client.line()).isEqualTo("a");
            assertEnds(client, session);
        }
    }

    @Test
    void itEndsBehindALongReply() throws Exception {
        try (ToyServer server = server(Duration.ofSeconds(30));
                ToyClient client = server.client()) {
            ToySession session = server.session();
            client.send("LONG 8000000", "ECHO b");
            ToyServer.await(() -> !session.connection.channel().isWritable());
            server.clock.advance(Duration.ofSeconds(30));
            server.settle();
            assertThat(client.line()).hasSize(8_000_000);
            assertThat(client.line()).isEqualTo("END");
            assertEnds(client, session);
        }
    }

    @Test
    void aClientThatSaysNothingForSoLongIsToldThatItWasIdle() throws Exception {
        try (ToyServer server = server(Duration.ofMinutes(5));
                ToyClient client = server.client()) {
            server.clock.advance(Duration.ofMinutes(5));
            assertThat(client.line()).isEqualTo("idle");
            assertThat(client.line()).isNull();
        }
    }
}
