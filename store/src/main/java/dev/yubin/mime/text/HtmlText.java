package dev.yubin.mime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a reader sees of a mail that is only HTML, as plain text: tags, comments, scripts and styles dropped, references
 * decoded, white space collapsed, a no-break space being a space like any other. Block elements and {@code br} begin new
 * lines, paragraphs and lists have an empty line around them, list items a hyphen in front, table cells a space between.
 * Of links the text is kept; {@link #links} has where they go. Styles are not looked at: what they hide is there.
 *
 * <p>Any text is HTML here: time is linear, nothing is ever thrown.
 */
public final class HtmlText {
    /** Elements with a line of their own. */
    private static final Set<String> BLOCKS = Set.of(
            ("address article aside body caption center dd details div dt fieldset figcaption figure footer form header"
                            + " hr html legend main nav section summary table tbody tfoot thead tr")
                    .split(" "));
    /** Elements with an empty line around them. */
    private static final Set<String> PARAGRAPHS = Set.of("blockquote dl h1 h2 h3 h4 h5 h6 ol p pre ul".split(" "));
    /** Characters that take no room: soft hyphen, combining grapheme joiner, zero width space and its like. */
    private static final String UNSEEN = "\u00AD\u034F\u200B\u2060\uFEFF";

    private final StringBuilder text = new StringBuilder();
    private final int max;
    /** What is in front of the next character that can be seen: line ends, a list item's hyphen, spaces. */
    private int breaks;

    private boolean item;
    private int spaces;
    private int preformatted;
    private boolean afterReturn;

    private HtmlText(int max) {
        this.max = max;
    }

    /** The text of some HTML, with LF as line end and without one at its end; it ends when it has so many chars. */
    public static String toText(String html, int maxChars) {
        return toText(html, maxChars, true);
    }

    /** As {@link #toText}, without what one clicks on: it stands there in place of where it leads. */
    public static String outsideLinks(String html, int maxChars) {
        return toText(html, maxChars, false);
    }

    private static String toText(String html, int maxChars, boolean links) {
        HtmlText text = new HtmlText(Math.max(0, maxChars));
        HtmlTags tags = new HtmlTags(html);
        HtmlEntities entities = new HtmlEntities(html);
        boolean inLink = false;
        HtmlTags.Kind kind = tags.next();
        while (kind != HtmlTags.Kind.END && !text.isFull()) {
            if (kind != HtmlTags.Kind.TEXT) {
                text.tag(tags.name(), kind == HtmlTags.Kind.CLOSE);
                if (tags.name().equals("a")) {
                    inLink = kind == HtmlTags.Kind.OPEN && tags.href() != null;
                }
            } else if (links || !inLink) {
                text.add(html, tags.start(), tags.end(), entities);
            } else {
                text.block(1);
            }
            kind = tags.next();
        }
        return text.cut();
    }

    /**
     * Where the links go: the href of each {@code a} and {@code area}, decoded, without white space around and line breaks
     * within it, in their order. They may be of any kind: {@code mailto:}, {@code #top}, {@code javascript:}.
     */
    public static List<String> links(String html) {
        List<String> links = new ArrayList<>();
        HtmlTags tags = new HtmlTags(html);
        for (HtmlTags.Kind kind = tags.next(); kind != HtmlTags.Kind.END; kind = tags.next()) {
            boolean link = tags.name().equals("a") || tags.name().equals("area");
            if (kind == HtmlTags.Kind.OPEN && link && tags.href() != null) {
                String url = url(HtmlEntities.decode(tags.href()));
                if (!url.isEmpty()) {
                    links.add(url);
                }
            }
        }
        return links;
    }

    private static String url(String href) {
        StringBuilder url = new StringBuilder(href.length());
        for (int i = 0; i < href.length(); i++) {
            char c = href.charAt(i);
            if (c != '\r' && c != '\n' && c != '\t' && c != 0) {
                url.append(c);
            }
        }
        return url.toString().strip();
    }

    private boolean isFull() {
        return text.length() >= max;
    }

    private String cut() {
        int end = Math.min(text.length(), max);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        while (end > 0 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private void tag(String name, boolean closing) {
        if (name.equals("td") || name.equals("th")) {
            spaces = Math.max(spaces, 1);
        } else if (name.equals("br")) {
            lineBreak();
        } else if (PARAGRAPHS.contains(name)) {
            block(2);
        } else if (BLOCKS.contains(name)) {
            block(1);
        }
        if (name.equals("pre")) {
            preformatted = Math.max(0, preformatted + (closing ? -1 : 1));
        } else if (name.equals("li")) {
            item = false;
            block(1);
            item = !closing;
        } else if (closing && (name.equals("ul") || name.equals("ol"))) {
            item = false;
        }
    }

    private void block(int lineEnds) {
        // Its hyphen and what is in a list item stand on one line.
        if (!item) {
            breaks = Math.max(breaks, lineEnds);
        }
        spaces = 0;
    }

    private void lineBreak() {
        breaks = Math.min(breaks + 1, 2);
        spaces = 0;
    }

    private void add(String html, int from, int to, HtmlEntities entities) {
        int at = from;
        while (at < to && !isFull()) {
            char c = html.charAt(at);
            if (c == '&') {
                add(entities.at(at));
                at = entities.end();
            } else {
                add(c);
                at++;
            }
        }
    }

    private void add(int c) {
        if (c == ' ' || c == '\t' || c == '\f' || c == 0xA0) {
            spaces = preformatted == 0 ? 1 : spaces + 1;
        } else if (c == '\r' || c == '\n') {
            if (preformatted == 0) {
                spaces = 1;
            } else if (c == '\r' || !afterReturn) {
                lineBreak();
            }
        } else if (c >= ' ' && (c < 0x7F || c > 0x9F) && UNSEEN.indexOf(c) < 0) {
            see(c);
        }
        afterReturn = c == '\r';
    }

    private void see(int c) {
        boolean first = text.length() == 0;
        if (!first) {
            text.append("\n".repeat(breaks));
        }
        if (item) {
            text.append("- ");
        } else if (preformatted > 0 || !first && breaks == 0) {
            text.append(" ".repeat(Math.min(spaces, max)));
        }
        breaks = 0;
        item = false;
        spaces = 0;
        text.appendCodePoint(c);
    }
}
