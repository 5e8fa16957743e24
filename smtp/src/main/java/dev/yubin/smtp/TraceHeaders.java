package dev.yubin.smtp;

import dev.yubin.mime.MailDate;
import dev.yubin.protocol.MailAddress;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/** The header fields a server puts in front of a message it takes in, RFC 5321 §4.4. */
final class TraceHeaders {
    private TraceHeaders() {}

    /** Return-Path and Received for a message that begins to come in. */
    static byte[] of(SmtpSession session, String id, Instant now) {
        OpenTransaction transaction = session.transaction();
        SmtpClient client = session.client();
        String reversePath =
                transaction.envelope().reversePath().map(MailAddress::toString).orElse("");
        String fields = "Return-Path: <" + reversePath + ">\r\n"
                + "Received: from " + printableName(client.helo().orElse("")) + " (" + origin(client) + ")\r\n"
                + "\tby " + session.services().hostName() + " (Yubin) with " + protocol(client, transaction) + " id "
                + id + forWhom(transaction) + ";\r\n"
                + "\t" + MailDate.format(now.atOffset(ZoneOffset.UTC)) + "\r\n";
        // RFC 6531 §3.7.3: beyond ASCII only if the client asked for SMTPUTF8.
        return fields.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 3848, RFC 6531 §4.3: which protocol, over TLS (S) or not, authenticated (A) or not. */
    private static String protocol(SmtpClient client, OpenTransaction transaction) {
        boolean utf8 = transaction.envelope().parameters().smtpUtf8();
        // There is no "E" behind "UTF8".
        return (utf8 ? "UTF8" + client.protocol().replace("ESMTP", "SMTP") : client.protocol())
                + (client.isEncrypted() && client.isExtended() ? "S" : "")
                + (client.login().isPresent() && client.isExtended() ? "A" : "");
    }

    /** The recipient, if it is the only one: others must not learn of each other (RFC 5321 §7.2). */
    private static String forWhom(OpenTransaction transaction) {
        if (transaction.accepted() != 1) {
            return "";
        }
        MailAddress address = transaction.firstAccepted();
        return address.accountName().isBare() ? "" : "\r\n\tfor <" + address + ">";
    }

    private static String origin(SmtpClient client) {
        String literal = literal(client.address().getAddress());
        return client.name().map(name -> printableName(name) + " " + literal).orElse(literal);
    }

    /** What a client calls itself goes into the header only if it is a name: it must not end a comment or the field. */
    private static String printableName(String name) {
        boolean isName = !name.isEmpty() && name.length() <= 255;
        for (int i = 0; isName && i < name.length(); i++) {
            char c = name.charAt(i);
            isName = Ascii.isLetterOrDigit(c) || ".-_:[]".indexOf(c) >= 0;
        }
        return isName ? name : "unknown";
    }

    /** RFC 5321 §4.1.3. */
    private static String literal(InetAddress address) {
        return "[" + (address instanceof Inet6Address ? "IPv6:" : "") + NetUtil.toAddressString(address) + "]";
    }
}
