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
import org.junit.jupiter.api.Test;

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
