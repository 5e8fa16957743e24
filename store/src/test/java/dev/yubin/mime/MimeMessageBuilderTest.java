package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is built is what was said. */
class MimeMessageBuilderTest {
    @Test
    void aSimpleMail() {
        byte[] mail = MimeMessageBuilder.create()
                .text("Hello,\nworld")
                .subject("Greetings")
                .to("bob@example.com", "Carol C. <carol@example.com>")
                .from("Alice <alice@example.com>")
                .date(OffsetDateTime.parse("2026-11-23T10:20:30+09:00"))
                .messageId("1@example.com")
                .build();
        assertThat(new String(mail, StandardCharsets.US_ASCII)).isEqualTo("""
                Date: Mon, 23 Nov 2026 10:20:30 +0900
                From: Alice <alice@example.com>
                To: bob@example.com, "Carol C." <carol@example.com>
                Message-ID: <1@example.com>
                Subject: Greetings
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                Hello,
                world
                """.replace("\n", "\r\n"));
    }

    @Test
    void nothingSaidIsAnEmptyMessage() {
        assertThat(MimeMessageBuilder.create().build()).asString().isEqualTo("\r\n");
        assertThat(MimeMessageBuilder.create().subject("x").build()).asString().isEqualTo("Subject: x\r\n\r\n");
    }

    @Test
    void everythingAtOnce() throws IOException {
        byte[] pdf = "%PDF\0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        byte[] inner =
                MimeMessageBuilder.create().subject("inner").text("inner text").build();
        MimeMessageBuilder builder = MimeMessageBuilder.create()
                .from("a@example.com")
                .subject("はろー")
                .text("plain")
                .html("<img src='cid:logo@x'>")
                .inline("logo@x", "image/png", new byte[] {1, 2, 3})
                .attach("報告.pdf", "application/pdf", pdf)
                .attachMessage(inner);
        byte[] mail = builder.build();
        assertThat(builder.build()).isEqualTo(mail);
        MimePart root = scan(mail);
        assertThat(Trees.of(mail)).isEqualTo("""
                multipart/mixed
                  multipart/alternative
                    text/plain "plain" 0
                    multipart/related
                      text/html "<img src='cid:logo@x'>" 0
                      image/png "AQID" 0
                  application/pdf "JVBERgD/" 0
                  message/rfc822
                    text/plain "inner text\\n" 1
                """);
        assertThat(HeaderFields.read(MessageContent.of(mail)).firstDecoded("Subject"))
                .contains("はろー");
        MimePart related = root.parts().get(0).parts().get(1);
        assertThat(related.contentType().parameters().get("type")).contains("text/html");
        assertThat(related.parts().get(1).contentId()).contains("<logo@x>");
        assertThat(related.parts().get(1).disposition().orElseThrow().isInline())
                .isTrue();
        MimePart attachment = root.parts().get(1);
        assertThat(attachment.disposition().flatMap(ContentDisposition::filename))
                .contains("報告.pdf");
        assertThat(attachment.disposition().orElseThrow().isAttachment()).isTrue();
        assertThat(decoded(mail, attachment)).isEqualTo(pdf);
        assertThat(root.parts().get(2).body(MessageContent.of(mail)).toByteArray())
                .isEqualTo(inner);
        Trees.check(root, mail);
    }

