package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message as its reader sees it. */
class ParsedMessageTest {
    @Test
    void theHeaderSaysWhoWroteWhatToWhomAndWhen() throws IOException {
        ParsedMessage message = parse("""
                From: =?UTF-8?Q?Zo=C3=AB?= <zoe@example.com>
                Sender: office@example.com
                Reply-To: team@example.com
                To: Bob <bob@example.org>, Friends: ann@example.org, carl@example.org;
                To: late@example.org
                Cc: dora@example.org (Dora)
                Bcc: eve@example.org
                Subject: =?ISO-2022-JP?B?GyRCJE8kbSE8GyhC?=
                Date: Mon, 23 Nov 2026 09:30:00 +0900
                Message-ID: <3@example.com>
                In-Reply-To: <2@example.com>
                References: <1@example.com>
                 <2@example.com>

                Hello
                """);
        assertThat(message.from()).extracting(MailboxAddress::address).containsExactly("zoe@example.com");
        assertThat(message.from().get(0).displayName()).contains("Zoë");
        assertThat(message.sender().map(MailboxAddress::address)).contains("office@example.com");
        assertThat(message.replyTo()).extracting(MailboxAddress::address).containsExactly("team@example.com");
        assertThat(message.to())
                .extracting(MailboxAddress::address)
                .containsExactly("bob@example.org", "ann@example.org", "carl@example.org", "late@example.org");
        assertThat(message.cc().get(0).displayName()).contains("Dora");
        assertThat(message.bcc()).extracting(MailboxAddress::address).containsExactly("eve@example.org");
        assertThat(message.subject()).contains("はろー");
        assertThat(message.date()).contains(OffsetDateTime.parse("2026-11-23T09:30:00+09:00"));
        assertThat(message.messageId()).contains("3@example.com");
        assertThat(message.inReplyTo()).containsExactly("2@example.com");
        assertThat(message.references()).containsExactly("1@example.com", "2@example.com");
        assertThat(message.header().list())
                .extracting(HeaderField::name)
                .startsWith("From", "Sender", "Reply-To", "To", "To", "Cc");
        assertThat(message.text()).isEqualTo("Hello\n");
        assertThat(message.html()).isEmpty();
    }

    @Test
    void ofNothingThereIsNothing() throws IOException {
        ParsedMessage message = parse("");
        assertThat(message.subject()).isEmpty();
        assertThat(message.from()).isEmpty();
        assertThat(message.sender()).isEmpty();
        assertThat(message.date()).isEmpty();
        assertThat(message.messageId()).isEmpty();
        assertThat(message.references()).isEmpty();
        assertThat(message.text()).isEmpty();
        assertThat(message.html()).isEmpty();
        assertThat(message.attachments()).isEmpty();
        assertThat(message.inlineParts()).isEmpty();
        assertThat(message.messages()).isEmpty();
        assertThat(message.links()).isEmpty();
        assertThat(message.codes()).isEmpty();
        assertThat(message).hasToString("from , no subject, 0 octets");
    }

    @Test
    void ofAlternativesThePlainOneIsTheTextAndTheOtherTheHtml() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Gr=C3=BC=C3=9Fe
                --b
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                PGI+R3LDvMOfZTwvYj4=
                --r
                Content-Type: image/png; name=logo.png
                Content-ID: <logo@example.com>
                Content-Transfer-Encoding: base64

                iVBORw==
                --r--
                --b
                Content-Type: text/calendar

