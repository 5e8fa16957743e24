package dev.yubin.clients;

import dev.yubin.Endpoint;
import dev.yubin.clients.Program.Finished;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * getmail with a file of its own, for Bob's maildrop. It puts a Return-Path before each mail, whatever its settings are,
 * and makes line ends LF. As root it delivers nothing, unless it may do so as somebody else.
 */
final class Getmail {
    private static final String RETURN_PATH = "Return-Path: <unknown>\n";
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private final Path directory;
    private final List<String> retriever = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private String password = "secret";
    private String destination;

    private Getmail(Path directory, Endpoint place, String type) throws IOException {
        this.directory = directory;
        destination = "type = Maildir\npath = " + maildir() + "/";
        retriever.add("type = " + type);
        retriever.add("port = " + place.port());
        for (String folder : List.of("new", "cur", "tmp", "")) {
            letIn(Files.createDirectories(maildir().resolve(folder)));
        }
        Files.createDirectories(directory.resolve("state"));
    }

    /** One that speaks no TLS: it knows nothing of STLS. */
    static Getmail clear(Mailroom room, Path directory) throws IOException {
        return new Getmail(directory, room.server().pop3(), "SimplePOP3Retriever");
    }

    /** One that begins with TLS, and only if it trusts the certificate. */
    static Getmail tls(Mailroom room, Path directory) throws IOException {
        Getmail getmail = new Getmail(directory, room.server().pop3s(), "SimplePOP3SSLRetriever");
        return getmail.retriever("ca_certs = " + room.authority(directory));
    }

    /** A line of the section on where mail comes from. */
    Getmail retriever(String line) {
        retriever.add(line);
        return this;
    }

    /** A line of the section on what becomes of mail. */
    Getmail option(String line) {
        options.add(line);
        return this;
    }

    Getmail password(String other) {
        password = other;
        return this;
    }

    /** Delivers into one file, instead of into a Maildir. */
    Getmail intoMbox(Path mbox) throws IOException {
        letIn(Files.createFile(mbox));
        destination = "type = Mboxrd\npath = " + mbox;
        return this;
    }

    Finished run() throws IOException {
        String user = ROOT ? "\nuser = nobody" : "";
        Path file = directory.resolve("getmailrc");
        Files.writeString(file, """
                [retriever]
                server = localhost
                username = bob
                password = %s
                timeout = 20
                %s
                [destination]
                %s%s
                [options]
                delivered_to = false
                received = false
                verbose = 2
                %s
                """.formatted(
                        password, String.join("\n", retriever), destination, user, String.join("\n", options)));
        return Program.GETMAIL.run("--getmaildir=" + directory.resolve("state"), "--rcfile=" + file);
    }

    private Path maildir() {
        return directory.resolve("maildir");
    }

    private void letIn(Path path) throws IOException {
        if (ROOT) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
    }

    /** The mails that were put into the Maildir in all runs in this directory, in their order. */
    List<byte[]> delivered() throws IOException {
        List<byte[]> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(maildir().resolve("new"))) {
            for (Path file : files.sorted(Comparator.comparing(Getmail::time)).toList()) {
                mails.add(withoutReturnPath(Files.readString(file, StandardCharsets.ISO_8859_1)));
            }
        }
        return mails;
    }

    /** Checks that these mails were put there, and no other. */
    void delivered(Letter... letters) throws IOException {
        Mailroom.same(delivered(), Letter::withLineFeeds, letters);
    }

    /** A name begins with seconds, {@code .M} and microseconds without leading zeros. */
    private static long time(Path file) {
        String[] parts = file.getFileName().toString().split("\\.M|P");
        return Long.parseLong(parts[0]) * 1_000_000 + Long.parseLong(parts[1]);
    }

    private static byte[] withoutReturnPath(String mail) {
        if (!mail.startsWith(RETURN_PATH)) {
            throw new AssertionError("There is no Return-Path: " + mail.substring(0, Math.min(100, mail.length())));
        }
        return mail.substring(RETURN_PATH.length()).getBytes(StandardCharsets.ISO_8859_1);
    }
}