    @Test
    void theExampleOfTheProject() throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .multipart(
                        "mixed",
                        MimeMessageBuilder.create().charset("US-ASCII").text("Hello, MIME!"),
                        MimeMessageBuilder.create().charset("ISO-2022-JP").text("はろー MIME!"))
                .boundary("Sample-Boundary")
                .build();
        assertThat(new String(mail, StandardCharsets.US_ASCII)).isEqualTo("""
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=Sample-Boundary

                --Sample-Boundary
                Content-Type: text/plain; charset=US-ASCII

                Hello, MIME!
                --Sample-Boundary
                Content-Type: text/plain; charset=ISO-2022-JP

                \u001b$B$O$m!<\u001b(B MIME!
                --Sample-Boundary--
                """.replace("\n", "\r\n"));
        assertThat(text(mail, scan(mail).parts().get(1))).isEqualTo("はろー MIME!");
    }

    /** RFC 3464: what the server sends when a message cannot be delivered. */
    @Test
    void aDeliveryStatusNotification() throws IOException {
        byte[] returned = "From: a@example.com\r\nSubject: lost\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] mail = MimeMessageBuilder.create()
                .from("Mail Delivery <postmaster@mx.example>")
                .to("a@example.com")
                .subject("Undelivered")
                .header("Auto-Submitted", "auto-replied")
                .multipart(
                        "report; report-type=delivery-status",
                        MimeMessageBuilder.create().text("It could not be delivered."),
                        MimeMessageBuilder.create()
                                .contentType("message/delivery-status")
                                .text("""
                                Reporting-MTA: dns; mx.example

                                Final-Recipient: rfc822; b@example.com
                                Action: failed
                                Status: 5.1.1
                                """),
                        MimeMessageBuilder.create()
                                .contentType("text/rfc822-headers")
                                .body(returned))
                .build();
        assertThat(Trees.of(mail)).isEqualTo("""
                multipart/report
                  text/plain "It could not be delivered." 0
                  message/delivery-status "Reporting-MTA: dns; mx.example\\n\\nFinal-Recipient: rfc822; b@example.com\\n\
                Action: failed\\nStatus: 5.1.1\\n" 5
                  text/rfc822-headers "From: a@example.com\\nSubject: lost\\n" 2
                """);
        MimePart report = scan(mail);
        assertThat(report.contentType().parameters().get("report-type")).contains("delivery-status");
        assertThat(report.parts()).allMatch(part -> part.transferEncoding() == TransferEncoding.SEVEN_BIT);
        assertThat(report.parts().get(1).contentType().charset()).isEmpty();
        assertThat(mail)
                .asString(StandardCharsets.US_ASCII)
                .contains("\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n");
    }

    @Test
    void findingABoundaryTakesTimeThatIsLinear() throws IOException {
        StringBuilder nasty = new StringBuilder();
        for (int i = 1; i <= 150_000; i++) {
            nasty.append("--=_").append(i).append("\r\n");
        }
        byte[] mail = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> MimeMessageBuilder.create()
                        .text("Not delivered")
                        .attachMessage(nasty.toString().getBytes(StandardCharsets.US_ASCII))
                        .build());
        assertThat(scan(mail).contentType().boundary()).contains("=_150001");
        assertThat(scan(mail).parts()).hasSize(2);
    }

    @Test
    void boundariesDoNotOccurInWhatTheyDelimit() throws IOException {
        MimeMessageBuilder inner = MimeMessageBuilder.create()
                .multipart("mixed", MimeMessageBuilder.create().text("--=_1\n--=_20"));
        byte[] mail = MimeMessageBuilder.create()
                .multipart("mixed", inner, MimeMessageBuilder.create().text("\n--=_4"), MimeMessageBuilder.create())
                .preamble("--=_5")
                .epilogue("--=_6--")
                .build();
        assertThat(scan(mail).contentType().boundary()).contains("=_7");
        assertThat(Trees.of(mail)).isEqualTo("""
                multipart/mixed
                  multipart/mixed
                    text/plain "--=_1\\n--=_20" 1
                  text/plain "\\n--=_4" 1
                  text/plain "" 0
                """);
        assertThat(mail).asString().contains("\r\n\r\n--=_5\r\n--=_7\r\n").endsWith("\r\n--=_7--\r\n--=_6--\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed; boundary=foo", "mixed; BOUNDARY=\"foo\"", "mixed; boundary*0=f; boundary*1=oo"})
    void aBoundaryGivenWithTheSubtypeIsTheBoundary(String subtype) throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .multipart(subtype + "; x=y", MimeMessageBuilder.create().text("one"))
                .build();
        assertThat(fields(mail).first("Content-Type")).contains("multipart/mixed; x=y; boundary=foo");
        assertThat(Trees.of(mail)).isEqualTo("""
                multipart/mixed
                  text/plain "one" 0
                """);
    }

    @Test
    void ofTwoBoundariesTheLastGivenCounts() throws IOException {
        MimeMessageBuilder builder = MimeMessageBuilder.create()
                .boundary("a")
                .multipart("mixed; boundary=b", MimeMessageBuilder.create().text("x"));
        assertThat(scan(builder.build()).contentType().boundary()).contains("b");
        assertThat(scan(builder.boundary("c").build()).contentType().boundary()).contains("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/mixed; boundary=b", "message/rfc822", "message/global"})
    void whatHasPartsIsNotEncodedUnlessItIsAsked(String type) throws IOException {
        byte[] octets = "--b\r\n\r\né\r\n--b--".getBytes(StandardCharsets.UTF_8);
        byte[] mail = MimeMessageBuilder.create().attach("x", type, octets).build();
        MimePart part = scan(mail).parts().get(0);
        assertThat(part.transferEncoding()).isEqualTo(TransferEncoding.EIGHT_BIT);
        assertThat(part.body(MessageContent.of(mail)).toByteArray()).isEqualTo(octets);
    }

    @Test
    void aMultipartMaySayThatItIsMoreThanItNeeds() throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .multipart("mixed", MimeMessageBuilder.create().text("x"))
                .encoding(TransferEncoding.EIGHT_BIT)
                .build();
        assertThat(scan(mail).transferEncoding()).isEqualTo(TransferEncoding.EIGHT_BIT);
    }

    @Test
    void addressesAreAddedOrSetAndMayBeGroups() throws IOException {
        HeaderFields fields = fields(MimeMessageBuilder.create()
                .from("old@example.com")
                .from("Jörg Müller <j@example.com>", "k@example.com")
                .sender("s@example.com")
                .replyTo("r@example.com")
                .to("a@example.com")
                .to("Friends: b@example.com, C <c@example.com>;")
                .cc("\"d e\"@example.com")
                .bcc("f@[127.0.0.1]")
                .build());
        assertThat(fields.list())
                .extracting(HeaderField::name)
                .containsExactly("From", "Sender", "Reply-To", "To", "Cc", "Bcc");
        assertThat(Address.parseMailboxes(fields.first("From").orElseThrow()))
                .extracting(mailbox -> mailbox.displayName().orElse("") + "|" + mailbox.address())
                .containsExactly("Jörg Müller|j@example.com", "|k@example.com");
        assertThat(fields.first("To")).contains("a@example.com, Friends: b@example.com, C <c@example.com>;");
        assertThat(fields.first("Cc")).contains("\"d e\"@example.com");
    }

    @Test
    void manyAddressesAreFolded() throws IOException {
        String[] many = new String[200];
        for (int i = 0; i < many.length; i++) {
            String name = i % 2 == 0 ? "Person, " + i : "Persönlich ".repeat(i % 9 + 1);
            many[i] = "\"" + name + "\" <person" + i + "@example.com>";
        }
        byte[] mail = MimeMessageBuilder.create().to(many).build();
        assertThat(new String(mail, StandardCharsets.US_ASCII).lines()).allMatch(line -> line.length() <= 78);
        assertThat(Address.parseList(fields(mail).first("To").orElseThrow())).hasSize(200);
    }

    @Test
    void rawFieldsAreAsGivenAndTakeThePlaceOfContentFields() throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .from("a@example.com")
                .rawHeader("from", " <<broken>")
                .rawHeader("Subject", "=?x?\r\n\tfolded é")
                .rawHeader("X-Latin", new byte[] {(byte) 0xE9})
                .rawHeader("MIME-Version", "1.0 (x)")
                .rawHeader("Content-type", "text/plain; charset=\"unknown-8bit\"")
                .rawHeader("Content-transfer-encoding", "base64")
                .text("!!!not base64")
                .build();
        assertThat(new String(mail, StandardCharsets.ISO_8859_1)).isEqualTo("""
                From: a@example.com
                from:  <<broken>
                Subject: =?x?
                \tfolded Ã©
                X-Latin: é
                MIME-Version: 1.0 (x)
                Content-type: text/plain; charset="unknown-8bit"
                Content-transfer-encoding: base64

                !!!not base64
                """.replace("\n", "\r\n"));
    }

    @Test
    void traceFieldsStandInFrontInTheirOrder() throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .subject("x")
                .header("X-Y", "z")
                .header("Received", "2")
                .header("Return-Path", "<>")
                .header("Received", "1")
                .header("Resent-To", "b@example.com")
                .references("1@x", "<2@x>")
                .inReplyTo("<2@x>")
                .build();
        assertThat(fields(mail).list())
                .extracting(HeaderField::name)
                .containsExactly(
                        "Received",
                        "Return-Path",
                        "Received",
                        "Resent-To",
                        "In-Reply-To",
                        "References",
                        "Subject",
                        "X-Y");
        assertThat(fields(mail).first("References")).contains("<1@x> <2@x>");
    }

    @Test
    void thereAreDefaultsForThoseWhoWantThem() throws IOException {
        MimeMessageBuilder builder =
                MimeMessageBuilder.create().from("a@example.com").withDefaults();
        HeaderFields first = fields(builder.build());
        assertThat(first.first("Date").flatMap(MailDate::parse)).isPresent();
        assertThat(first.first("Message-ID").orElseThrow()).startsWith("<").endsWith("@example.com>");
        assertThat(fields(builder.build()).first("Message-ID")).isNotEqualTo(first.first("Message-ID"));
        assertThat(fields(builder.messageId("x@y").build()).all("Message-ID")).containsExactly("<x@y>");
        assertThat(fields(MimeMessageBuilder.create()
                                .from("a@[127.0.0.1]")
                                .withDefaults()
                                .build())
                        .first("Message-ID"))
                .isPresent();
    }

    @Test
    void aSubjectIsInTheCharsetOfTheText() throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .subject("はろー")
                .charset("ISO-2022-JP")
                .text("はろー")
                .build();
        assertThat(fields(mail).first("Subject").orElseThrow()).startsWith("=?ISO-2022-JP?B?");
        assertThat(fields(mail).firstDecoded("Subject")).contains("はろー");
        assertThat(text(mail, scan(mail))).isEqualTo("はろー\r\n");
        assertThat(scan(mail).transferEncoding()).isEqualTo(TransferEncoding.SEVEN_BIT);
    }

    @Test
    void aTypeHasItsParameters() throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .contentType("text/plain; format=flowed; x=\"a b\"")
                .text("x")
                .build();
        assertThat(fields(mail).first("Content-Type")).contains("text/plain; format=flowed; x=\"a b\"; charset=utf-8");
        assertThat(fields(MimeMessageBuilder.create()
                                .contentType("text/enriched; charset=latin1")
                                .text("é")
                                .build())
                        .first("Content-Type"))
                .contains("text/enriched; charset=latin1");
    }

    @Test
    void aSubjectMayHaveAnyRunOfBlanks() throws IOException {
        String subject = "a" + " ".repeat(2000) + "b";
        byte[] mail = MimeMessageBuilder.create()
                .subject(subject)
                .header("X", subject)
                .build();
        assertThat(fields(mail).firstDecoded("Subject")).contains(subject);
        assertThat(fields(mail).firstDecoded("X")).contains(subject);
    }

    @Test
    void noAddressesAndNoIdsAreNoField() throws IOException {
        assertThat(MimeMessageBuilder.create()
                        .from()
                        .replyTo()
                        .to()
                        .cc()
                        .bcc()
                        .references()
                        .build())
                .asString()
                .isEqualTo("\r\n");
        HeaderFields fields = fields(MimeMessageBuilder.create()
                .from("a@example.com")
                .from()
                .to("b@example.com")
                .to()
                .references("1@x")
                .references()
                .build());
        assertThat(fields.list()).extracting(HeaderField::name).containsExactly("To");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1@x",
                "no-at",
                "a..b@x",
                "a=b+c/d$e%f@[127.0.0.1]",
                "\"a b\"@x",
                "é@例え.jp",
                "a@[IPv6:::1]",
                "a@b@c"
            })
    void anIdIsReadAsItIsGiven(String id) throws IOException {
        byte[] mail = MimeMessageBuilder.create()
                .messageId(id)
                .inReplyTo("<" + id + ">")
                .references(id, id)
                .contentId(id)
                .build();
        HeaderFields fields = fields(mail);
        for (String name : new String[] {"Message-ID", "In-Reply-To", "Content-ID"}) {
            assertThat(MessageId.parse(fields.first(name).orElseThrow())).contains(id);
        }
        assertThat(MessageId.parseList(fields.first("References").orElseThrow()))
                .containsExactly(id, id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "Text/Plain ; Charset = us-ascii;",
                "text/x; a=\"b;\\\"c d\"; e=f/g; title*=utf-8''%41",
                "text/x (a comment); a=b; name=\"=?utf-8?Q?old?=\""
            })
    void aTypeIsTakenInAnyFormThatSaysItAll(String type) throws IOException {
        byte[] mail =
                MimeMessageBuilder.create().contentType(type).body(new byte[0]).build();
        assertThat(scan(mail).contentType()).isEqualTo(ContentType.parse(type).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-8", "UTF-16", "UTF-16LE", "ISO-2022-JP", "Shift_JIS", "EUC-JP", "GB18030", "windows-1251"})
    void aTextComesBackInAnyCharsetThatHasIt(String charset) throws IOException {
        String text = charset.equals("windows-1251") ? "Привет" : "はろー";
        byte[] mail = MimeMessageBuilder.create()
                .charset(charset)
                .subject(text)
                .text(text)
                .html(text)
                .build();
        assertThat(text(mail, scan(mail).parts().get(0))).isEqualTo(text);
        assertThat(fields(mail).firstDecoded("Subject")).contains(text);
    }

    @Test
    void aNameThatLooksEncodedIsTheNameOfTheFile() throws IOException {
        String name = "=?utf-8?Q?=41?=.txt";
        byte[] mail = MimeMessageBuilder.create()
                .attach(name, "text/plain", new byte[0])
                .build();
        assertThat(scan(mail).parts().get(0).disposition().flatMap(ContentDisposition::filename))
                .contains(name);
    }

    @Test
    void manyRecipientsMayBeGivenOneByOne() throws IOException {
        MimeMessageBuilder builder = MimeMessageBuilder.create();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 20_000; i++) {
                builder.bcc(i + "@x");
            }
        });
        byte[] mail = builder.build();
        String body = new String(mail, StandardCharsets.US_ASCII).substring("Bcc:".length());
        assertThat(body.lines().limit(2)).allMatch(line -> line.length() <= 78);
        assertThat(body).startsWith(" 0@x, 1@x, 2@x,").endsWith(" 19999@x\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@[127.0.0.1]", "a@[x y]", "a@[x(y)z]", "a@é.example", "\"a b\"@x"})
    void aDefaultIdIsMadeForAnyAuthor(String author) throws IOException {
        byte[] mail = MimeMessageBuilder.create().from(author).withDefaults().build();
        String written = fields(mail).first("Message-ID").orElseThrow();
        assertThat(MessageId.parse(written)).contains(written.substring(1, written.length() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "he, 7bit",
        "hé and so on, quoted-printable",
        "hé, base64",
        "'', 7bit",
        "x\\0, base64",
        "hé\\n, base64",
        "\\n, 7bit"
    })
    void aTextThatIsAllOfAMessageEndsWithALineEndHoweverItIsEncoded(String escaped, String encoding)
            throws IOException {
        String text = escaped.translateEscapes();
        String lines = text.replace("\n", "\r\n");
        byte[] mail = MimeMessageBuilder.create().text(text).build();
        assertThat(scan(mail).transferEncoding().token()).isEqualTo(encoding);
        assertThat(text(mail, scan(mail)))
                .isEqualTo(lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n");
        byte[] page = MimeMessageBuilder.create().html(text).build();
        assertThat(text(page, scan(page))).isEqualTo(text(mail, scan(mail)));
        byte[] parts = MimeMessageBuilder.create().text(text).html(text).build();
        for (MimePart part : scan(parts).parts()) {
            assertThat(text(parts, part)).isEqualTo(lines);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferEncoding.class,
            names = {"QUOTED_PRINTABLE", "BASE64", "UUENCODE"})
    void aBodyThatIsEncodedIsExact(TransferEncoding encoding) throws IOException {
        for (String text : List.of("", "hé", "h\r\n", "h ", "x".repeat(75), "x".repeat(76), "h=", ".", "\r")) {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            byte[] mail = MimeMessageBuilder.create()
                    .contentType("text/plain; charset=utf-8")
                    .encoding(encoding)
                    .body(octets)
                    .build();
            assertThat(decoded(mail, scan(mail))).as(text).isEqualTo(octets);
            assertThat(mail).endsWith('\r', '\n');
            assertThat(new String(mail, StandardCharsets.US_ASCII).lines()).allMatch(line -> line.length() <= 76);
        }
    }

    private static MimePart scan(byte[] mail) throws IOException {
        return MimeStructure.scan(MessageContent.of(mail)).root();
    }

    private static HeaderFields fields(byte[] mail) throws IOException {
        return HeaderFields.read(MessageContent.of(mail));
    }

    private static byte[] decoded(byte[] mail, MimePart part) throws IOException {
        byte[] body = part.body(MessageContent.of(mail)).toByteArray();
        try (InputStream in = part.transferEncoding().decode(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static String text(byte[] mail, MimePart part) throws IOException {
        return new String(
                decoded(mail, part),
                Charset.forName(part.contentType().charset().orElseThrow()));
    }
}
