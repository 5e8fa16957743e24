package dev.yubin.mime;

/** stub */
final class MailCharset {
    static String decode(byte[] b, int o, int l, String n) {
        return new String(b, o, l, java.nio.charset.StandardCharsets.UTF_8);
    }
}
