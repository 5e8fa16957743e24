package dev.yubin.mime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One-time codes in the texts of mails. */
class OneTimeCodesTest {
    /** {@code /} with spaces around stands for a line end; the first code is given. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Your code is 482913.                                            | 482913",
                "Your verification code: 482913                                  | 482913",
                "482913 is your Example verification code.                       | 482913",
                "Your code is: / / 482913 / / It expires in 10 minutes.          | 482913",
                "482913 / is your login code                                     | 482913",
                "Hello Alice, / here is your one-time passcode: / *4829* / Bye   | 4829",
                "Use G-482913 as your Example code.                              | 482913",
                "Your code is 482-913.                                           | 482913",
                "Your code: 482 913                                              | 482913",
                "Enter this code: / 4 8 2 9 1 3                                  | 482913",
                "PIN: 0042                                                       | 0042",
                "Your PIN=0042                                                   | 0042",
                "OTP 12345678 valid until 2026-11-23 09:25                       | 12345678",
                "Code (482913)                                                   | 482913",
                "Your code is \"482913\"                                         | 482913",
                "Your code is 2026                                               | 2026",
                "Order 771204: your code is 482913                               | 482913",
                "Reference 771204 / Your code is 482913                          | 482913",
                "Invoice 771204, $123456, code 482913                            | 482913",
                "Code: K7PX29                                                    | K7PX29",
                "Your recovery code is / / 7QX4M2ZK                              | 7QX4M2ZK",
                "Ihr Bestätigungscode lautet 482913                              | 482913",
                "Ihr Code: 482913. Er gilt bis 24.12.2026.                       | 482913",
                "Ihre TAN: 482913                                                | 482913",
                "Su código de verificación es 482913                             | 482913",
                "Seu código: 4829                                                | 4829",
                "Votre code de vérification est le 482913                        | 482913",
                "Il tuo codice è 482913                                          | 482913",
                "Doğrulama kodunuz: 482913                                       | 482913",
                "Ваш код: 482913                                                 | 482913",
                "認証コードは482913です。                                            | 482913",
                "認証コード：482913                                                 | 482913",
                "確認コード / 4829 / 有効期限は10分です                                  | 4829",
                "ワンタイムパスワード: 48291377                                       | 48291377",
                "您的验证码是482913，5分钟内有效                                       | 482913",
                "인증번호 [482913]를 입력해 주세요                                     | 482913",
                "Please enter 482913 to continue                                 | 482913",
                "482913                                                          | 482913",
            })
    void theLikeliestCodeIsFirst(String text, String code) {
        assertThat(OneTimeCodes.find(text.replace(" / ", "\n"))).first().isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Nothing here",
                "Call 555 123 4567 now, or +49 30 1234567",
                "Tel 482913",
                "Your parcel 00340434161094042557 is on its way",
                "Meeting on 2026-11-23 at 09:25, room 4711",
                "Total: $4829.13 or 482,913 or 482913 EUR or € 482913 or 482913円",
                "Order 482913 has been shipped",
                "Invoice #482913",
                "Copyright 2026",
                "© 2026 Example, 10115 Berlin",
                "https://example.com/482913/code?otp=482913",
                "bob482913@example.com and 482913@example.com",
                "Version 1.482913.2, build v482913",
                "The file IMG_482913.jpg",
                "20261123",
                "Our zip code is 94043",
                "Use promo code 94043",
                "Scan the QR code 94043",
                "1234567 and 12345 and 4711",
                "Your code is in the other mail.",
                "Your code expires in 10 minutes, on 24.12.2026 at 09:25:00.",
                "Type the code for UTF8 and abc123 and A-B2C3D4",
                "Your code is 123456789",
                "Your code is 12-34-56-78-90",
                "SAVE2026NOW is nice"
            })
    void whatIsNoCodeIsNone(String text) {
        assertThat(OneTimeCodes.find(text)).isEmpty();
    }

    @Test
    void theOrderIsByHowNearTheCueIs() {
        String text = """
                333333 stands in the line before
                222222 is in front of the code 111111

                444444 stands in the line behind
                it goes on
                555555 is far away, and 77777 is no six digits
                """;
        assertThat(OneTimeCodes.find(text)).containsExactly("111111", "222222", "444444", "333333", "555555");
    }

    @Test
    void aYearCountsOnlyWhereThereIsNothingElse() {
        assertThat(OneTimeCodes.find("Your code is 4711. (c) 2026")).containsExactly("4711");
        assertThat(OneTimeCodes.find("Your code:\n2026")).isEmpty();
        assertThat(OneTimeCodes.find("Your code: 20261123")).containsExactly("20261123");
        assertThat(OneTimeCodes.find("Your code: 20269999 20261123")).isEmpty();
        assertThat(OneTimeCodes.find("Your code: 20269999, not 20261123")).containsExactly("20269999");
    }

    @Test
    void lettersAndDigitsCountOnlyOnACuesLineOrAlone() {
        assertThat(OneTimeCodes.find("Your code:\nK7PX29")).containsExactly("K7PX29");
        assertThat(OneTimeCodes.find("Your code:\nthis is K7PX29")).isEmpty();
        assertThat(OneTimeCodes.find("K7PX29")).isEmpty();
        assertThat(OneTimeCodes.find("Code K7PX2, K7PX29ABCDE, ABCDEFG, k7px29"))
                .isEmpty();
    }

    @Test
    void aRealMailHasOne() {
        String text = """
                Hi Alice,

                We noticed a sign-in to your account from Tokyo on 23 November 2026 at 18:25.
                To finish it, enter this code:

                    913 377

                It is good for 15 minutes. If this was not you, call +81 3-1234-5678 or visit
                https://example.com/security/482913?case=123456.

                Example Inc., 1600 Main Street, Springfield 12345
                Case 004711, © 2019-2026
                """;
        assertThat(OneTimeCodes.find(text)).containsExactly("913377");
    }

    @Test
    void eachIsThereOnce() {
        assertThat(OneTimeCodes.find("Code 482913\n482913\n\n\nagain 482913")).containsExactly("482913");
    }

    @Test
    void anyTextIsTaken() {
        String[] pool = {
            "1", "123", "123456", "code", "コード", " ", "\n", "-", ".", ",", "A", "a", "/", "$", "http://", "é", "\ud83d"
        };
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            assertThat(OneTimeCodes.find(text.toString()))
                    .as("seed %d", seed)
                    .allMatch(code -> code.length() >= 4 && code.length() <= 10);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "1-",
                "123456 ",
                "a",
                "A1",
                "code ",
                "コード",
                "code\n",
                "123456\n",
                "$ ",
                "      1 ",
                "\n"
            })
    void theTimeIsLinear(String piece) {
        String text = piece.repeat(300_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> OneTimeCodes.find(text));
    }
}
