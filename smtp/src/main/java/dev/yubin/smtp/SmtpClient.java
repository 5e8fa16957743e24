package dev.yubin.smtp;

import dev.yubin.protocol.TlsSession;
import dev.yubin.protocol.spi.Connection;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What is known of a client at one moment: where it is, what it calls itself, who it is. Immutable. */
public final class SmtpClient {
    private final SmtpRole role;
    private final boolean encrypted;
    /** Null if a proxy speaks TLS with the client, or nobody does. */
    private final TlsSession tls;

    private InetSocketAddress address;
    /** These are null as long as they are not known. */
    private String name;

    private String login;
    private String helo;
    private String forwardedHelo;
    private boolean extended;

    private SmtpClient(SmtpRole role, InetSocketAddress address, boolean encrypted, TlsSession tls) {
        this.role = role;
        this.address = address;
        this.encrypted = encrypted;
        this.tls = tls;
    }

    /** A client that has just connected, or begun to speak TLS. */
    static SmtpClient connected(SmtpRole role, Connection connection) {
        return new SmtpClient(
                role,
                connection.remoteAddress(),
                connection.isEncrypted(),
                connection.tls().orElse(null));
    }

    /** The role of the listener it talks to. */
    public SmtpRole role() {
        return role;
    }

    /** Where it is: the other end of the connection, or who a trusted proxy (PROXY, XCLIENT) says it speaks for. */
    public InetSocketAddress address() {
        return address;
    }

    /** Its host name as DNS has it, if a trusted proxy told by XCLIENT. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /**
     * What it called itself in EHLO, HELO or LHLO, or, if a trusted proxy told by XCLIENT, said to the proxy; empty before.
     * Nothing says that it is true.
     */
    public Optional<String> helo() {
        return Optional.ofNullable(helo);
    }

    /** Whether it speaks ESMTP: it said EHLO or LHLO. */
    public boolean isExtended() {
        return extended;
    }

    /** Whether the connection is encrypted: by TLS, or by a trusted proxy that says so in its PROXY header. */
    public boolean isEncrypted() {
        return encrypted;
    }

    /** What is known of the connection's TLS; empty without, or if a proxy speaks it with the client. */
    public Optional<TlsSession> tls() {
        return Optional.ofNullable(tls);
    }

    /** The account it is logged in to (RFC 4954), or who a trusted proxy says by XCLIENT that it is. */
    public Optional<String> login() {
        return Optional.ofNullable(login);
    }

    /** What it speaks: {@code SMTP}, {@code ESMTP} or {@code LMTP}. */
    String protocol() {
        if (role == SmtpRole.LMTP) {
            return "LMTP";
        }
        return extended ? "ESMTP" : "SMTP";
    }

    /** The client, once it said EHLO, HELO or LHLO. */
    SmtpClient introducedAs(String hello, boolean withExtensions) {
        SmtpClient copy = copy();
        copy.helo = forwardedHelo == null ? hello : forwardedHelo;
        copy.extended = withExtensions;
        return copy;
    }

    /** The client, once it logged in. */
    SmtpClient loggedInAs(String account) {
        SmtpClient copy = copy();
        copy.login = account;
        return copy;
    }

    /** The client that this one speaks for; what is null stays as it is, what is empty is not known. */
    SmtpClient speakingFor(InetSocketAddress other, String hostName, String hello, String user) {
        SmtpClient copy = new SmtpClient(role, other, encrypted, tls);
        copy.name = told(hostName, name);
        copy.forwardedHelo = told(hello, forwardedHelo);
        copy.login = told(user, login);
        return copy;
    }

    private static String told(String value, String before) {
        if (value == null) {
            return before;
        }
        return value.isEmpty() ? null : value;
    }

    private SmtpClient copy() {
        SmtpClient copy = new SmtpClient(role, address, encrypted, tls);
        copy.name = name;
        copy.login = login;
        copy.helo = helo;
        copy.forwardedHelo = forwardedHelo;
        copy.extended = extended;
        return copy;
    }

    /** For people: what it calls itself, and where it is. */
    @Override
    public String toString() {
        return (helo == null ? "" : helo + " ") + "[" + address.getAddress().getHostAddress() + "]";
    }
}
