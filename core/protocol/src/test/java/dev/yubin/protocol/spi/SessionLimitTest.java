package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session ends when it has lasted too long, or has had too many commands. */
@Timeout(60)
class SessionLimitTest {
    private static ToyServer server(Duration session) throws InterruptedException {
        Limits limits = Limits.withIdle(Duration.ofMinutes(5)).session(session);
        return new ToyServer(limits, new MemoryMailStore(), null);
    }

    private static void assertEnds(ToyClient client, ToySession session) throws Exception {
        assertEnds(client, session, "too long");
    }

    private static void assertEnds(ToyClient client, ToySession session, String farewell) throws Exception {
        assertThat(client.line()).isEqualTo(farewell);
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

    @Test
    void oneCommandTooManyEndsTheSession() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.LIMITS.commands(3), new MemoryMailStore(), null);
                ToyClient client = server.client()) {
            // What a command goes on with is none that the client sent; message content is none either.
            client.send("THEN a", "BECHO b", "CONTENT 4").raw("xx\r\n").send("", "ECHO d");
            assertThat(client.line()).isEqualTo("first");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("b");
            assertEnds(client, server.session(), "too many commands");
            assertThat(server.transcripts.peek().toString()).contains("*: the session had 3 commands");
        }
    }

    @Test
    void asManyCommandsAsMayBeAreNotTooMany() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.LIMITS.commands(2), new MemoryMailStore(), null);
                ToyClient client = server.client();
                ToyClient other = server.client()) {
            client.send("ECHO a", "BYE");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("bye");
            assertThat(client.line()).isNull();
            // They are counted for each session by itself.
            other.send("ECHO a", "ECHO b");
            assertThat(other.line()).isEqualTo("a");
            assertThat(other.line()).isEqualTo("b");
        }
    }
}
