package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2183. */
class ContentDispositionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "inline | inline",
                "Attachment; filename=genome.jpeg; modification-date=\"Wed, 12 Feb 1997 16:29:51 -0500\" | attachment; filename=genome.jpeg; modification-date=\"Wed, 12 Feb 1997 16:29:51 -0500\"",
                "(c) inline (c) ; (c) filename = a | inline; filename=a",
                "\"attachment\"; filename=a | attachment; filename=a",
                "attachment filename=a b.txt | attachment; filename=\"a b.txt\"",
                "filename=a.txt | attachment; filename=a.txt",
                "; filename=a.txt | attachment; filename=a.txt",
                "form-data; name=x | form-data; name=x",
                "attachment; filename=a.txt; filename=b.txt | attachment; filename=a.txt; filename=b.txt",
                "inline;;; | inline",
            })
    void dispositionsAreRead(String written, String disposition) {
        assertThat(ContentDisposition.parse(written))
                .hasValueSatisfying(read -> assertThat(read).hasToString(disposition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "(inline)", "/", "@inline"})
    void whatNamesNoKindIsNone(String written) {
        assertThat(ContentDisposition.parse(written)).isEmpty();
    }

    /** RFC 2183 §2.8. */
    @ParameterizedTest
    @CsvSource({"inline,true", "INLINE,true", "attachment,false", "form-data,false", "x-unknown,false", "; a=b,false"})
    void whatIsNotInlineIsAnAttachment(String written, boolean inline) {
        ContentDisposition disposition = ContentDisposition.parse(written).orElseThrow();
        assertThat(disposition.isInline()).isEqualTo(inline);
        assertThat(disposition.isAttachment()).isNotEqualTo(inline);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "filename=\"a b.txt\" | a b.txt",
                "filename=\"=?utf-8?B?44GC?=.txt\" | あ.txt",
                "filename*=utf-8''%e3%81%82.txt; filename=a.txt | あ.txt",
                "filename*0*=utf-8''%e3%81; filename*1*=%82; filename*2=.txt | あ.txt",
                "filename=\"../../etc/passwd\" | ../../etc/passwd",
                "filename=あ.txt | あ.txt",
            })
    void fileNamesAreDecoded(String parameters, String name) {
        assertThat(ContentDisposition.parse("attachment; " + parameters)
                        .orElseThrow()
                        .filename())
                .contains(name);
    }

    @Test
    void equalDispositionsAreEqual() {
        ContentDisposition disposition =
                ContentDisposition.parse("INLINE; filename=a").orElseThrow();
        ContentDisposition same =
                ContentDisposition.parse("inline; FILENAME=\"a\"").orElseThrow();
        assertThat(disposition).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(disposition).isNotEqualTo(ContentDisposition.parse("inline").orElseThrow());
        assertThat(disposition.filename()).contains("a");
        assertThat(ContentDisposition.parse("inline").orElseThrow().filename()).isEmpty();
    }
}
