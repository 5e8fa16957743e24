package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.mime.MimeMessageBuilder;
import dev.yubin.mime.MimePart;
import dev.yubin.mime.MimeStructure;
import dev.yubin.mime.ParsedMessage;
import dev.yubin.store.MessageContent;
import org.junit.jupiter.api.Test;

/** Mails made without a mail library, and one part of many cut out of one. */
class MakeAMailTest {
    private static final byte[] PDF = {'%', 'P', 'D', 'F', 0, 1};

    @Test
    void aMailIsMadeInALineOrTwo() throws Exception {
        byte[] mail = MimeMessageBuilder.create()
                .from("Alice <alice@example.com>")
                .to("bob@example.org")
                .subject("はろー")
                .text("Hello")
                .html("<p>Hello</p>")
                .attach("請求書.pdf", "application/pdf", PDF)
                .build();

        ParsedMessage read = ParsedMessage.parse(MessageContent.of(mail));
        assertThat(read.subject()).contains("はろー");
        assertThat(read.attachment("請求書.pdf").orElseThrow().bytes()).isEqualTo(PDF);
    }

    @Test
    void oneAttachmentIsCutOut() throws Exception {
        MessageContent stored = MimeMessageBuilder.create()
                .text("Hello")
                .attach("one.bin", "application/octet-stream", new byte[1_000_000])
                .attach("two.txt", "text/plain", "two".getBytes())
                .content();

        MimePart two = MimeStructure.scan(stored).root().parts().get(2);
        MessageContent body = two.body(stored);
        assertThat(body.size()).isEqualTo(two.bodyLength()).isLessThan(10);
    }
}
