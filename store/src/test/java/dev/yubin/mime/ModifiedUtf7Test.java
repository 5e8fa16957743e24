package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3501 §5.1.3. */
class ModifiedUtf7Test {
    @ParameterizedTest
    @CsvSource({
        "INBOX, INBOX",
        "~peter/mail/台北/日本語, '~peter/mail/&U,BTFw-/&ZeVnLIqe-'",
        "日本語, &ZeVnLIqe-",
        "Entwürfe, Entw&APw-rfe",
        "&, &-",
        "a&b&, a&-b&-",
        "é&é, &AOk-&-&AOk-",
        "-é-, -&AOk--",
        "😀, &2D3eAA-",
        "a😀😀b, a&2D3eANg93gA-b"
    })
    void aTextHasOneEncoding(String text, String encoded) {
        assertThat(ModifiedUtf7.encode(text)).isEqualTo(encoded);
        assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(text);
    }

    @Test
    void controlsAreEncodedAndNothingIsNothing() {
        assertThat(ModifiedUtf7.encode("\0\t\u007f")).isEqualTo("&AAAACQB,-");
        assertThat(ModifiedUtf7.decode("&AAAACQB,-")).isEqualTo("\0\t\u007f");
        assertThat(ModifiedUtf7.encode("")).isEmpty();
        assertThat(ModifiedUtf7.decode("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&", // without an end
                "&ZeVnLIqe",
                "&ZeVnLIqe-&", // the same behind a good one
                "&AGE-", // a printable character in base64
                "&ZeUAYQ-",
                "&ACY-", // an ampersand in base64
                "&ZeU-&Zyw-", // a superfluous shift
                "&ZeV-", // bits that stand for nothing
                "&Ze-", // half a unit of UTF-16
                "&Z-",
                "&ZeU=-", // padding
                "&U/BTFw-", // the slash of plain base64
                "&Z eU-",
                "&2D0-", // halves of surrogate pairs
                "&3gA-",
                "&3gDYPQ-",
                "日本語", // octets that are not US-ASCII
                "a\tb",
                "a\u007f"
            })
    void whatIsNoEncodingIsRefused(String encoded) {
        assertThatIllegalArgumentException().isThrownBy(() -> ModifiedUtf7.decode(encoded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ude00\ud83d", "\ud83dx"})
    void halfOfASurrogatePairIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ModifiedUtf7.encode(text));
    }

    @Test
    void anyTextComesBack() {
        Random random = new Random(3501);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                    .map(c -> random.nextBoolean() ? c % 0x80 : c)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String encoded = ModifiedUtf7.encode(text);
            assertThat(encoded).matches("[ -~]*");
            assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(text);
        }
    }
}
