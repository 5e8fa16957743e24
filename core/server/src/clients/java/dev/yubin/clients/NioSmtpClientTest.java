package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import com.hubspot.smtp.client.EhloResponse;
import com.hubspot.smtp.client.Extension;
import com.hubspot.smtp.client.SmtpClientResponse;
import com.hubspot.smtp.client.SmtpSession;
import com.hubspot.smtp.client.SmtpSessionConfig;
import com.hubspot.smtp.client.SmtpSessionFactory;
import com.hubspot.smtp.client.SmtpSessionFactoryConfig;
import com.hubspot.smtp.messages.MessageContent;
import com.hubspot.smtp.messages.MessageContentEncoding;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.smtp.DefaultSmtpRequest;
import io.netty.handler.codec.smtp.SmtpCommand;
import io.netty.handler.codec.smtp.SmtpRequests;
import io.netty.handler.codec.smtp.SmtpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HubSpot's NioSmtpClient, on Netty as the server is. It pipelines, and sends by BDAT where the server takes it. */
@Tag("clients")
@Timeout(60)
class NioSmtpClientTest {
    private static EventLoopGroup loops;
    private static SmtpSessionFactory factory;

    @BeforeAll
    static void start() {
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        factory = new SmtpSessionFactory(SmtpSessionFactoryConfig.builder()
                .eventLoopGroup(loops)
                .executor(ForkJoinPool.commonPool())
                .channelClass(NioSocketChannel.class)
                .build());
    }

