package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenDirectoryTest {
    private final MemoryMailStore store = new MemoryMailStore();
    private final OpenDirectory directory = new OpenDirectory(store, List.of(), "mx.example.com");

    @Test
    void everybodyMayLogInWithAnyPassword() throws IOException {
        assertThat(login("Bob@Example.COM")).isEqualTo(accepted("bob@example.com"));
        assertThat(directory.verify(Credentials.of("bob@example.com", ""))).isEqualTo(accepted("bob@example.com"));
    }

    @Test
    void mailForAnyAddressGoesToItsOwnAccount() throws IOException {
        assertThat(resolve("Bob@Example.COM")).isEqualTo(account("bob@example.com"));
    }

    @Test
    void bareLogInMeansTheOneAccountWithThatLocalPart() throws IOException {
        create("bob@a.example");
        create("alice@b.example");
        assertThat(login("BOB")).isEqualTo(accepted("bob@a.example"));
    }

    @Test
    void bareLogInWithoutAccountOpensABareOneThatTheFirstRecipientClaims() throws IOException {
        assertThat(login("bob")).isEqualTo(new Login.Accepted(AccountName.bare("bob")));
        create("bob");
        assertThat(resolve("bob@a.example")).isEqualTo(account("bob"));
        assertThat(resolve("bob@a.example")).isEqualTo(account("bob"));
        assertThat(resolve("bob@b.example")).as("another domain").isEqualTo(account("bob@b.example"));
        assertThat(login("bob")).isEqualTo(accepted("bob"));
        assertThat(login("bob@a.example")).as("the claimed address").isEqualTo(accepted("bob"));
        assertThat(login("bob@b.example")).isEqualTo(accepted("bob@b.example"));
    }

    @Test
    void bareLogInWithSeveralAccountsIsRefusedNamingThem() throws IOException {
        create("bob");
        resolve("bob@z.example");
        create("bob@b.example");
        create("bobby@c.example");
        assertThat(login("bob"))
                .isInstanceOfSatisfying(
                        Login.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("bob@z.example")
                                .contains("bob@b.example")
                                .doesNotContain("bobby"));
    }

    @Test
    void addressWithAnAccountOfItsOwnClaimsNothing() throws IOException {
        create("bob@a.example");
        create("bob");
        assertThat(resolve("bob@a.example")).isEqualTo(account("bob@a.example"));
        assertThat(resolve("bob@b.example")).isEqualTo(account("bob"));
    }

    @Test
    void logInAndMailMeanTheSameAccountThoughTheClaimedAddressGetsOneOfItsOwn() throws IOException {
        create("bob");
        resolve("bob@a.example");
        create("bob@a.example");
        assertThat(resolve("bob@a.example")).isEqualTo(account("bob@a.example"));
        assertThat(login("bob@a.example")).isEqualTo(accepted("bob@a.example"));
    }

    @Test
    void claimEndsWithItsBareAccount() throws IOException {
        create("bob");
        resolve("bob@a.example");
        store.remove(AccountName.bare("bob"));
        assertThat(login("bob@a.example")).isEqualTo(accepted("bob@a.example"));
        assertThat(resolve("bob@a.example")).isEqualTo(account("bob@a.example"));
        create("bob");
        assertThat(resolve("bob@b.example")).as("a new claim").isEqualTo(account("bob"));
    }

    @Test
    void resetForgetsClaims() throws IOException {
        create("bob");
        resolve("bob@a.example");
        directory.reset();
        assertThat(resolve("bob@b.example")).isEqualTo(account("bob"));
    }

    @Test
    void mailForOtherThanLocalDomainsIsNotOurs() throws IOException {
        OpenDirectory local = new OpenDirectory(store, List.of("A.example", "m\u00fcller.example"), "mx.example.com");
        assertThat(local.resolve(MailAddress.parse("bob@a.EXAMPLE"))).isEqualTo(account("bob@a.example"));
        assertThat(local.resolve(MailAddress.parse("bob@xn--mller-kva.example")))
                .isEqualTo(account("bob@xn--mller-kva.example"));
        assertThat(local.resolve(MailAddress.parse("bob@b.example"))).isEqualTo(new Resolution.ForeignDomain());
        assertThat(local.resolve(MailAddress.parse("bob@sub.a.example"))).isEqualTo(new Resolution.ForeignDomain());
    }

    @Test
    void whatIsNoNameIsRefused() throws IOException {
        for (String no : List.of("", "@", "@a.example", "bob@", "bo\u0000b", "b".repeat(129), "bob@a b")) {
            assertThat(login(no)).as(no).isInstanceOf(Login.Refused.class);
        }
    }

    @Test
    void blocksIfItsStoreDoes() {
        assertThat(directory.blocking()).isFalse();
    }

    private void create(String name) throws IOException {
        store.create(AccountName.parse(name));
    }

    private Login login(String user) throws IOException {
        return directory.verify(Credentials.of(user, "any"));
    }

    private Resolution resolve(String address) throws IOException {
        return directory.resolve(MailAddress.parse(address));
    }

    private static Login accepted(String name) {
        return new Login.Accepted(AccountName.parse(name));
    }

    private static Resolution account(String name) {
        return new Resolution.ToAccount(AccountName.parse(name));
    }
}
