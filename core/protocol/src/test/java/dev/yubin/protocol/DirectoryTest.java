package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a directory of one method says of VRFY and EXPN. */
class DirectoryTest {
    private static final AccountName BOB = AccountName.parse("bob@a.example");
    private static final AccountName CAROL = AccountName.parse("carol@a.example");

    private final Directory directory = address -> switch (address.toString()) {
        case "bob@a.example", "robert@a.example", "postmaster" -> new Resolution.ToAccount(BOB);
        case "team@a.example" -> new Resolution.ToMembers(List.of(BOB, CAROL));
        case "bob@b.example" -> new Resolution.ForeignDomain();
        default -> new Resolution.UnknownUser();
    };

    private Verification verified(String name) throws IOException {
        return directory.verify(AccountName.parse(name));
    }

    private Expansion expanded(String name) throws IOException {
        return directory.expand(AccountName.parse(name));
    }

    @Test
    void verifyingFollowsFromWhereMailGoes() throws IOException {
        assertThat(verified("Bob@a.example")).isEqualTo(new Verification.User(BOB));
        assertThat(verified("robert@a.example")).isEqualTo(new Verification.ForwardsTo(BOB));
        assertThat(verified("postmaster")).isEqualTo(new Verification.ForwardsTo(BOB));
        assertThat(verified("team@a.example")).isEqualTo(new Verification.MailingList());
        assertThat(verified("bob@b.example")).isEqualTo(new Verification.ForeignDomain());
        assertThat(verified("eve@a.example")).isEqualTo(new Verification.UnknownUser());
    }

    @Test
    void nothingIsSaidOfNamesWithoutADomain() throws IOException {
        assertThat(verified("bob")).isEqualTo(new Verification.Undecided());
        assertThat(expanded("team")).isEqualTo(new Expansion.UnknownUser());
    }

    @Test
    void expandingFollowsFromWhereMailGoes() throws IOException {
        assertThat(expanded("team@a.example")).isEqualTo(new Expansion.Members(List.of(BOB, CAROL)));
        assertThat(expanded("bob@a.example")).isEqualTo(new Expansion.NotAList());
        assertThat(expanded("bob@b.example")).isEqualTo(new Expansion.ForeignDomain());
        assertThat(expanded("eve@a.example")).isEqualTo(new Expansion.UnknownUser());
    }
}
