package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Bob@Example.COM | bob@example.com",
                "b.o.b@example.com | b.o.b@example.com",
                "\"bob\"@example.com | bob@example.com",
                "\"a b\"@example.com | \"a b\"@example.com",
                "\"a\\\"b\"@example.com | \"a\\\"b\"@example.com",
                "\"a@b\"@example.com | \"a@b\"@example.com",
                "\"a@b\" | \"a@b\"",
                "\".\"@example.com | \".\"@example.com",
                "bob | bob",
                "bob@[127.0.0.1] | bob@[127.0.0.1]",
                "bob@[IPv6:::1] | bob@[ipv6:::1]",
                "bob@Bücher.example | bob@xn--bcher-kva.example",
                "ZOË@example.com | zoë@example.com",
                "bob@例え。jp | bob@xn--r8jz45g.jp",
                "bob@my_host | bob@my_host",
            })
    void spellingsOfOneAccountAreEqual(String spelling, String canonical) {
        AccountName name = AccountName.parse(spelling);
        assertThat(name).hasToString(canonical);
        assertThat(AccountName.parse(canonical)).isEqualTo(name).hasSameHashCodeAs(name);
    }

    @Test
    void composedAndDecomposedLettersAreEqual() {
        assertThat(AccountName.parse("zoe\u0308@example.com")).isEqualTo(AccountName.parse("zo\u00eb@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@example.com",
                "bob@",
                "\"\"@example.com",
                "bob\r\n@example.com",
                "bob\0@example.com",
                "bob\u0085@example.com",
                "bob@exa mple.com",
                "bob@example..com",
                "bob@.example.com",
                "bob@example.com.",
                "bob@../../etc",
                "bob@example.com/x",
                "bob@[",
                "bob@[]",
                "bob@[127.0.0.1",
                "bob@[a]b]",
                "bob@ex\r\nample.com",
                "bob@*",
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AccountName.parse(text));
    }

    @Test
    void partsThatAreTooLongAreRefused() {
        String longest = "x".repeat(AccountName.MAX_LOCAL_PART);
        assertThat(AccountName.of(longest, "example.com").localPart()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> AccountName.of(longest + "x", "example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> AccountName.of("bob", "x".repeat(64) + ".com"));
        assertThatIllegalArgumentException().isThrownBy(() -> AccountName.of("bob", "x.".repeat(130) + "com"));
    }

    @Test
    void aRefusalShowsNoControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountName.parse("bob@ex\r\nample.com"))
                .withMessageNotContaining("\r");
    }

    @Test
    void aBareNameHasNoDomain() {
        assertThat(AccountName.bare("Bob").isBare()).isTrue();
        assertThat(AccountName.bare("bob")).isNotEqualTo(AccountName.parse("bob@example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> AccountName.of("bob", ""));
    }

    /** Else an account could not be found by the name under which it is kept. */
    @Test
    void aNameReadFromItsTextIsTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String pool = "aAzZ.@\" \\<>,;:()[]İıßΣςéE\u0301\u0323\u0307ÅÅﬁあガカ\u3099。．/\uD83D\uDE00-_09";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                text.append(pool.charAt(random.nextInt(pool.length())));
            }
            AccountName name = random.nextBoolean()
                    ? AccountName.bare(text.toString())
                    : AccountName.of(text.toString(), "example.com");
            assertThat(AccountName.parse(name.toString())).as("seed " + seed).isEqualTo(name);
            assertDomainIsStableOrRefused(text.toString(), seed);
        }
    }

    private static void assertDomainIsStableOrRefused(String text, long seed) {
        String domain;
        try {
            domain = AccountName.canonicalDomain(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(AccountName.canonicalDomain(domain)).as("seed " + seed).isEqualTo(domain);
    }

    @Test
    void namesSortByDomainFirst() {
        assertThat(AccountName.parse("z@a.example")).isLessThan(AccountName.parse("a@b.example"));
        assertThat(AccountName.parse("a@a.example")).isLessThan(AccountName.parse("b@a.example"));
    }
}
