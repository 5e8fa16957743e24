package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content fields written by their toString and read again; names of parameters that look like those of RFC 2231. */
class WrittenFieldsTest {
    @ParameterizedTest
    @ValueSource(strings = {"inline", "\"form data\"; name=x", "\"x*=y\"", "\"\"", "filename=a b.txt"})
    void aDispositionIsReadAgainAsItWasWritten(String body) {
        ContentDisposition disposition = ContentDisposition.parse(body).orElseThrow();
        assertThat(ContentDisposition.parse(disposition.toString())).hasValue(disposition);
    }

    @Test
    void aNameThatIsNoFormOfRfc2231IsANameOfItsOwn() {
        MimeParameters parameters = ContentType.parse("a/b; fi*lename=1; title*x*2=2; fi*lename=3; *=4; y**=5")
                .orElseThrow()
                .parameters();
        assertThat(parameters.values())
                .containsExactly(
                        Map.entry("fi*lename", "1"),
                        Map.entry("title*x*2", "2"),
                        Map.entry("*", "4"),
                        Map.entry("y**", "5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b\u3042", "\u000e\u3042", "\u000f\u3042"})
    void textWithWhatShiftsItsCharsetIsWrittenInUtf8(String text) {
        String written = EncodedWords.encode(text, Charset.forName("ISO-2022-JP"));
        assertThat(written).startsWith("=?UTF-8?");
        assertThat(EncodedWords.decode(written)).isEqualTo(text);
    }
}