    @AfterAll
    static void stop() throws Exception {
        factory.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    /** A session behind EHLO that does not use these extensions. */
    private static SmtpSession connect(Mailroom room, Extension... disabled) throws Exception {
        EnumSet<Extension> without = EnumSet.noneOf(Extension.class);
        without.addAll(List.of(disabled));
        SmtpSessionConfig config = SmtpSessionConfig.builder()
                .remoteAddress(room.server().endpoints().get(0).address())
                .disabledExtensions(without)
                .build();
        SmtpSession session = get(factory.connect(config)).getSession();
        get(session.send(SmtpRequests.ehlo("nio.example")));
        return session;
    }

    private static SmtpClientResponse get(CompletableFuture<SmtpClientResponse> coming) throws Exception {
        return coming.get(20, TimeUnit.SECONDS);
    }

    private static MessageContent content(Letter letter) {
        return MessageContent.of(
                Unpooled.wrappedBuffer(letter.octets()),
                letter.isEightBit() ? MessageContentEncoding.EIGHT_BIT : MessageContentEncoding.SEVEN_BIT);
    }

    private static List<Integer> codes(SmtpClientResponse response) {
        return response.getResponses().stream().map(SmtpResponse::code).toList();
    }

    private static void quit(SmtpSession session) throws Exception {
        assertThat(codes(get(session.send(SmtpRequests.quit())))).containsExactly(221);
        session.close().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachMailArrivesOctetForOctetByData(boolean pipelining) throws Exception {
        for (Letter letter : Letter.values()) {
            try (Mailroom room = Mailroom.open()) {
                SmtpSession session = pipelining
                        ? connect(room, Extension.CHUNKING)
                        : connect(room, Extension.CHUNKING, Extension.PIPELINING);
                assertThat(get(session.send(ALICE, BOB, content(letter))).containsError())
                        .isFalse();
                quit(session);
                room.got(letter.octets());
            }
        }
    }

    @Test
    void itReadsWhatTheServerCanDo() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(1_000_000))) {
            SmtpSession session = connect(room);
            EhloResponse ehlo = session.getEhloResponse();
            assertThat(ehlo.getMaxMessageSize()).contains(1_000_000L);
            assertThat(List.of(Extension.PIPELINING, Extension.EIGHT_BIT_MIME, Extension.ENHANCEDSTATUSCODES))
                    .allMatch(ehlo::isSupported);
            quit(session);
        }
    }

    @Test
    void twoMailsArePipelinedOneBehindTheOther() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            SmtpSession session = connect(room, Extension.CHUNKING);
            assertThat(codes(get(session.sendPipelined(
                            SmtpRequests.mail(ALICE), SmtpRequests.rcpt(BOB), SmtpRequests.data()))))
                    .containsExactly(250, 250, 354);
            // The end of one mail and the beginning of the next go out together.
            assertThat(codes(get(session.sendPipelined(
                            content(Letter.LEADING_DOTS),
                            SmtpRequests.rset(),
                            SmtpRequests.mail(""),
                            SmtpRequests.rcpt(CAROL),
                            SmtpRequests.data()))))
                    .containsExactly(250, 250, 250, 250, 354);
            assertThat(codes(get(session.send(content(Letter.PLAIN))))).containsExactly(250);
            quit(session);
            room.inMailboxOf(BOB, Letter.LEADING_DOTS.octets());
            room.inMailboxOf(CAROL, Letter.PLAIN.octets());
            assertThat(room.mail(1).from()).isEmpty();
        }
    }

    @Test
    void theRefusedRecipientIsToldApartInAPipeline() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.builder()
                .smtp(0, smtp -> smtp.traceHeaders(false))
                .domains("example.com")
                .user("bob", "secret"))) {
            SmtpSession session = connect(room, Extension.CHUNKING);
            assertThat(codes(get(session.sendPipelined(
                            SmtpRequests.mail(ALICE),
                            SmtpRequests.rcpt("nobody@example.com"),
                            SmtpRequests.rcpt(BOB),
                            SmtpRequests.rcpt("bob@example.net"),
                            SmtpRequests.data()))))
                    .containsExactly(250, 550, 250, 550, 354);
            assertThat(codes(get(session.send(content(Letter.PLAIN))))).containsExactly(250);
            quit(session);
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefused() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            SmtpSession session = connect(room, Extension.CHUNKING, Extension.SIZE);
            get(session.sendPipelined(SmtpRequests.mail(ALICE), SmtpRequests.rcpt(BOB), SmtpRequests.data()));
            assertThat(codes(get(session.send(content(Letter.MEGABYTES))))).containsExactly(552);
            assertThat(codes(get(session.send(new DefaultSmtpRequest(
                            SmtpCommand.MAIL, "FROM:<" + ALICE + ">", "SIZE=" + Letter.MEGABYTES.octets().length)))))
                    .containsExactly(552);
            quit(session);
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachMailArrivesOctetForOctetByChunks(boolean pipelining) throws Exception {
        for (Letter letter : Letter.values()) {
            try (Mailroom room = Mailroom.open()) {
                SmtpSession session = pipelining ? connect(room) : connect(room, Extension.PIPELINING);
                assertThat(get(session.send(ALICE, BOB, content(letter))).containsError())
                        .isFalse();
                quit(session);
                room.got(letter.octets());
                assertThat(room.only().transcript().toString())
                        .contains("BDAT ")
                        .doesNotContain("DATA\n");
            }
        }
    }

    @Test
    void aThousandChunksAreOneMail() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            SmtpSession session = connect(room);
            get(session.sendPipelined(SmtpRequests.mail(ALICE), SmtpRequests.rcpt(BOB)));
            byte[] octets = Letter.MEGABYTES.octets();
            int length = octets.length / 1000;
            for (int from = 0; from < octets.length; from += length) {
                int to = Math.min(octets.length, from + length);
                SmtpClientResponse response =
                        get(session.sendChunk(Unpooled.wrappedBuffer(octets, from, to - from), to == octets.length));
                assertThat(codes(response)).containsExactly(250);
            }
            quit(session);
            room.got(octets);
        }
    }

    @Test
    void chunksThatAreTooMuchTogetherAreRefused() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            // Or else it refuses them itself.
            SmtpSession session = connect(room, Extension.SIZE);
            get(session.sendPipelined(SmtpRequests.mail(ALICE), SmtpRequests.rcpt(BOB)));
            byte[] octets = Letter.MEGABYTES.octets();
            int half = octets.length / 2;
            assertThat(codes(get(session.sendChunk(Unpooled.wrappedBuffer(octets, 0, half), false))))
                    .containsExactly(250);
            assertThat(codes(get(session.sendChunk(Unpooled.wrappedBuffer(octets, half, octets.length - half), true))))
                    .containsExactly(552);
            get(session.send(SmtpRequests.rset()));
            // The session is as good as new.
            assertThat(get(session.send(ALICE, BOB, content(Letter.PLAIN))).containsError())
                    .isFalse();
            quit(session);
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void anAddressBeyondAscii() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            SmtpSession session = connect(room);
            assertThat(get(session.send("ünal@example.org", "börge@example.com", content(Letter.EIGHT_BIT)))
                            .containsError())
                    .isFalse();
            quit(session);
            assertThat(room.only().to()).containsExactly("börge@example.com");
            assertThat(room.only().parameters().smtpUtf8()).isTrue();
        }
    }
}
