package dev.yubin.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** One field in UTF-8 as ASCII has it (RFC 6858 §2), without the end of its last line; empty if there is no way. */
final class SurrogateField {
    /** §2.1, and those besides that have addresses and nothing else. */
    private static final Set<String> ADDRESSES = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "resent-from",
            "resent-sender",
            "resent-reply-to",
            "resent-to",
            "resent-cc",
            "resent-bcc",
            "disposition-notification-to",
            "return-receipt-to",
            "errors-to",
            "mail-followup-to",
            "mail-reply-to");

    /** Fields of which programs read every word. Those of lists and of content belong to them. */
    private static final Set<String> STRUCTURED = Set.of(
            "date",
            "resent-date",
            "delivery-date",
            "received",
            "message-id",
            "resent-message-id",
            "original-message-id",
            "in-reply-to",
            "references",
            "supersedes",
            "mime-version",
            "accept-language",
            "auto-submitted",
            "original-recipient",
            "authentication-results",
            "arc-authentication-results",
            "arc-message-signature",
            "arc-seal",
            "dkim-signature",
            "domainkey-signature",
            "received-spf",
            "autocrypt");

    private SurrogateField() {}

    /** The field that the cursor is at. */
    static String of(HeaderCursor cursor) {
        String name = cursor.name();
        String body = new String(cursor.body(), StandardCharsets.UTF_8);
        String key = name.toLowerCase(Locale.ROOT);
        if (key.equals("return-path")) {
            return SurrogateAddresses.path(name, body);
        }
        if (ADDRESSES.contains(key)) {
            return SurrogateAddresses.list(name, body);
        }
        if (key.equals("content-type")) {
            return SurrogateParameters.type(name, body);
        }
        if (key.equals("content-disposition")) {
            return SurrogateParameters.disposition(name, body);
        }
        if (key.equals("list-id")) {
            return SurrogateAddresses.listId(name, body);
        }
        if (key.equals("keywords")) {
            return phrases(name, Phrase.clean(body));
        }
        return isStructured(key) ? comments(name, Phrase.clean(body)) : text(name, body);
    }

    private static boolean isStructured(String key) {
        boolean content = key.startsWith(ContentFields.PREFIX) && !key.equals("content-description");
        return content || key.startsWith("list-") || STRUCTURED.contains(key);
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** RFC 6858 §2.3. */
    private static String text(String name, String body) {
        return new FieldFolder(name).encoded(HeaderText.readable(body)).toString();
    }

    /** RFC 5322 §3.6.5: phrases with commas between them. Each has encoded words of its own. */
    private static String phrases(String name, String body) {
        if (body.indexOf('"') >= 0) {
            return text(name, body);
        }
        FieldFolder field = new FieldFolder(name);
        String comma = "";
        for (String phrase : body.split(",")) {
            field.text(comma);
            String stripped = phrase.strip();
            if (isAscii(stripped)) {
                field.text(" " + stripped);
            } else {
                field.encoded(HeaderText.readable(stripped));
            }
            comma = ",";
        }
        return field.toString();
    }

    /** A structured field; UTF-8 in its comments only can be encoded (RFC 6857 §3.1.3). */
    private static String comments(String name, String body) {
        FieldFolder field = new FieldFolder(name);
        String space = " ";
        int from = 0;
        int at = 0;
        while (at < body.length()) {
            int end = tokenEnd(body, at);
            String token = body.substring(at, end);
            if (!isAscii(token)) {
                if (token.charAt(0) != '(') {
                    return "";
                }
                field.text((space + body.substring(from, at)).stripTrailing()).comment(commentText(token));
                space = "";
                from = end;
            }
            at = end;
        }
        return field.text(space + body.substring(from)).toString();
    }

    /** Where the comment, the quoted string or the one character ends that is there. */
    private static int tokenEnd(String body, int at) {
        char c = body.charAt(at);
        if (c == '(') {
            return FieldLexer.commentEnd(body, at);
        }
        int end = at + 1;
        if (c == '"') {
            while (end < body.length() && body.charAt(end) != '"') {
                end += body.charAt(end) == '\\' ? 2 : 1;
            }
            end++;
        }
        return Math.min(end, body.length());
    }

    private static String commentText(String comment) {
        FieldLexer lexer = new FieldLexer(comment, FieldLexer.SPECIALS);
        lexer.next();
        return HeaderText.readable(lexer.comment());
    }
}
