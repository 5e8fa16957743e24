package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.AccountName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedDirectoryTest {
    private final ClosedDirectory anywhere = new ClosedDirectory(List.of(), "Host.example");
    private final ClosedDirectory local =
            new ClosedDirectory(List.of("First.example", "second.example"), "host.example");

    @Test
    void onlyNamedUsersLogInAndOnlyWithTheirPassword() {
        anywhere.add("bob@a.example", "secret");
        assertThat(login(anywhere, "Bob@A.example", "secret")).isEqualTo(accepted("bob@a.example"));
        for (String wrong : List.of("", "Secret", "secret ", "secre")) {
            assertThat(login(anywhere, "bob@a.example", wrong)).isInstanceOf(Login.Refused.class);
        }
        assertThat(login(anywhere, "alice@a.example", "secret")).isInstanceOf(Login.Refused.class);
        assertThat(login(anywhere, "bob@b.example", "secret")).isInstanceOf(Login.Refused.class);
    }

    @Test
    void refusalDoesNotTellWhetherThereIsSuchAUser() {
        anywhere.add("bob@a.example", "secret");
        assertThat(login(anywhere, "bob@a.example", "no")).isEqualTo(login(anywhere, "alice@a.example", "no"));
        assertThat(login(anywhere, "bob@a.example", "no")).isEqualTo(login(anywhere, "@", "no"));
    }

    @Test
    void emptyPasswordDoesNotOpenAnAccountThatDoesNotExist() {
        assertThat(login(anywhere, "nobody@a.example", "")).isInstanceOf(Login.Refused.class);
        assertThat(login(anywhere, "", "")).isInstanceOf(Login.Refused.class);
        assertThat(login(anywhere, "bo\u0000b", "")).isInstanceOf(Login.Refused.class);
    }

    @Test
    void unknownUserOfALocalDomainIsUnknown() {
        local.add("bob@first.example", "x");
        assertThat(resolve(local, "alice@first.example")).isEqualTo(new Resolution.UnknownUser());
        assertThat(resolve(local, "bob@second.example")).isEqualTo(new Resolution.UnknownUser());
        assertThat(resolve(anywhere, "bob@any.example")).isEqualTo(new Resolution.UnknownUser());
    }

    @Test
    void otherDomainsAreForeign() {
        local.add("bob", "x");
        assertThat(resolve(local, "bob@third.example")).isEqualTo(new Resolution.ForeignDomain());
        assertThat(login(local, "bob@third.example", "x")).isInstanceOf(Login.Refused.class);
    }

    @Test
    void userWithoutDomainIsAtEveryLocalDomainWithOneAccountAtTheFirst() {
        local.add("Bob", "x");
        assertThat(resolve(local, "bob@first.example")).isEqualTo(account("bob@first.example"));
        assertThat(resolve(local, "bob@SECOND.example")).isEqualTo(account("bob@first.example"));
        for (String name : List.of("bob", "BOB", "bob@first.example", "bob@second.example")) {
            assertThat(login(local, name, "x")).as(name).isEqualTo(accepted("bob@first.example"));
        }
    }

    @Test
    void userWithoutDomainIsAtHomeAtTheHostIfNoDomainIsLocal() {
        anywhere.add("bob", "x");
        assertThat(login(anywhere, "bob", "x")).isEqualTo(accepted("bob@host.example"));
        assertThat(resolve(anywhere, "bob@any.example")).isEqualTo(account("bob@host.example"));
    }

    @Test
    void bareLogInMeansTheUserAtTheFirstLocalDomain() {
        local.add("bob@first.example", "1");
        local.add("bob@second.example", "2");
        assertThat(login(local, "bob", "1")).isEqualTo(accepted("bob@first.example"));
        assertThat(login(local, "bob", "2")).isInstanceOf(Login.Refused.class);
        assertThat(login(local, "bob@second.example", "2")).isEqualTo(accepted("bob@second.example"));
    }

    @Test
    void bareLogInDoesNotMeanAUserAtAnotherLocalDomain() {
        local.add("bob@second.example", "2");
        assertThat(login(local, "bob", "2")).isInstanceOf(Login.Refused.class);
    }

    @Test
    void fullAddressGoesBeforeTheUserWithoutDomain() {
        local.add("bob", "bare");
        local.add("bob@second.example", "full");
        assertThat(resolve(local, "bob@second.example")).isEqualTo(account("bob@second.example"));
        assertThat(login(local, "bob@second.example", "full")).isEqualTo(accepted("bob@second.example"));
        assertThat(login(local, "bob@second.example", "bare")).isInstanceOf(Login.Refused.class);
        assertThat(login(local, "bob", "bare")).isEqualTo(accepted("bob@first.example"));
    }

    @Test
    void addingAgainChangesThePassword() {
        anywhere.add("bob", "old");
        anywhere.add("BOB", "new");
        assertThat(login(anywhere, "bob", "old")).isInstanceOf(Login.Refused.class);
        assertThat(login(anywhere, "bob", "new")).isEqualTo(accepted("bob@host.example"));
    }

    @Test
    void userOfADomainThatIsNotLocalIsAMistake() {
        assertThatThrownBy(() -> local.add("bob@third.example", "x")).isInstanceOf(IllegalArgumentException.class);
        for (String no : List.of("", "@", "bob@", "bo\nb")) {
            assertThatThrownBy(() -> local.add(no, "x")).as(no).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Login login(ClosedDirectory directory, String user, String password) {
        return directory.verify(Credentials.of(user, password));
    }

    private static Resolution resolve(ClosedDirectory directory, String address) {
        return directory.resolve(MailAddress.parse(address));
    }

    private static Login accepted(String name) {
        return new Login.Accepted(AccountName.parse(name));
    }

    private static Resolution account(String name) {
        return new Resolution.ToAccount(AccountName.parse(name));
    }
}
