package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.AccountName;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameArgumentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bob | bob",
                "<bob> | bob",
                "Bob@Example.COM | bob@example.com",
                "<bob@example.com> | bob@example.com",
                "\"bob\"@example.com | bob@example.com",
                "\"a b\" | \"a b\"",
                "\"a b\"@example.com | \"a b\"@example.com",
                "\"a\\\" b\"@example.com | \"a\\\" b\"@example.com",
                "\">\"@example.com | \">\"@example.com",
                "bob@[127.0.0.1] | bob@[127.0.0.1]",
            })
    void namesAreRead(String argument, String name) throws SmtpSyntaxException {
        AccountName expected = AccountName.parse(name);
        assertThat(NameArgument.parse(argument, Replies.VRFY_SYNTAX)).isEqualTo(new NameArgument(expected, false));
        assertThat(NameArgument.parse(argument + " smtputf8", Replies.VRFY_SYNTAX))
                .isEqualTo(new NameArgument(expected, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "<", ">", "<>", "@", "bob@", "@example.com", "<bob", "bob>", "a@b@c", "a..b", "a,b"})
    void whatIsNoNameIsRefused(String argument) {
        assertThatThrownBy(() -> NameArgument.parse(argument, Replies.EXPN_SYNTAX))
                .isInstanceOfSatisfying(
                        SmtpSyntaxException.class, e -> assertThat(e.reply()).isEqualTo(Replies.EXPN_SYNTAX));
    }

    @Test
    void anyArgumentIsANameOrASyntaxError() {
        Random random = new Random(5);
        String alphabet = "ab@.<>\"\\ +[]:,ö\t\u0001SMTPUTF8";
        int names = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder argument = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                argument.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                AccountName name = NameArgument.parse(argument.toString(), Replies.VRFY_SYNTAX)
                        .name();
                assertThat(AccountName.parse(name.toString())).isEqualTo(name);
                names++;
            } catch (SmtpSyntaxException e) {
                assertThat(e.reply().isPositive()).isFalse();
            }
        }
        assertThat(names).isGreaterThan(1000);
    }
}