                BEGIN:VCALENDAR
                --b--
                """);
        assertThat(message.text()).isEqualTo("Grüße");
        assertThat(message.html()).isEqualTo("<b>Grüße</b>");
        assertThat(message.attachments()).isEmpty();
        assertThat(message.inlineParts())
                .extracting(BodyPart::contentType)
                .extracting(ContentType::mediaType)
                .containsExactly("image/png", "text/calendar");
        BodyPart logo = message.inlineParts().get(0);
        assertThat(logo.contentId()).contains("logo@example.com");
        assertThat(logo.name()).contains("logo.png");
        assertThat(logo.bytes()).containsExactly(0x89, 'P', 'N', 'G');
        assertThat(logo.size()).isEqualTo(4);
        assertThat(logo.header().first("Content-ID")).contains("<logo@example.com>");
        try (InputStream in = logo.openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(logo.bytes());
        }
    }

    @Test
    void withoutAPlainFormTheTextIsMadeOfTheHtml() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: text/html; charset=utf-8

                <html><head><title>x</title></head><body><p>Hello&nbsp;Bob</p><p>Bye</p></body></html>
                """);
        assertThat(message.text().strip().split("\\s*\n\\s*")).containsExactly("Hello Bob", "Bye");
        assertThat(message.html()).contains("<p>Hello&nbsp;Bob</p>");
    }

    @Test
    void aFooterThatAListAppendsIsPartOfTheText() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/html

                <p>Hello</p>
                --b
                Content-Type: text/plain

                -- the list
                --b--
                """);
        assertThat(message.text().strip()).startsWith("Hello").endsWith("-- the list");
        assertThat(message.html()).isEqualTo("<p>Hello</p>");
    }

    @Test
    void aTextThatIsAFileIsAttached() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/mixed; boundary=b

                --b

                Hello
                --b
                Content-Type: text/plain; name=notes.txt

                notes
                --b
                Content-Type: text/plain
                Content-Disposition: attachment; filename*=utf-8''%E8%AB%8B%E6%B1%82.txt

                more
                --b
                Content-Type: text/csv

                1,2
                --b--
                """);
        assertThat(message.text()).isEqualTo("Hello");
        assertThat(message.attachments())
                .extracting(part -> part.name().orElse("-"))
                .containsExactly("notes.txt", "請求.txt", "-");
        assertThat(message.attachment("請求.txt").orElseThrow().text()).isEqualTo("more");
        assertThat(message.attachment("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<root@x>", "root@x", " < root@x >", "<\\\"root\\\"@x>"})
    void theRootOfRelatedPartsNeedNotBeTheFirst(String start) throws IOException {
        ParsedMessage message = parse("Content-Type: multipart/related; boundary=b; start=\"" + start + "\"" + """


                --b
                Content-Type: text/plain
                Content-ID: <other@x>

                other
                --b
                Content-Type: text/html
                Content-ID: (the root) <root@x>

                <p>root</p>
                --b--
                """);
        assertThat(message.html()).startsWith("<p>root</p>");
        assertThat(message.structure().root().parts()).hasSize(2);
    }

    @Test
    void aForwardedMessageIsAMessageAndAnAttachment() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/mixed; boundary=b

                --b

                See below.
                --b
                Content-Type: message/rfc822

                Subject: inner
                Content-Type: multipart/mixed; boundary=c

                --c

                Inner text
                --c
                Content-Disposition: attachment; filename=a.bin

                x
                --c--
                --b--
                """);
        assertThat(message.text()).isEqualTo("See below.");
        assertThat(message.attachments()).hasSize(1);
        ParsedMessage inner = message.messages().get(0);
        assertThat(inner.subject()).contains("inner");
        assertThat(inner.text()).isEqualTo("Inner text");
        assertThat(inner.attachment("a.bin").orElseThrow().bytes()).containsExactly('x');
    }

    /** RFC 6532 §3.7: a message/global may be encoded; senders encode message/rfc822 too. */
    @Test
    void anEncodedMessageIsDecodedToBeRead() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: message/global
                Content-Transfer-Encoding: base64

                U3ViamVjdDogaW5uZXINCg0KSGVsbG8=
                """);
        assertThat(message.messages().get(0).subject()).contains("inner");
        assertThat(message.messages().get(0).text()).isEqualTo("Hello");
    }

    @Test
    void whatADigestHasIsNotAttachedToIt() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/digest; boundary=b

                --b

                Subject: one

                1
                --b

                Subject: two

                2
                --b--
                """);
        assertThat(message.messages())
                .extracting(ParsedMessage::subject)
                .extracting(s -> s.orElse(""))
                .containsExactly("one", "two");
        assertThat(message.attachments()).isEmpty();
    }

    @Test
    void linksAreThoseOfTextAndHtmlEachOnce() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/alternative; boundary=b

                --b

                See https://example.com/a?x=1&y=2.
                --b
                Content-Type: text/html

                <a href="https://example.com/a?x=1&amp;y=2">here</a> <a href='https://example.com/b'>there</a>
                --b--
                """);
        assertThat(message.links()).containsExactly("https://example.com/a?x=1&y=2", "https://example.com/b");
    }

    @Test
    void aCodeIsFoundInTheText() throws IOException {
        assertThat(parse("\nYour verification code is 493817. It is valid for 10 minutes.\n")
                        .codes())
                .containsExactly("493817");
    }

    /** RFC 1468: what Japanese mail had before there were encoded words. */
    @Test
    void rawIso2022JpInTheSubjectIsRead() throws IOException {
        assertThat(parse("Subject: \u001B$B$O$m!<\u001B(B!\n\n").subject()).contains("はろー!");
        assertThat(parse("Subject: \u001B[2J\n\n").subject()).contains("\u001B[2J");
    }

    @Test
    void aMultipartWithoutAnyPartShowsWhatItHas() throws IOException {
        ParsedMessage message = parse("Content-Type: multipart/mixed; boundary=b\n\nnothing is delimited\n");
        assertThat(message.text()).isEqualTo("nothing is delimited\n");
    }

    @Test
    void textIsReadUpToALimit() throws IOException {
        ParsedMessage message = parse("Content-Type: text/plain; charset=utf-8\n\nあいうえお");
        BodyPart part = message.part(message.structure().root());
        assertThat(part.text(3)).isEqualTo("あいう");
        assertThat(part.text(0)).isEmpty();
        assertThat(part.text()).isEqualTo("あいうえお");
    }

    @Test
    void contentThatCannotBeReadIsTold() throws IOException {
        byte[] octets = "\r\nHello".getBytes(StandardCharsets.US_ASCII);
        boolean[] gone = {false};
        MessageContent content = new MessageContent() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream openStream(long offset) throws IOException {
                if (gone[0]) {
                    throw new IOException("gone");
                }
                return MessageContent.of(octets).openStream(offset);
            }
        };
        ParsedMessage message = ParsedMessage.parse(content);
        gone[0] = true;
        assertThatThrownBy(message::text)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void anEmptyPlainFormDoesNotHideTheHtml() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/alternative; boundary=b

                --b

                 \s
                --b
                Content-Type: text/html

                <p>Your code is 123456</p>
                --b--
                """);
        assertThat(message.text()).contains("Your code is 123456");
        assertThat(message.codes()).containsExactly("123456");
    }

    @Test
    void aLinkThatIsTextInHtmlIsALinkToo() throws IOException {
        assertThat(parse("Content-Type: text/html\n\n<p>Go to https://x.example/y now</p>\n")
                        .links())
                .containsExactly("https://x.example/y");
    }

    /** RFC 2046 §4.1.4 */
    @Test
    void aTextOfAnUnknownKindIsPlainText() throws IOException {
        assertThat(parse("Content-Type: text/markdown\n\n# Hello\n").text()).isEqualTo("# Hello\n");
    }

    @Test
    void limitsHoldForTheHeaderAndForMessagesWithinToo() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: message/rfc822

                Subject: inner
                To: somebody whose name goes on beyond the limit
                Content-Type: text/html

                x
                """);
        MimeLimits limits = MimeLimits.DEFAULT.withHeaderOctets(50);
        ParsedMessage message = ParsedMessage.parse(MessageContent.of(octets), limits);
        ParsedMessage inner = message.messages().get(0);
        assertThat(inner.structure().cuts()).containsExactly(MimeCut.HEADER);
        assertThat(inner.subject()).contains("inner");
        assertThat(inner.header().list()).hasSize(1);
        assertThatThrownBy(() -> limits.withDepth(501)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDeepestMessageThatIsLookedIntoIsRead() throws IOException {
        String nested = "Content-Type: multipart/related; boundary=b\n\n--b\n".repeat(1_500);
        ParsedMessage message =
                ParsedMessage.parse(MessageContent.of(Trees.octets(nested)), MimeLimits.DEFAULT.withDepth(500));
        assertThat(message.structure().cuts()).contains(MimeCut.DEPTH);
        assertThat(message.attachments()).isEmpty();
    }

    @Test
    void aFileNameIsOnOneLine() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: text/plain; name="=?utf-8?Q?a=0D=0AX?="
                Content-Disposition: attachment; filename*=utf-8''a%0D%0AX%00

                x
                """);
        assertThat(message.attachments().get(0).name()).contains("aX");
        assertThat(message.structure().root().contentType().name()).contains("aX");
    }

    @Test
    void rawOctetsInAHeaderAreReadAsThoseInABody() throws IOException {
        byte[] octets = "Subject: \u0093Hi\u0094\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ParsedMessage.parse(MessageContent.of(octets)).subject()).contains("\u201CHi\u201D");
    }

    @Test
    void aCodeThatOnlyTheHtmlHasIsFoundToo() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/alternative; boundary=b

                --b

                Please read the HTML version.
                --b
                Content-Type: text/html

                <p>Your code is <b>123456</b></p>
                --b--
                """);
        assertThat(message.codes()).containsExactly("123456");
    }

    /** RFC 2231 has its own way to encode, and no encoded words. */
    @Test
    void anEncodedWordInAnExtendedParameterIsText() throws IOException {
        ParsedMessage message =
                parse("Content-Disposition: attachment; filename*=utf-8''%3D%3Futf-8%3FQ%3F%3D41%3F%3D\n\nx");
        assertThat(message.attachments().get(0).name()).contains("=?utf-8?Q?=41?=");
    }

    @Test
    void aTextThatTheRootOfRelatedPartsNamesIsNotShownByItself() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: multipart/related; boundary=b

                --b
                Content-Type: text/html

                <p>Hello</p>
                --b
                Content-Type: text/plain
                Content-ID: <data@x>

                data
                --b--
                """);
        assertThat(message.text().strip()).isEqualTo("Hello");
        assertThat(message.inlineParts()).hasSize(1);
    }

    @Test
    void aTextIsNotCutWithinACharacter() throws IOException {
        ParsedMessage message = parse("Content-Type: text/plain; charset=utf-8\n\na\uD83D\uDE00b");
        BodyPart part = message.part(message.structure().root());
        assertThat(part.text(2)).isEqualTo("a");
        assertThat(part.text(3)).isEqualTo("a\uD83D\uDE00");
    }

    @Test
    void whatOneClicksOnIsNoLink() throws IOException {
        ParsedMessage message = parse("""
                Content-Type: text/html

                <a href="https://click.example/1">https://shop.example/pay...</a> or <a name=x>https://x.example/</a>
                """);
        assertThat(message.links()).containsExactly("https://click.example/1", "https://x.example/");
    }

    private static ParsedMessage parse(String text) throws IOException {
        return ParsedMessage.parse(MessageContent.of(Trees.octets(text)));
    }
}
