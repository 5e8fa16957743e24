package dev.yubin.protocol.spi;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.TlsSession;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.tls.ChannelBindings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLSession;

/** One client's connection, as a protocol sees it. */
public final class Connection {
    private final Channel channel;
    private final Services services;
    private final Limits limits;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Transcript transcript;
    /** What a trusted proxy says; null if there is none. */
    private Route route;
    /** These two are null as long as there is no TLS; only this one has the secrets. */
    private SSLSession tlsSecrets;

    private TlsSession tls;
    /** Why there will be no dialogue; null if there will. */
    private Farewell refusal;

    private LaneHandler<?> lane;

    Connection(Channel channel, Services services, Limits limits, Transcript transcript) {
        this.channel = channel;
        this.services = services;
        this.limits = limits;
        this.transcript = transcript;
    }

    /** What the server lends. */
    public Services services() {
        return services;
    }

    /** What this connection may use. */
    public Limits limits() {
        return limits;
    }

    /** What is said on this connection. */
    public Transcript transcript() {
        return transcript;
    }

    /** Where the client is; if it came through a trusted proxy, what that says. */
    public InetSocketAddress remoteAddress() {
        return route == null ? (InetSocketAddress) channel.remoteAddress() : route.client();
    }

    /** Where the client connected to; if that was a trusted proxy, the proxy's address. */
    public InetSocketAddress localAddress() {
        return route == null ? (InetSocketAddress) channel.localAddress() : route.server();
    }

    /** Whether nobody on the way can read along: TLS is spoken, or a trusted proxy says that it does so with the client. */
    public boolean isEncrypted() {
        return tls != null || route != null && route.encrypted();
    }

    /** What is known of the TLS on this connection, once it is spoken. */
    public Optional<TlsSession> tls() {
        return Optional.ofNullable(tls);
    }

    /** Whether a command may turn TLS on: the server has it, and nothing encrypts the connection yet. */
    public boolean mayStartTls() {
        return services.tls() != null && !isEncrypted();
    }

    /**
     * Begins the dialogue with the session's greeting. On the event loop, once.
     *
     * @return the lane the session's commands run on
     */
    public <C> CommandLane begin(CommandDecoder decoder, Session<C> session) {
        LaneHandler<C> started = new LaneHandler<>(this, decoder, session);
        lane = started;
        channel.pipeline().addLast("decoder", decoder).addLast("lane", started);
        return started.lane();
    }

    /** A trusted proxy says where the client is. On the loop, before the dialogue begins. */
    void cameBy(Route announced, Transcript named) {
        route = announced;
        transcript = named;
    }

    /** TLS is spoken from now on. On the loop. */
    void secured(SSLSession session) {
        tls = TlsSession.of(session);
        tlsSecrets = session;
    }

    /** What ties another exchange, such as SCRAM's, to this connection (RFC 5056); empty if there is nothing of that type. */
    Optional<byte[]> channelBinding(String type) {
        return tlsSecrets == null ? Optional.empty() : ChannelBindings.of(tlsSecrets, type);
    }

    /** The client is told this in place of the greeting. On the loop, before the dialogue begins. */
    void refuse(Farewell why) {
        refusal = why;
    }

    Farewell refusal() {
        return refusal;
    }

    /** Null before the dialogue begins. */
    LaneHandler<?> lane() {
        return lane;
    }

    Channel channel() {
        return channel;
    }

    /** Closes without a word, not even of TLS, which would wait for a peer that reads nothing. From any thread. */
    void cut() {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first == null) {
            channel.close();
        } else {
            first.close();
        }
    }

    /** Says good-bye after the command that is running. From any thread. */
    void goodbye() {
        try {
            channel.eventLoop().execute(() -> {
                if (lane == null) {
                    cut();
                } else {
                    lane.goodbye(Farewell.SHUTTING_DOWN);
                }
            });
        } catch (RejectedExecutionException e) {
            // The event loops were ended before the server: nobody is left who could say it.
        }
    }

    /** The channel is closed; if there never was a lane, nothing else will tell that all is over. On the loop. */
    void closedBeforeItBegan() {
        if (lane == null) {
            ended.complete(null);
        }
    }

    /** Completes when the connection is closed and its session has let go of everything. */
    CompletableFuture<Void> ended() {
        return ended;
    }
}
