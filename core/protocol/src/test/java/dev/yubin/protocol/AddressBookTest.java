package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where mail goes, and what VRFY and EXPN are told, with an address book in front of users. */
class AddressBookTest {
    private static final List<String> DOMAINS = List.of("a.example", "b.example");

    /** Bob and carol are at both domains; dave at a.example, eve at b.example, and there is one {@code bob+work}. */
    private static AddressBookBuilder book() {
        ClosedDirectory users = new ClosedDirectory(DOMAINS, "host.example");
        for (String user : List.of("bob", "carol", "dave@a.example", "eve@b.example", "bob+work")) {
            users.add(user, "secret");
        }
        return AddressBook.in(users, DOMAINS, "host.example");
    }

    @ParameterizedTest
    @CsvSource({
        // users
        "bob@a.example, bob@a.example",
        "BOB@B.example, bob@a.example",
        "eve@b.example, eve@b.example",
        "eve@a.example, unknown",
        "bob@c.example, foreign",
        "sales@c.example, foreign",
        // an alias, everywhere and at one domain
        "sales@a.example, carol@a.example",
        "sales@b.example, eve@b.example",
        "Info@b.example, bob@a.example",
        "info@a.example, bob@a.example",
        // an alias of an alias, of several, of a list
        "service@a.example, carol@a.example",
        "both@b.example, list bob@a.example dave@a.example",
        "all@a.example, list bob@a.example carol@a.example eve@b.example dave@a.example",
        // a list, and one within it
        "team@a.example, list bob@a.example carol@a.example eve@b.example dave@a.example",
        "friends@a.example, list eve@b.example dave@a.example bob@a.example carol@a.example",
        "one@a.example, list bob@a.example",
        // sub-addresses
        "bob+tag@a.example, bob@a.example",
        "bob+work@b.example, bob+work@a.example",
        "bob+work+tag@a.example, bob@a.example",
        "sales+tag@b.example, eve@b.example",
        "one+tag@a.example, list bob@a.example",
        "+bob@a.example, unknown",
        "nobody+tag@a.example, unknown",
        "bob+tag@c.example, foreign",
        // the postmaster, who is the first user
        "postmaster@b.example, bob@a.example",
        "postmaster@c.example, foreign",
    })
    void mailGoesTo(String address, String expected) throws IOException {
        AddressBook book = book().alias("sales", List.of("carol"))
                .alias("sales@b.example", List.of("eve@b.example"))
                .alias("info", List.of("bob@b.example"))
                .alias("service", List.of("sales"))
                .alias("both", List.of("bob", "dave"))
                .alias("all", List.of("team"))
                .list("team", List.of("bob", "carol", "friends", "bob@b.example"))
                .list("friends", List.of("eve@b.example", "dave", "team"))
                .list("one", List.of("bob"))
                .build();
        assertThat(told(book, address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "bob@a.example, User bob@a.example",
        "eve@b.example, User eve@b.example",
        "eve, User eve@b.example",
        "bob, User bob@a.example",
        "bob+tag, User bob@a.example",
        "info, ForwardsTo bob@a.example",
        "info@b.example, ForwardsTo bob@a.example",
        "team, MailingList",
        "both@a.example, MailingList",
        "sales, Ambiguous sales@a.example sales@b.example",
        "same, ForwardsTo bob@a.example",
        "dave, Ambiguous dave@b.example dave@a.example",
        "postmaster, ForwardsTo bob@a.example",
        "nobody, UnknownUser",
        "nobody@b.example, UnknownUser",
        "nobody+tag@b.example, UnknownUser",
        "bob@c.example, ForeignDomain",
    })
    void aNameIsVerified(String name, String expected) throws IOException {
        AddressBook book = book().alias("info", List.of("bob"))
                .alias("sales", List.of("carol"))
                .alias("sales@b.example", List.of("eve@b.example"))
                .alias("same@a.example", List.of("bob"))
                .alias("same@b.example", List.of("bob"))
                .alias("both", List.of("bob", "carol"))
                .alias("dave@b.example", List.of("eve@b.example"))
                .list("team", List.of("bob"))
                .build();
        Verification said = book.verify(AccountName.parse(name));
        String shown = said.getClass().getSimpleName();
        if (said instanceof Verification.User user) {
            shown += " " + user.address();
        } else if (said instanceof Verification.ForwardsTo forward) {
            shown += " " + forward.address();
        } else if (said instanceof Verification.Ambiguous ambiguous) {
            shown += joined(ambiguous.addresses());
        }
        assertThat(shown).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "team, Members bob@a.example carol@a.example eve@b.example",
        "team@b.example, Members bob@a.example carol@a.example eve@b.example",
        "team+tag, Members bob@a.example carol@a.example eve@b.example",
        "all, Members bob@a.example carol@a.example eve@b.example",
        "info, NotAList",
        "bob, NotAList",
        "bob+tag@a.example, NotAList",
        "crew, Ambiguous crew@a.example crew@b.example",
        // The crew is on the team, which is on the crew: whom a reader meets first stands first.
        "crew@b.example, Members eve@b.example bob@a.example carol@a.example",
        "nobody, UnknownUser",
        "bob@c.example, ForeignDomain",
    })
    void aListIsExpanded(String name, String expected) throws IOException {
        AddressBook book = book().alias("info", List.of("bob"))
                .alias("all", List.of("team"))
                .list("team", List.of("bob", "carol", "crew@b.example", "info"))
                .list("crew@a.example", List.of("bob"))
                .list("crew@b.example", List.of("eve@b.example", "team+tag@a.example"))
                .build();
        Expansion said = book.expand(AccountName.parse(name));
        String shown = said.getClass().getSimpleName();
        if (said instanceof Expansion.Members members) {
            shown += joined(members.addresses());
        } else if (said instanceof Expansion.Ambiguous ambiguous) {
            shown += joined(ambiguous.addresses());
        }
        assertThat(shown).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "nobody@a.example, bob@a.example",
        "nobody@b.example, list carol@a.example eve@b.example",
        "nobody+tag@a.example, bob@a.example",
        "nobody@c.example, foreign",
        "carol+tag@a.example, carol@a.example",
        "eve@b.example, eve@b.example",
        "postmaster@b.example, bob@a.example",
    })
    void theCatchAllTakesWhatIsNobodysElse(String address, String expected) throws IOException {
        AddressBook book = book().list("strays", List.of("carol", "eve@b.example"))
                .catchAll("bob")
                .catchAll("B.example", "strays")
                .build();
        assertThat(told(book, address)).isEqualTo(expected);
        boolean stray = address.startsWith("nobody") && address.endsWith("a.example");
        Verification forwarded = new Verification.ForwardsTo(AccountName.parse("bob@a.example"));
        assertThat(book.verify(AccountName.parse(address)).equals(forwarded))
                .isEqualTo(stray || address.startsWith("postmaster"));
    }

    @Test
    void aCatchAllOfOneDomainLeavesTheOthersAlone() throws IOException {
        AddressBook book = book().catchAll("b.example", "bob").build();
        assertThat(told(book, "nobody@a.example")).isEqualTo("unknown");
        assertThat(told(book, "nobody@b.example")).isEqualTo("bob@a.example");
    }

    @Test
    void anAliasOfThePostmasterGoesBeforeTheFirstUser() throws IOException {
        AddressBook book = book().alias("postmaster", List.of("carol")).build();
        assertThat(told(book, "postmaster@b.example")).isEqualTo("carol@a.example");
        assertThat(shown(book.resolve(MailAddress.of("Postmaster", AccountName.bare("postmaster")))))
                .isEqualTo("carol@a.example");
        AddressBook without = book().build();
        assertThat(shown(without.resolve(MailAddress.of("Postmaster", AccountName.bare("postmaster")))))
                .isEqualTo("bob@a.example");
    }

    @Test
    void subAddressingCanBeSwitchedOffAndHaveAnotherDelimiter() throws IOException {
        AddressBook off = book().subAddressing(false).build();
        assertThat(told(off, "bob+tag@a.example")).isEqualTo("unknown");
        AddressBook hyphen = book().subAddressing('-').build();
        assertThat(told(hyphen, "bob-tag@a.example")).isEqualTo("bob@a.example");
        assertThat(told(hyphen, "bob+tag@a.example")).isEqualTo("unknown");
    }

    @Test
    void aTargetMayBeASubAddress() throws IOException {
        AddressBook book = book().list("team", List.of("bob+team", "bob+work", "crew+x"))
                .list("crew", List.of("carol"))
                .build();
        assertThat(told(book, "team@a.example")).isEqualTo("list bob@a.example bob+work@a.example carol@a.example");
    }

    @Test
    void inAnOpenDirectoryEveryAddressIsAnAccountOfItsOwn() throws IOException {
        AddressBook book = open().alias("sales", List.of("bob@x.example"))
                .list("team", List.of("bob@x.example", "carol"))
                .build();
        assertThat(told(book, "bob+tag@x.example")).isEqualTo("bob+tag@x.example");
        assertThat(told(book, "any@y.example")).isEqualTo("any@y.example");
        assertThat(told(book, "sales@y.example")).isEqualTo("bob@x.example");
        assertThat(told(book, "team@z.example")).isEqualTo("list bob@x.example carol@host.example");
        assertThat(book.verify(AccountName.parse("any@y.example"))).isEqualTo(new Verification.Undecided());
        assertThat(book.verify(AccountName.parse("sales")))
                .isEqualTo(new Verification.ForwardsTo(AccountName.parse("bob@x.example")));
    }

    @Test
    void inAnOpenDirectorySubAddressingWorksIfAskedFor() throws IOException {
        AddressBook book = open().subAddressing(true).build();
        assertThat(told(book, "bob+tag@x.example")).isEqualTo("bob@x.example");
        assertThat(told(book, "bob@x.example")).isEqualTo("bob@x.example");
    }

    @Test
    void inAnOpenDirectoryACatchAllTakesWhatTheBookDoesNotName() throws IOException {
        AddressBook book = open().list("team@x.example", List.of("bob@x.example"))
                .catchAll("archive@x.example")
                .subAddressing(true)
                .build();
        assertThat(told(book, "any@y.example")).isEqualTo("archive@x.example");
        assertThat(told(book, "any+tag@y.example")).isEqualTo("archive@x.example");
        assertThat(told(book, "bob@x.example")).isEqualTo("bob@x.example");
        assertThat(told(book, "bob+tag@x.example")).isEqualTo("bob@x.example");
        assertThat(told(book, "team+tag@x.example")).isEqualTo("list bob@x.example");
        assertThat(told(book, "archive@x.example")).isEqualTo("archive@x.example");
    }

    /** In an open directory the first recipient claims a bare account; to ask is not to send. */
    @Test
    void verifyingAndExpandingClaimNothing() throws IOException {
        MemoryMailStore store = new MemoryMailStore();
        store.create(AccountName.bare("carol"));
        OpenDirectory users = new OpenDirectory(store, List.of(), "host.example");
        AddressBook book = AddressBook.in(users, List.of(), "host.example")
                .list("team", List.of("carol@x.example"))
                .build();
        assertThat(book.verify(AccountName.parse("carol@x.example"))).isEqualTo(new Verification.Undecided());
        assertThat(book.verify(AccountName.parse("carol"))).isEqualTo(new Verification.Undecided());
        assertThat(book.expand(AccountName.parse("team")))
                .isEqualTo(new Expansion.Members(List.of(AccountName.parse("carol@x.example"))));
        assertThat(users.resolve(MailAddress.parse("carol@y.example")))
                .isEqualTo(new Resolution.ToAccount(AccountName.bare("carol")));
        assertThat(book.verify(AccountName.parse("carol")))
                .isEqualTo(new Verification.User(AccountName.parse("carol@y.example")));
    }

    @Test
    void aDirectoryOfOneMethodIsEnough() throws IOException {
        Set<String> here = new HashSet<>(Set.of("bob@a.example", "carol@a.example"));
        Directory own = address -> here.contains(address.toString())
                ? new Resolution.ToAccount(address.accountName())
                : new Resolution.UnknownUser();
        AddressBook book = AddressBook.in(own, List.of("a.example"), "host.example")
                .list("team", List.of("bob", "carol"))
                .catchAll("carol")
                .build();
        assertThat(told(book, "team@a.example")).isEqualTo("list bob@a.example carol@a.example");
        assertThat(told(book, "bob+tag@a.example")).isEqualTo("carol@a.example");
        assertThat(book.verify(AccountName.parse("bob")))
                .isEqualTo(new Verification.User(AccountName.parse("bob@a.example")));
        assertThat(book.blocking()).isTrue();
        // Who leaves later gets no more mail; a list of nobody is nobody's.
        here.remove("bob@a.example");
        assertThat(told(book, "team@a.example")).isEqualTo("list carol@a.example");
        here.clear();
        assertThat(told(book, "team@a.example")).isEqualTo("unknown");
        assertThat(book.expand(AccountName.parse("team"))).isEqualTo(new Expansion.NotAList());
    }

    @Test
    void aListOfListsAThousandDeepIsExpanded() throws IOException {
        int depth = 1000;
        AddressBookBuilder builder = book().list("l" + depth, List.of("eve@b.example", "l0"));
        for (int i = 0; i < depth; i++) {
            builder.list("l" + i, List.of("l" + (i + 1), "bob"));
        }
        AddressBook book = builder.build();
        assertThat(told(book, "l0@a.example")).isEqualTo("list eve@b.example bob@a.example");
        assertThat(told(book, "l500@a.example")).startsWith("list eve@b.example");
    }

    @Test
    void aLongListIsExpandedOffTheEventLoopAndInOrder() throws IOException {
        List<String> members =
                IntStream.range(0, 10_000).mapToObj(i -> "m" + i + "@x.example").toList();
        AddressBook book = open().list("all", members)
                .list("twice", concat(members, members))
                .build();
        assertThat(book.blocking()).isTrue();
        assertThat(open().list("few", members.subList(0, 9)).build().blocking()).isFalse();
        List<AccountName> accounts = members.stream().map(AccountName::parse).toList();
        assertThat(book.resolve(MailAddress.parse("all@x.example"))).isEqualTo(new Resolution.ToMembers(accounts));
        assertThat(book.expand(AccountName.parse("twice"))).isEqualTo(new Expansion.Members(accounts));
    }

    /** Random lists and aliases of each other, against the plainest way to collect users. */
    @Test
    void inAnyTangleOfListsEachMemberIsThereOnce() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            Map<String, List<String>> lists = new TreeMap<>();
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                List<String> members = new ArrayList<>();
                members.add(List.of("bob", "carol", "dave").get(random.nextInt(3)));
                for (int j = random.nextInt(5); j > 0; j--) {
                    members.add("l" + random.nextInt(count));
                }
                lists.put("l" + i, members);
            }
            AddressBookBuilder builder = book();
            lists.forEach(builder::list);
            AddressBook book = builder.build();
            for (String name : lists.keySet()) {
                Set<AccountName> expected = new LinkedHashSet<>();
                collect(name, lists, new HashSet<>(), expected);
                assertThat(book.resolve(MailAddress.parse(name + "@a.example")))
                        .as("%s of %s", name, lists)
                        .isEqualTo(new Resolution.ToMembers(List.copyOf(expected)));
            }
        }
    }

    private static void collect(
            String name, Map<String, List<String>> lists, Set<String> seen, Set<AccountName> found) {
        if (!lists.containsKey(name)) {
            found.add(AccountName.of(name, "a.example"));
        } else if (seen.add(name)) {
            lists.get(name).forEach(member -> collect(member, lists, seen, found));
        }
    }

    private static AddressBookBuilder open() {
        return AddressBook.in(
                new OpenDirectory(new MemoryMailStore(), List.of(), "host.example"), List.of(), "host.example");
    }

    private static List<String> concat(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static String told(Directory directory, String address) throws IOException {
        return shown(directory.resolve(MailAddress.parse(address)));
    }

    private static String shown(Resolution resolution) {
        if (resolution instanceof Resolution.ToAccount to) {
            return to.account().toString();
        }
        if (resolution instanceof Resolution.ToMembers to) {
            return "list" + joined(to.accounts());
        }
        return resolution instanceof Resolution.ForeignDomain ? "foreign" : "unknown";
    }

    private static String joined(List<AccountName> names) {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append(' ').append(name));
        return text.toString();
    }
}
