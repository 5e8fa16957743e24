package dev.yubin.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.yubin.Endpoint;
import dev.yubin.MailServer;
import dev.yubin.MailServerBuilder;
import dev.yubin.ReceivedMail;
import dev.yubin.fixtures.Dialogue;
import dev.yubin.pop3.Utf8Headers;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.smtp.SmtpOptions;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** A server that clients send to, and what is to be found in it afterwards. */
final class Mailroom implements AutoCloseable {
    static final String ALICE = "alice@example.org";
    static final String BOB = "bob@example.com";
    static final String CAROL = "carol@example.com";
    static final String TOKEN = "t0ken.of-bob_~+/=";

    /** A mail as those have it that do without encoded words (RFC 6532). */
    static final byte[] UTF8_HEADER =
            "From: Alice <alice@example.org>\r\nSubject: 郵便\r\n\r\n.\r\n".getBytes(StandardCharsets.UTF_8);

    private final MailServer server;

    private Mailroom(MailServer server) {
        this.server = server;
    }

    /** A server where every address exists. */
    static Mailroom open() {
        return open(smtp -> smtp);
    }

    /** A server where every address exists, with options. */
    static Mailroom open(UnaryOperator<SmtpOptions> options) {
        return of(builder().smtp(0, smtp -> options.apply(smtp.traceHeaders(false))));
    }

    /** A server of whatever kind. */
    static Mailroom of(MailServerBuilder builder) {
        return new Mailroom(builder.start());
    }

    /** A server where bob is the only user, of example.com, to be started by {@link #of}. */
    static MailServerBuilder withBob() {
        return builder()
                .smtp(0, smtp -> smtp.traceHeaders(false))
                .domains("example.com")
                .user("bob", "secret");
    }

    /** A server where bob is the only user, and whose POP3 treats headers in UTF-8 so. */
    static Mailroom with(Utf8Headers headers) {
        return of(withBob().pop3(0, pop3 -> pop3.utf8Headers(headers)));
    }

    /**
     * A server where bob is the only user, and which has TLS: on smtp and pop3 if clients ask for it, on smtps and pop3s
     * from the first octet on. Its one token is {@link #TOKEN}, which is bob's.
     */
    static MailServerBuilder withTls() {
        return withBob()
                .smtps(0, smtp -> smtp.traceHeaders(false))
                .pop3(0)
                .pop3s(0)
                .tokens(token -> token.value().equals(TOKEN) ? Optional.of("bob") : Optional.empty());
    }

    /** A server with TLS whose certificate clients must refuse. */
    static Mailroom with(CertificateDefect defect) {
        return of(withTls().tls(tls -> tls.defect(defect)));
    }

    static MailServerBuilder builder() {
        return MailServer.builder().hostName("mx.example.com");
    }

    String host() {
        return endpoint().host();
    }

    int port() {
        return endpoint().port();
    }

    /** Host and port, with a colon between. */
    String address() {
        return endpoint().authority();
    }

    private Endpoint endpoint() {
        return server.endpoints().get(0);
    }

    /** Whom clients must trust, as a PEM file. */
    Path authority(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("authority.pem"), server.tls().caCertificatePem());
    }

    MailServer server() {
        return server;
    }

    /** The one mail that came. */
    ReceivedMail only() {
        assertThat(server.received().count()).as("mails that came").isEqualTo(1);
        return server.received().all().get(0);
    }

    /** The mail that came after so many others; they are counted from 0. */
    ReceivedMail mail(int number) {
        List<ReceivedMail> all = server.received().all();
        assertThat(all).hasSizeGreaterThan(number);
        return all.get(number);
    }

    /** Checks that nothing was accepted. */
    void isEmpty() {
        assertThat(server.received().count()).as("mails that came").isZero();
    }

    /** Checks that one mail came, from Alice to Bob, and in the journal and the mailbox is exactly this. */
    void got(byte[] octets) throws IOException {
        ReceivedMail mail = only();
        assertThat(mail.from()).isEqualTo(ALICE);
        assertThat(mail.to()).containsExactly(BOB);
        same(mail.bytes(), octets);
        inMailboxOf(BOB, octets);
    }

    /** Checks that in somebody's INBOX is this mail and no other. */
    void inMailboxOf(String name, byte[] octets) throws IOException {
        List<byte[]> stored = stored(name);
        assertThat(stored).as("mails of %s", name).hasSize(1);
        same(stored.get(0), octets);
    }

    /** Puts mails into Bob's INBOX, in this order and by no protocol. */
    Mailroom give(Letter... letters) throws IOException {
        return give(Stream.of(letters).map(Letter::octets).toList());
    }

    /** Puts mails into Bob's INBOX, in this order and by no protocol. */
    Mailroom give(List<byte[]> mails) throws IOException {
        AccountName bob = AccountName.parse(BOB);
        Optional<MailAccount> account = server.store().account(bob);
        Mailbox inbox = (account.isPresent() ? account.get() : server.store().create(bob)).open(MailboxName.INBOX);
        List<NewMessage> batch = new ArrayList<>();
        for (byte[] mail : mails) {
            batch.add(NewMessage.of(MessageContent.of(mail), Instant.EPOCH));
        }
        inbox.append(batch);
        return this;
    }

    /** Does something while another POP3 session has Bob's maildrop. */
    void whileBobIsThere(Executable what) {
        Dialogue.with(server.pop3().port()).when("meanwhile", what).play("""
                S: +OK {...}
                C: USER bob
                S: +OK {...}
                C: PASS secret
                S: +OK {...}
                T: meanwhile
                C: QUIT
                S: +OK {...}
                """);
    }

    /** Checks that in somebody's INBOX are these mails, in this order, and no other. */
    void inMailboxOf(String name, Letter... letters) throws IOException {
        same(stored(name), Letter::octets, letters);
    }

    /** What is in somebody's INBOX. */
    List<byte[]> stored(String name) throws IOException {
        MailAccount account = server.store()
                .account(AccountName.parse(name))
                .orElseThrow(() -> new AssertionError("There is no account " + name));
        Mailbox inbox = account.open(MailboxName.INBOX);
        List<Long> uids = new ArrayList<>();
        inbox.scan(UidSet.ALL, meta -> uids.add(meta.uid()));
        List<byte[]> mails = new ArrayList<>();
        for (long uid : uids) {
            mails.add(inbox.content(uid).toByteArray());
        }
        return mails;
    }

    @Override
    public void close() {
        server.close();
    }

    /** Compares in a way that does not print megabytes. */
    static void same(byte[] actual, byte[] expected) {
        int at = Arrays.mismatch(actual, expected);
        if (at >= 0) {
            fail(
                    "It differs from octet %d on: is <%s>, should be <%s>",
                    at, excerpt(actual, at), excerpt(expected, at));
        }
    }

    /** Compares mails, in this order, with some form of letters. */
    static void same(List<byte[]> actual, Function<Letter, byte[]> form, Letter... expected) {
        assertThat(actual).as("mails").hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            same(actual.get(i), form.apply(expected[i]));
        }
    }

    private static String excerpt(byte[] octets, int at) {
        int from = Math.max(0, at - 20);
        int to = Math.min(octets.length, at + 60);
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** An LMTP server where every address exists. */
    static Mailroom openLmtp() {
        return of(builder().lmtp(0, lmtp -> lmtp.traceHeaders(false)));
    }

    /** An LMTP server where only Bob exists. */
    static Mailroom openLmtpOfBob() {
        return of(builder()
                .lmtp(0, lmtp -> lmtp.traceHeaders(false))
                .domains("example.com")
                .user("bob", "secret"));
    }
}
