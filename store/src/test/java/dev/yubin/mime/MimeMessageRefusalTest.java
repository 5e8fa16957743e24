package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @EnumSource(
            value = TransferEncoding.class,
            names = {"QUOTED_PRINTABLE", "BASE64", "UUENCODE", "UNKNOWN"})
    void whatHasPartsIsNotEncoded(TransferEncoding encoding) {
        byte[] octets = "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        refused(() -> MimeMessageBuilder.create()
                        .multipart("mixed", MimeMessageBuilder.create().text("x"))
                        .encoding(encoding)
                        .build())
                .withMessageContaining("multipart/mixed")
                .withMessageContaining("RFC 2045 §6.4")
                .withMessageContaining("its parts");
        for (String type : List.of("message/rfc822", "message/partial", "multipart/mixed; boundary=b")) {
            refused(() -> MimeMessageBuilder.create()
                            .contentType(type)
                            .body(octets)
                            .encoding(encoding)
                            .build())
                    .withMessageContaining(encoding.token())
                    .withMessageContaining("RFC 2046 §5.2");
        }
    }

    @Test
    void nobodyIsToldToEncodeAMessage() {
        byte[] octets = "Subject: é\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        MimeMessageBuilder message =
                MimeMessageBuilder.create().contentType("message/rfc822").body(octets);
        refused(() -> message.encoding(TransferEncoding.SEVEN_BIT).build())
                .withMessageContaining("leave the encoding out")
                .withMessageNotContaining("BASE64");
    }

    @Test
    void aMultipartIsNotLessThanItsParts() {
        MimeMessageBuilder part =
                MimeMessageBuilder.create().encoding(TransferEncoding.EIGHT_BIT).text("é");
        refused(() -> MimeMessageBuilder.create()
                        .multipart("mixed", part)
                        .encoding(TransferEncoding.SEVEN_BIT)
                        .build())
                .withMessageContaining("8bit");
    }

    @Test
    void whatFillsALineIsRefusedByTheMethodThatTakesIt() {
        String long1 = "x".repeat(1000);
        refused(() -> MimeMessageBuilder.create().header(long1, "x")).withMessageContaining("998");
        refused(() -> MimeMessageBuilder.create().header(long1, "é")).withMessageContaining("998");
        refused(() -> MimeMessageBuilder.create().contentType("text/" + long1)).withMessageContaining("998");
        refused(() -> MimeMessageBuilder.create().contentType("text/plain; " + long1 + "=1"))
                .withMessageContaining("998");
        refused(() -> MimeMessageBuilder.create().multipart("mixed; x*0=" + long1, MimeMessageBuilder.create()))
                .withMessageContaining("998");
        refused(() -> MimeMessageBuilder.create().messageId(long1)).withMessageContaining("998");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\tb@x",
                "a b@x",
                "a(b)c@x",
                "(a)",
                "a@x(b)",
                "\"ab\"@x",
                "<a@x",
                "a@x>",
                "a,b@x <c@x>",
                "<<a@x>>",
                "a<b@x",
                "\"a@x"
            })
    void anIdThatIsReadAsAnotherIsRefused(String id) {
        refused(() -> MimeMessageBuilder.create().messageId(id)).withMessageContaining("<unique@example.com>");
        refused(() -> MimeMessageBuilder.create().contentId(id));
        refused(() -> MimeMessageBuilder.create().inReplyTo(id));
        refused(() -> MimeMessageBuilder.create().references("1@x", id));
        refused(() -> MimeMessageBuilder.create().inline(id, "image/png", new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain charset utf-8",
                "text/plain/x",
                "text/plain; charset",
                "text/plain; =x",
                "text/plain, x=y"
            })
    void aTypeOfWhichSomethingWouldBeLeftOutIsRefused(String type) {
        refused(() -> MimeMessageBuilder.create().contentType(type)).withMessageContaining("charset=utf-8");
        refused(() -> MimeMessageBuilder.create().multipart(type, MimeMessageBuilder.create()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u001b?", "\u001b$B", "\u001b(J\\"})
    void aTextThatIsReadAsAnotherIsRefused(String text) {
        refused(() -> MimeMessageBuilder.create()
                        .charset("ISO-2022-JP")
                        .text(text)
                        .build())
                .withMessageContaining("take UTF-8");
    }

    @Test
    void aPartIsNotWithinItself() {
        MimeMessageBuilder outer = MimeMessageBuilder.create();
        MimeMessageBuilder middle = MimeMessageBuilder.create();
        MimeMessageBuilder inner = MimeMessageBuilder.create();
        refused(() -> outer.attach(outer)).withMessageContaining("within itself");
        refused(() -> outer.multipart("mixed", inner, outer)).withMessageContaining("within itself");
        outer.attach(middle);
        middle.multipart("mixed", inner);
        refused(() -> inner.attach(outer)).withMessageContaining("within itself");
        refused(() -> inner.multipart("mixed", outer)).withMessageContaining("within itself");
        inner.attach(MimeMessageBuilder.create().text("x"));
        assertThat(outer.build()).asString().contains("\r\nx\r\n");
    }

    @Test
    void manyPartsWithinOneAnotherAreLookedAtOnce() {
        MimeMessageBuilder part = MimeMessageBuilder.create().text("x");
        for (int i = 0; i < 60; i++) {
            // Two ways into each: 2^60 ways in all.
            part = MimeMessageBuilder.create().attach(part).attach(part);
        }
        MimeMessageBuilder all = part;
        refused(() -> all.attach(all)).withMessageContaining("within itself");
    }

    static Stream<Arguments> nulls() {
        byte[] none = {};
        String[] noStrings = null;
        MimeMessageBuilder[] noParts = null;
        return Stream.of(
                nothing("addresses", b -> b.from(noStrings)),
                nothing("addresses[0]", b -> b.from((String) null)),
                nothing("addresses[1]", b -> b.from("a@x.example", null)),
                nothing("address", b -> b.sender(null)),
                nothing("addresses", b -> b.replyTo(noStrings)),
                nothing("addresses", b -> b.to(noStrings)),
                nothing("addresses[1]", b -> b.to("a@x.example", null)),
                nothing("addresses", b -> b.cc(noStrings)),
                nothing("addresses", b -> b.bcc(noStrings)),
                nothing("subject", b -> b.subject(null)),
                nothing("date", b -> b.date(null)),
                nothing("id", b -> b.messageId(null)),
                nothing("id", b -> b.inReplyTo(null)),
                nothing("ids", b -> b.references(noStrings)),
                nothing("ids[1]", b -> b.references("1@x", null)),
                nothing("name", b -> b.header(null, "x")),
                nothing("value", b -> b.header("X", null)),
                nothing("name", b -> b.rawHeader(null, "x")),
                nothing("value", b -> b.rawHeader("X", (String) null)),
                nothing("name", b -> b.rawHeader(null, none)),
                nothing("value", b -> b.rawHeader("X", (byte[]) null)),
                nothing("plain", b -> b.text(null)),
                nothing("source", b -> b.html(null)),
                nothing("charset", b -> b.charset(null)),
                nothing("encoding", b -> b.encoding(null)),
                nothing("contentType", b -> b.contentType(null)),
                nothing("content", b -> b.body(null)),
                nothing("subtype", b -> b.multipart(null, MimeMessageBuilder.create())),
                nothing("parts", b -> b.multipart("mixed", noParts)),
                nothing("parts[1]", b -> b.multipart("mixed", MimeMessageBuilder.create(), null)),
                nothing("boundary", b -> b.boundary(null)),
                nothing("preamble", b -> b.preamble(null)),
                nothing("epilogue", b -> b.epilogue(null)),
                nothing("kind", b -> b.disposition(null)),
                nothing("kind", b -> b.disposition(null, "x")),
                nothing("filename", b -> b.disposition("inline", null)),
                nothing("id", b -> b.contentId(null)),
                nothing("filename", b -> b.attach(null, "text/plain", none)),
                nothing("contentType", b -> b.attach("x", null, none)),
                nothing("content", b -> b.attach("x", "text/plain", null)),
                nothing("message", b -> b.attachMessage(null)),
                nothing("part", b -> b.attach(null)),
                nothing("contentId", b -> b.inline(null, "image/png", none)),
                nothing("contentType", b -> b.inline("a@x", null, none)),
                nothing("content", b -> b.inline("a@x", "image/png", null)));
    }

    private static Arguments nothing(String parameter, Consumer<MimeMessageBuilder> call) {
        return Arguments.of(parameter, call);
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nothingGivenIsNamed(String parameter, Consumer<MimeMessageBuilder> call) {
        MimeMessageBuilder builder = MimeMessageBuilder.create().text("x");
        byte[] before = builder.build();
        assertThatNullPointerException().isThrownBy(() -> call.accept(builder)).withMessage(parameter);
        assertThat(builder.build()).isEqualTo(before);
    }

    private static ThrowableAssertAlternative<IllegalArgumentException> refused(ThrowingCallable call) {
        return assertThatIllegalArgumentException().isThrownBy(call);
    }
}
