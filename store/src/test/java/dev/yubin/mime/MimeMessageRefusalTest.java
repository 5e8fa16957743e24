package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the builder does not write: nothing gets into a header that was not meant to. */
class MimeMessageRefusalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a ",
                "é",
                "a\r\nb",
                "b",
                "0123456789012345678901234567890123456789012345678901234567890123456789x"
            })
    void aBoundaryThatCannotBeIsRefused(String boundary) {
        refused(() -> MimeMessageBuilder.create()
                .multipart("mixed", MimeMessageBuilder.create().text("x\n--bcd"))
                .boundary(boundary)
                .build());
    }

    @Test
    void aMultipartSaysItsBoundaryInOnePlaceOnly() {
        // As a parameter it would be the first of two, and no reader would find a part.
        refused(() -> MimeMessageBuilder.create().multipart("mixed; boundary=foo"));
        refused(() -> MimeMessageBuilder.create().multipart("mixed; Boundary*0=foo"));
    }

    @Test
    void nothingCanBeInjected() {
        for (String bad : new String[] {"x\r\nBcc: evil@example.com", "x\rBcc: y", "x\nBcc: y", "x\0", "\r\n"}) {
            refused(() -> MimeMessageBuilder.create().from("a" + bad + "@example.com"));
            refused(() -> MimeMessageBuilder.create().to("A" + bad + " <a@example.com>"));
            refused(() -> MimeMessageBuilder.create().subject(bad));
            refused(() -> MimeMessageBuilder.create().header("X", bad));
            refused(() -> MimeMessageBuilder.create().header(bad, "x"));
            refused(() -> MimeMessageBuilder.create().rawHeader("X", bad));
            refused(() -> MimeMessageBuilder.create().rawHeader(bad, "x"));
            refused(() -> MimeMessageBuilder.create().messageId("<" + bad + "@x>"));
            refused(() -> MimeMessageBuilder.create().references("<1@x>", bad));
            refused(() -> MimeMessageBuilder.create().contentId(bad + "@x"));
            refused(() -> MimeMessageBuilder.create().contentType("text/plain; x=\"" + bad + "\""));
            refused(() -> MimeMessageBuilder.create().multipart("mixed; x=\"" + bad + "\""));
            refused(() -> MimeMessageBuilder.create().attach(bad, "text/plain", new byte[0]));
            refused(() -> MimeMessageBuilder.create().disposition(bad));
            refused(() -> MimeMessageBuilder.create().charset("utf-8" + bad));
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedWithAWordOnWhatToDo() {
        refused(() -> MimeMessageBuilder.create().charset("US-ASCII").text("é").build())
                .withMessageContaining("take UTF-8");
        refused(() -> MimeMessageBuilder.create().charset("no-such-charset")).withMessageContaining("no-such-charset");
        refused(() -> MimeMessageBuilder.create()
                .contentType("text/plain; charset=US-ASCII")
                .text("é")
                .build());
        refused(() -> MimeMessageBuilder.create()
                        .encoding(TransferEncoding.SEVEN_BIT)
                        .text("é")
                        .build())
                .withMessageContaining("take BASE64");
        refused(() -> MimeMessageBuilder.create()
                .encoding(TransferEncoding.EIGHT_BIT)
                .body(new byte[1])
                .build());
        refused(() -> MimeMessageBuilder.create()
                .encoding(TransferEncoding.UNKNOWN)
                .text("")
                .build());
        refused(() -> MimeMessageBuilder.create().text("").body(new byte[0]).build())
                .withMessageContaining("attach");
        refused(() ->
                MimeMessageBuilder.create().contentType("text/plain").html("").build());
        refused(() -> MimeMessageBuilder.create().multipart("mixed").build());
        refused(() -> MimeMessageBuilder.create().contentType("text"));
        refused(() -> MimeMessageBuilder.create().from("no address"));
        refused(() -> MimeMessageBuilder.create().to("a@example.com, b@example.com"));
        refused(() -> MimeMessageBuilder.create().messageId(""));
        refused(() -> MimeMessageBuilder.create().disposition("attachment; filename=x"));
    }

    private static ThrowableAssertAlternative<IllegalArgumentException> refused(ThrowingCallable call) {
        return assertThatIllegalArgumentException().isThrownBy(call);
    }
}
