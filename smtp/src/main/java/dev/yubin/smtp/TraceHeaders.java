package dev.yubin.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The header fields a server puts in front of a message it takes in, RFC 5321 §4.4. */
final class TraceHeaders {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private TraceHeaders() {}

    /** Return-Path and Received for a message that begins to come in. */
    static byte[] of(SmtpSession session, String id, Instant now) {
        Envelope envelope = session.transaction().envelope();
        String reversePath =
                envelope.reversePath() == null ? "" : envelope.reversePath().toString();
        Hello hello = session.hello();
        String fields = "Return-Path: <" + reversePath + ">\r\n"
                + "Received: from " + printableName(hello.name()) + " ("
                + literal(session.connection().remoteAddress().getAddress()) + ")\r\n"
                + "\tby " + session.services().hostName() + " (Yubin) with " + (hello.extended() ? "ESMTP" : "SMTP")
                + " id " + id + ";\r\n"
                + "\t" + DATE_TIME.format(now.atOffset(ZoneOffset.UTC)) + "\r\n";
        return fields.getBytes(StandardCharsets.UTF_8);
    }

    /** What a client calls itself goes into the header only if it is a name: it must not end a comment or the field. */
    private static String printableName(String name) {
        boolean isName = name.length() <= 255
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".-_:[]".indexOf(c) >= 0);
        return isName ? name : "unknown";
    }

    /** RFC 5321 §4.1.3. */
    private static String literal(InetAddress address) {
        return "[" + (address instanceof Inet6Address ? "IPv6:" : "") + address.getHostAddress() + "]";
    }
}
