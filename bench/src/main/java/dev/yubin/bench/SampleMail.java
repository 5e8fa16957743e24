package dev.yubin.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Mails whose structure is scanned; the same octets in each run. */
public enum SampleMail {
    /** Text, HTML and three attachments: 100 KB. */
    ATTACHMENTS_100_KB("100 KB with attachments") {
        @Override
        List<byte[]> octets() {
            return List.of(withAttachments(100_000));
        }
    },
    /** The same with 1 MB. */
    ATTACHMENTS_1_MB("1 MB with attachments") {
        @Override
        List<byte[]> octets() {
            return List.of(withAttachments(1_000_000));
        }
    },
    /** The same with 10 MB. */
    ATTACHMENTS_10_MB("10 MB with attachments") {
        @Override
        List<byte[]> octets() {
            return List.of(withAttachments(10_000_000));
        }
    },
    /** A thousand of 2 KB, text and HTML. */
    SMALL("1,000 of 2 KB") {
        @Override
        List<byte[]> octets() {
            return IntStream.range(0, 1000).mapToObj(SampleMail::alternative).toList();
        }
    },
    /** Forwarded and forwarded again, in multiparts. */
    NESTED("40 levels deep") {
        @Override
        List<byte[]> octets() {
            return List.of(nested(20));
        }
    };

    private static final String[] WORDS =
            "the mail of a server is kept in order as long as there are boxes to keep it".split(" ");

    private final String title;

    SampleMail(String title) {
        this.title = title;
    }

    /** As a table says it. */
    String title() {
        return title;
    }

    /** The mails of one operation. */
    abstract List<byte[]> octets();

    private static byte[] withAttachments(int size) {
        Random random = new Random(4711);
        StringBuilder mail = new StringBuilder(size + 1000);
        mail.append(header(random)).append(multipart("mixed", "outer"));
        mail.append("\r\n--=_outer-7c1f2d\r\n").append(multipart("alternative", "inner"));
        mail.append(alternatives(random, 4000, "inner"));
        int attachment = (size - mail.length()) / 3 - 320;
        for (int i = 1; i <= 3; i++) {
            mail.append("\r\n--=_outer-7c1f2d\r\nContent-Type: application/pdf; name=\"Report ")
                    .append(i)
                    .append(".pdf\"\r\nContent-Disposition: attachment; filename=\"Report ")
                    .append(i)
                    .append(".pdf\"; size=")
                    .append(attachment)
                    .append("\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <report")
                    .append(i)
                    .append("@example.com>\r\n\r\n")
                    .append(base64(random, attachment));
        }
        return octets(mail.append("\r\n--=_outer-7c1f2d--\r\n"));
    }

    private static byte[] alternative(int number) {
        Random random = new Random(number);
        StringBuilder mail = new StringBuilder(header(random));
        mail.append(multipart("alternative", "inner")).append(alternatives(random, 200, "inner"));
        return octets(mail);
    }

    /** Each level is a multipart of a text and a message, which holds the next level. */
    private static byte[] nested(int levels) {
        Random random = new Random(4711);
        StringBuilder mail = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            String boundary = "=_level" + level + "-7c1f2d";
            mail.append(header(random))
                    .append(multipart("mixed", "level" + level))
                    .append("\r\n--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")
                    .append(text(random, 1000))
                    .append("\r\n--" + boundary + "\r\nContent-Type: message/rfc822\r\n\r\n");
        }
        mail.append(header(random)).append("Content-Type: text/plain\r\n\r\n").append(text(random, 1000));
        for (int level = levels - 1; level >= 0; level--) {
            mail.append("\r\n--=_level" + level + "-7c1f2d--\r\n");
        }
        return octets(mail);
    }

    private static String header(Random random) {
        return """
                Return-Path: <shop@example.org>
                Received: from mx1.example.org (mx1.example.org [192.0.2.25])
                    by mail.example.com with ESMTPS id 9F3A7C01D2
                    for <bob@example.com>; Mon, 23 Nov 2026 09:30:00 +0900
                Received: from app.example.org (app.example.org [192.0.2.80])
                    by mx1.example.org with ESMTP id 4C0B; Mon, 23 Nov 2026 09:29:58 +0900
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=2026;
                    h=from:to:subject:date:message-id:mime-version:content-type;
                    bh=%s;
                    b=%s
                Date: Mon, 23 Nov 2026 09:29:57 +0900
                From: =?UTF-8?B?44GK5bqX?= <shop@example.org>
                To: Bob <bob@example.com>, "Alice, of Sales" <alice@example.com>
                Subject: =?UTF-8?Q?Order_=E2=84=96?= %d
                Message-ID: <%d.4711@app.example.org>
                List-Unsubscribe: <https://example.org/unsubscribe?id=%d>
                X-Mailer: Shop 4.2
                MIME-Version: 1.0
                """.formatted(token(random, 44), token(random, 172), random.nextInt(9999), random.nextInt(9999), 4)
                .replace("\n", "\r\n");
    }

    private static String multipart(String subtype, String name) {
        return "Content-Type: multipart/" + subtype + ";\r\n boundary=\"=_" + name + "-7c1f2d\"\r\n\r\n";
    }

    private static String alternatives(Random random, int size, String name) {
        String delimiter = "\r\n--=_" + name + "-7c1f2d";
        return delimiter
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                + text(random, size)
                + delimiter
                + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + "<html><body style=3D\"margin:0\"><!-- order -->\r\n<p>"
                + text(random, size * 2)
                + "</p></body></html>"
                + delimiter
                + "--\r\n";
    }

    /** Lines of words. */
    private static String text(Random random, int size) {
        StringBuilder text = new StringBuilder(size + 80);
        int line = 0;
        while (text.length() < size) {
            String word = WORDS[random.nextInt(WORDS.length)];
            text.append(word);
            line += word.length() + 1;
            text.append(line < 70 ? " " : "\r\n");
            line = line < 70 ? line : 0;
        }
        return text.toString();
    }

    private static String token(Random random, int size) {
        byte[] data = new byte[size * 3 / 4];
        random.nextBytes(data);
        return Base64.getEncoder().encodeToString(data);
    }

    /** So many octets of it, in lines of 76. */
    private static String base64(Random random, int size) {
        byte[] data = new byte[size * 57 / 78 + 1];
        random.nextBytes(data);
        return Base64.getMimeEncoder().encodeToString(data);
    }

    private static byte[] octets(CharSequence mail) {
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
