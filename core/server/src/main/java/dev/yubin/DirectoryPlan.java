package dev.yubin;

import dev.yubin.protocol.AddressBook;
import dev.yubin.protocol.AddressBookBuilder;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.TokenValidator;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What a builder was told of users and addresses, and what answers for them when the server starts. */
final class DirectoryPlan {
    private final Map<String, String> users = new LinkedHashMap<>();
    private final List<String> domains = new ArrayList<>();
    private final List<Consumer<AddressBookBuilder>> entries = new ArrayList<>();
    /** These two are null unless they are the embedder's own. */
    private Directory directory;

    private Authenticator authenticator;
    /** Null if nobody was named. */
    private TokenValidator tokens;

    private String anonymous;

    /**
     * What answers for addresses and log-ins.
     *
     * @param claims the directory that has a memory to be cleared when the server is reset, or null
     */
    record Opened(Directory directory, Authenticator authenticator, OpenDirectory claims) {}

    void user(String name, String password) {
        AccountName user = AccountName.parse(name);
        Objects.requireNonNull(password, () -> "User " + user + " needs a password");
        if (users.putIfAbsent(user.toString(), password) != null) {
            throw new IllegalArgumentException("User " + user + " is named twice");
        }
    }

    void domain(String name) {
        domains.add(AccountName.canonicalDomain(name));
    }

    /** Adds to the address book; it is written when all users and domains are known. */
    void book(Consumer<AddressBookBuilder> entry) {
        entries.add(entry);
    }

    void directory(Directory own) {
        directory = Objects.requireNonNull(own);
    }

    void authenticator(Authenticator own) {
        authenticator = Objects.requireNonNull(own);
    }

    void tokens(TokenValidator validator) {
        tokens = Objects.requireNonNull(validator);
    }

    void anonymous(String account) {
        anonymous = AccountName.parse(account).toString();
    }

    /**
     * Makes the directory.
     *
     * @throws IllegalArgumentException if the address book leads nowhere; the message says what to do
     * @throws IllegalStateException if users were named whom nobody would ask for
     */
    Opened open(MailStore store, String hostName) {
        if (!users.isEmpty() && directory != null && authenticator != null) {
            throw new IllegalStateException(
                    "Users are named, but directory and authenticator are your own: name users there");
        }
        if (users.isEmpty()) {
            OpenDirectory open = new OpenDirectory(store, domains, hostName);
            logIns(open::tokens, open::guest);
            return opened(open, open, hostName, open);
        }
        ClosedDirectory closed = new ClosedDirectory(domains, hostName);
        users.forEach(closed::add);
        logIns(closed::tokens, closed::guest);
        return opened(closed, closed, hostName, null);
    }

    /** The log-ins without a password that were asked for. */
    private void logIns(Consumer<TokenValidator> takesTokens, Consumer<String> takesGuests) {
        if (authenticator != null && (tokens != null || anonymous != null)) {
            throw new IllegalStateException(
                    "Tokens or guests are to be taken, but the authenticator is your own: take them there");
        }
        if (tokens != null) {
            takesTokens.accept(tokens);
        }
        if (anonymous != null) {
            takesGuests.accept(anonymous);
        }
    }

    private Opened opened(Directory addresses, Authenticator logIns, String hostName, OpenDirectory claims) {
        return new Opened(
                withBook(directory == null ? addresses : directory, hostName),
                authenticator == null ? logIns : authenticator,
                claims);
    }

    /** Without an address book only a closed directory has something to gain from one: sub-addresses. */
    private Directory withBook(Directory users, String hostName) {
        if (entries.isEmpty() && !(users instanceof ClosedDirectory)) {
            return users;
        }
        AddressBookBuilder book = AddressBook.in(users, domains, hostName);
        entries.forEach(entry -> entry.accept(book));
        try {
            return book.build();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory cannot be asked: " + e.getMessage(), e);
        }
    }
}
