package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Mistakes in an address book are found when it is made, and the message says what to do. */
class AddressBookBuilderTest {
    private final AddressBookBuilder book = closed();

    private static AddressBookBuilder closed() {
        List<String> domains = List.of("a.example", "b.example");
        ClosedDirectory users = new ClosedDirectory(domains, "host.example");
        users.add("bob", "secret");
        users.add("eve@b.example", "secret");
        return AddressBook.in(users, domains, "host.example");
    }

    private static void fails(String message, ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void aTargetMustBeSomebody() {
        fails(
                "List team leads to carol@a.example, and there is nobody of that name: name that user, alias or list too",
                () -> book.list("team", List.of("bob", "carol")).build());
        fails(
                "Alias info leads to eve@a.example, and there is nobody of that name: name that user, alias or list too",
                () -> closed().alias("info", List.of("eve")).build());
        fails(
                "Alias info leads to carol+x@a.example, and there is nobody of that name: name that user, alias or list"
                        + " too",
                () -> closed().alias("info", List.of("carol+x")).build());
        fails(
                "The catch-all leads to carol@a.example, and there is nobody of that name: name that user, alias or list"
                        + " too",
                () -> closed().catchAll("carol").build());
    }

    @Test
    void aTargetMustBeLocal() {
        String message =
                "List team leads to bob@c.example, but mail is not relayed: name c.example as a local domain too,"
                        + " or take the address out";
        fails(message, () -> book.list("team", List.of("bob@c.example")).build());
        OpenDirectory open = new OpenDirectory(new MemoryMailStore(), List.of("a.example"), "host.example");
        fails(
                message,
                () -> AddressBook.in(open, List.of("a.example"), "host.example")
                        .list("team", List.of("any@a.example", "bob@c.example"))
                        .build());
        Directory own = address -> new Resolution.ForeignDomain();
        fails(
                message,
                () -> AddressBook.in(own, List.of(), "host.example")
                        .list("team", List.of("bob@c.example"))
                        .build());
    }

    @Test
    void aNameMustBeLocal() {
        fails(
                "List team@c.example is of a domain that is not local: name c.example as a local domain too",
                () -> book.list("team@c.example", List.of("bob")));
        fails(
                "The catch-all of c.example is of a domain that is not local: name c.example as a local domain too",
                () -> book.catchAll("c.example", "bob"));
    }

    @Test
    void thereMustBeATarget() {
        fails("List team leads to nobody: give it at least one address", () -> book.list("team", List.of()));
        fails("Alias team leads to nobody: give it at least one address", () -> book.alias("team", List.of()));
    }

    @Test
    void aNameIsGivenOnce() {
        book.alias("info", List.of("bob"));
        String message = " info is there already, as an alias: name all its targets at once";
        fails("Alias" + message, () -> book.alias("INFO", List.of("bob")));
        fails("List" + message, () -> book.list("Info", List.of("bob")));
        book.catchAll("bob");
        fails("There is a catch-all for all domains already", () -> book.catchAll("eve@b.example"));
    }

    @Test
    void aUsersNameCannotBeAListsToo() {
        fails(
                "List bob has the name of a user: rename one of them, or give the alias or list a domain where there is no"
                        + " such user",
                () -> book.list("bob", List.of("eve@b.example")).build());
        fails(
                "Alias eve has the name of a user: rename one of them, or give the alias or list a domain where there is no"
                        + " such user",
                () -> closed().alias("eve", List.of("bob")).build());
        fails(
                "Alias eve@b.example has the name of a user: rename one of them",
                () -> closed().alias("eve@b.example", List.of("bob")).build());
    }

    @Test
    void aFullAddressMayBeTakenOutOfAUsersBareName() throws IOException {
        AddressBook taken =
                book.alias("bob@b.example", List.of("eve@b.example")).build();
        assertThat(taken.resolve(MailAddress.parse("bob@b.example")))
                .isEqualTo(taken.resolve(MailAddress.parse("eve@b.example")));
    }

    @Test
    void aliasesMustNotLeadRoundInCirclesToNobody() {
        fails(
                "Alias a leads back to itself and to no user: give it a user among its targets",
                () -> book.alias("a", List.of("b", "a"))
                        .alias("b", List.of("c"))
                        .alias("c", List.of("a"))
                        .alias("fine", List.of("a", "bob"))
                        .build());
    }

    @Test
    void namesAndDelimitersAreChecked() {
        for (String no : List.of("", "@", "bob@", "bo\nb", "a@b c")) {
            assertThatThrownBy(() -> book.alias(no, List.of("bob"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> book.list("x", List.of(no))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> book.catchAll(no)).isInstanceOf(IllegalArgumentException.class);
        }
        for (char no : new char[] {'@', ' ', '"', 0, 'ä', 'x'}) {
            assertThatThrownBy(() -> book.subAddressing(no)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
