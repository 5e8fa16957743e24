package dev.yubin.pop3;

import dev.yubin.protocol.spi.Output;
import java.nio.charset.StandardCharsets;

/**
 * A status line, RFC 1939 §3: {@code +OK} or {@code -ERR}, perhaps a response code (RFC 2449 §8), and a text in each
 * {@link Language}. CR, LF and other control characters cannot get into one. Text that is no response code does not begin
 * with a bracket.
 */
final class Reply {
    private final String status;
    private final String english;
    private final String japanese;

    private Reply(String status, String english, String japanese) {
        if (!english.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                || japanese.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A status line is printable, and ASCII in English");
        }
        this.status = status;
        this.english = english;
        this.japanese = japanese;
    }

    static Reply ok(String english, String japanese) {
        return new Reply("+OK ", english, japanese);
    }

    /** A success whose text is for programs: it is the same in all languages. */
    static Reply ok(String text) {
        return ok(text, text);
    }

    static Reply err(String english, String japanese) {
        return new Reply("-ERR ", english, japanese);
    }

    /** An error with a response code, such as {@code IN-USE}. */
    static Reply err(String code, String english, String japanese) {
        return new Reply("-ERR [" + code + "] ", english, japanese);
    }

    /** What a mechanism asks a client (RFC 5034 §4). */
    static Reply challenge(String base64) {
        return new Reply("+ ", base64, base64);
    }

    /** Writes a reply that the transcript does not show. */
    void writeMaskedTo(Output out) {
        out.transcript().server(status + "****");
        out.write(octets(Language.ENGLISH));
    }

    void writeTo(Output out, Language language) {
        out.transcript().server(in(language));
        out.write(octets(language));
    }

    private byte[] octets(Language language) {
        return (in(language) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The line without its CRLF. */
    String in(Language language) {
        return status + (language == Language.JAPANESE ? japanese : english);
    }

    @Override
    public String toString() {
        return in(Language.ENGLISH);
    }
}
