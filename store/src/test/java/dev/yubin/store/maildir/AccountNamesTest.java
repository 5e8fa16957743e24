package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.AccountName;
import dev.yubin.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNamesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "Alice@Example.COM, alice@example.com",
                "alice, alice",
                "a-b_c+d=e.f@example.com, a-b_c+d=e.f@example.com",
                "日@example.com, %E6%97%A5@example.com",
                "'\"a b\"@example.com', a%20b@example.com",
                "'\"a/../b\"@example.com', a%2F..%2Fb@example.com",
                "'\"..\"@example.com', %2E.@example.com",
                "'\"a@b\"@example.com', a%40b@example.com",
                "'\"CON:<>|?*\\\\\"@example.com', con%3A%3C%3E%7C%3F%2A%5C@example.com",
                "100%@example.com, 100%25@example.com",
                "a@[127.0.0.1], a@%5B127.0.0.1%5D"
            })
    void anAccountHasOneDirectory(String account, String directory) throws Exception {
        AccountName name = AccountName.parse(account);
        assertThat(AccountNames.directoryOf(name)).isEqualTo(directory);
        assertThat(AccountNames.accountOf(directory)).contains(name);
    }

    @Test
    void aBareNameIsNotTheAddressItLooksLike() throws Exception {
        AccountName bare = AccountName.bare("a@b");
        assertThat(AccountNames.directoryOf(bare)).isEqualTo("a%40b");
        assertThat(AccountNames.accountOf("a%40b")).contains(bare);
        assertThat(AccountNames.accountOf("a@b")).contains(AccountName.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".hidden",
                ".alice@example.com",
                "Alice@example.com",
                "a@b@c",
                "@example.com",
                "alice@",
                "a b@example.com",
                "%61lice@example.com",
                "%e6%97%a5@example.com",
                "%E6%97@example.com",
                "%4@example.com",
                "%zz",
                "%",
                "%41@example.com",
                "a%2Eb",
                "a%00",
                "日@example.com",
                "lost+found/x"
            })
    void whatIsNoDirectoryOfOursIsNoAccount(String directory) {
        assertThat(AccountNames.accountOf(directory)).isEmpty();
    }

    @Test
    void aNameThatDoesNotFitIsALimit() throws Exception {
        AccountName longest = AccountName.bare("é".repeat(42) + "abc");
        assertThat(AccountNames.directoryOf(longest)).hasSize(255);
        assertLimit(AccountName.bare("é".repeat(42) + "abcd"));
        assertLimit(AccountName.bare("\ud800"));
    }

    @Test
    void noTwoAccountsShareADirectory() throws Exception {
        Random random = new Random(11);
        Map<String, AccountName> taken = new HashMap<>();
        String signs = "aB.%@/2 \\:é";
        for (int round = 0; round < 20_000; round++) {
            String local = random.ints(1 + random.nextInt(4), 0, signs.length())
                    .collect(StringBuilder::new, (s, i) -> s.append(signs.charAt(i)), StringBuilder::append)
                    .toString();
            AccountName name = random.nextBoolean() ? AccountName.bare(local) : AccountName.of(local, "a.2");
            String directory = AccountNames.directoryOf(name);
            assertThat(directory).matches("[a-z0-9%_+=@-][A-Za-z0-9%_+=@.-]*");
            assertThat(AccountNames.accountOf(directory)).contains(name);
            assertThat(taken.computeIfAbsent(directory, d -> name)).isEqualTo(name);
        }
    }

    private static void assertLimit(AccountName name) {
        assertThatThrownBy(() -> AccountNames.directoryOf(name))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LIMIT));
    }
}
