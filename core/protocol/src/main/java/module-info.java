/** What the three protocols share: names and log-in, TLS, limits, time, transcripts; and, for protocol authors, the lane. */
module dev.yubin.protocol {
    requires transitive dev.yubin.store;
    requires transitive io.netty.buffer;
    requires transitive io.netty.codec;
    requires transitive io.netty.common;
    requires transitive io.netty.handler;
    requires transitive io.netty.transport;
    requires io.netty.codec.haproxy;
    requires org.slf4j;

    exports dev.yubin.protocol;
    exports dev.yubin.protocol.spi;
}
