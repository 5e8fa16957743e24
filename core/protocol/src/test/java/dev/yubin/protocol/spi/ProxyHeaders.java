package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** PROXY headers as HAProxy's specification has them, one character per octet. */
final class ProxyHeaders {
    static final int LOCAL = 0x20;
    static final int PROXY = 0x21;

    static final int UNSPEC = 0x00;
    static final int TCP4 = 0x11;
    static final int UDP4 = 0x12;
    static final int TCP6 = 0x21;
    static final int UNIX_STREAM = 0x31;

    /** 192.0.2.1:50123 to 198.51.100.2:25. */
    static final String IPV4 = "c0000201" + "c6336402" + "c3cb" + "0019";
    /** 2001:db8::1, port 50123, to 2001:db8::2, port 25. */
    static final String IPV6 =
            "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "c3cb" + "0019";

    static final String UNIX = "2f746d70".repeat(54);

    /** PP2_TYPE_SSL of a client that speaks TLS 1.3: PP2_CLIENT_SSL, not verified, the version inside. */
    static final String TLS = "20" + "000f" + "01" + "00000001" + "21" + "0007" + text("TLSv1.3");
    /** PP2_TYPE_SSL of a client that does not speak TLS. */
    static final String NO_TLS = "20" + "0005" + "00" + "00000001";
    /** PP2_TYPE_AUTHORITY. */
    static final String AUTHORITY = "02" + "000e" + text("mx.example.com");
    /** A type that nobody knows. */
    static final String OTHER = "e7" + "0003" + "000102";

    private ProxyHeaders() {}

    private static String text(String ascii) {
        return ByteBufUtil.hexDump(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** A header of version 1. */
    static String version1(String what) {
        return "PROXY " + what + "\r\n";
    }

    /** A header of version 2, of addresses and TLVs in hexadecimal. */
    static String version2(int command, int family, String... hex) {
        byte[] rest = ByteBufUtil.decodeHexDump(String.join("", hex));
        ByteBuf header = Unpooled.buffer()
                .writeBytes(ByteBufUtil.decodeHexDump("0d0a0d0a000d0a515549540a"))
                .writeByte(command)
                .writeByte(family)
                .writeShort(rest.length)
                .writeBytes(rest);
        return header.toString(StandardCharsets.ISO_8859_1);
    }
}
