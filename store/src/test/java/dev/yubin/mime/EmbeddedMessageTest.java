package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in messages (RFC 2046 §5.2, RFC 6532 §3.7) and in digests (RFC 2046 §5.1.5). */
class EmbeddedMessageTest {
    @Test
    void aMessageMayLieInAMessage() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: message/rfc822

                Subject: one
                Content-Type: message/rfc822

                Subject: two
                Content-Type: text/html

                <p>
                """);
        MimePart root = Trees.scan(octets).root();
        MimePart one = root.embedded().orElseThrow();
        MimePart two = one.embedded().orElseThrow();
        assertThat(one.offset()).isEqualTo(root.bodyOffset());
        assertThat(one.length()).isEqualTo(root.bodyLength());
        assertThat(two.offset()).isEqualTo(one.bodyOffset());
        assertThat(Trees.body(two, octets)).isEqualTo("<p>\r\n");
        assertThat(root.lines()).isEqualTo(7);
        assertThat(one.lines()).isEqualTo(4);
        assertThat(two.lines()).isEqualTo(1);
        assertThat(two.embedded()).isEmpty();
    }

    @Test
    void itMayBeAMultipart() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: message/rfc822

                Subject: forwarded
                Content-Type: multipart/alternative; boundary=inner

                --inner

                plain
                --inner
                Content-Type: text/html

                <p>
                --inner--

                --outer

                after
                --outer--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  message/rfc822
                    multipart/alternative
                      text/plain "plain" 0
                      text/html "<p>" 0
                  text/plain "after" 0
                """);
    }

    @Test
    void itsMultipartMayBeEndedFromOutside() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: message/rfc822

                Content-Type: multipart/alternative; boundary=inner

                --inner

                plain
                --outer--
                --inner--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  message/rfc822
                    multipart/alternative
                      text/plain "plain" 0
                """);
    }

    @Test
    void aHeaderAloneIsAMessage() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/report; boundary=b

                --b
                Content-Type: message/rfc822

                Subject: returned

                --b
                Content-Type: message/rfc822

                --b--
                """);
        MimePart root = Trees.scan(octets).root();
        MimePart returned = root.parts().get(0);
        assertThat(Trees.body(returned, octets)).isEqualTo("Subject: returned\r\n\r\n");
        assertThat(returned.embedded())
                .hasValueSatisfying(
                        message -> assertThat(message.headerLength()).isEqualTo(21));
        assertThat(root.parts().get(1).bodyLength()).isZero();
        assertThat(root.parts().get(1).embedded())
                .hasValueSatisfying(message -> assertThat(message.length()).isZero());
    }

    @Test
    void aMessageWithoutABodyHasAnEmptyOne() throws IOException {
        MimePart root =
                Trees.scan(Trees.octets("Content-Type: message/rfc822\n\n")).root();
        assertThat(root.embedded())
                .hasValueSatisfying(message -> assertThat(message.length()).isZero());
        assertThat(Trees.scan(Trees.octets("Content-Type: message/rfc822\n"))
                        .root()
                        .embedded())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "message/rfc822,7bit,true",
        "message/rfc822,8bit,true",
        "message/rfc822,binary,true",
        "message/rfc822,x-strange,true",
        "message/rfc822,BASE64,false",
        "message/rfc822,Quoted-Printable,false",
        "message/global,8bit,true",
        "message/global,base64,false",
        "message/global,quoted-printable,false",
        "MESSAGE/RFC822,7bit,true",
        "message/partial,7bit,false",
        "message/delivery-status,7bit,false",
        "message/disposition-notification,7bit,false",
        "message/global-headers,8bit,false",
        "text/rfc822-headers,7bit,false",
        "message/news,7bit,false",
    })
    void onlyMessagesAsTheyAreAreLookedInto(String type, String encoding, boolean embedded) throws IOException {
        byte[] octets = Trees.octets(
                "Content-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n\nSubject: x\n\nbody\n");
        assertThat(Trees.scan(octets).root().embedded().isPresent()).isEqualTo(embedded);
    }

    /** RFC 2045 §6.4 allows no encoding of a multipart; who names one has not done it. */
    @ParameterizedTest
    @ValueSource(strings = {"base64", "quoted-printable", "x-strange"})
    void aMultipartIsLookedIntoWhateverItsEncoding(String encoding) throws IOException {
        byte[] octets = Trees.octets("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: " + encoding
                + "\n\n--b\n\nx\n--b--\n");
        assertThat(Trees.of(octets)).isEqualTo("multipart/mixed\n  text/plain \"x\" 0\n");
    }

    @Test
    void anEncodedMessageEndsAtTheDelimiterOfItsMultipart() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: message/rfc822
                Content-Transfer-Encoding: base64

                U3ViamVjdDogeA0KDQp5
                --b

                x
                --b--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  message/rfc822 "U3ViamVjdDogeA0KDQp5" 0
                  text/plain "x" 0
                """);
    }

    @Test
    void partsOfADigestAreMessages() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/digest; boundary=b

                --b

                Subject: one

                1
                --b
                Content-ID: <2@x>

                Subject: two
                Content-Type: text/html

                2
                --b
                Content-Type: text/plain

                Subject: three
                --b
                Content-Type: multipart/mixed; boundary=inner

                --inner

                four
                --b--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/digest
                  message/rfc822
                    text/plain "1" 0
                  message/rfc822
                    text/html "2" 0
                  text/plain "Subject: three" 0
                  multipart/mixed
                    text/plain "four" 0
                """);
    }

    /** RFC 2046 §5.2.3: the body is a phantom, and what its header says is true of data that is elsewhere. */
    @Test
    void dataThatIsElsewhereIsNotLookedInto() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: message/external-body; access-type=local-file; name="/a"

                Content-Type: multipart/mixed; boundary=phantom
                Content-ID: <1@x>

                --phantom

                THIS IS NOT REALLY THE BODY!
                --phantom--
                --b
                Content-Type: message/external-body; access-type=x

                Content-Type: message/rfc822

                Subject: phantom
                --b--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  message/external-body
                    multipart/mixed "--phantom\\n\\nTHIS IS NOT REALLY THE BODY!\\n--phantom--" 3
                  message/external-body
                    message/rfc822 "Subject: phantom" 0
                """);
        MimePart phantom = Trees.scan(octets).root().parts().get(0).embedded().orElseThrow();
        assertThat(phantom.contentId()).contains("<1@x>");
    }
}
