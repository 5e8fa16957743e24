package dev.yubin.mime;

/** One field of a header (RFC 5322 §2.2). Immutable. */
public final class HeaderField {
    private final String name;
    private final String body;
    private final long offset;
    private final int length;

    HeaderField(String name, String body, long offset, int length) {
        this.name = name;
        this.body = body;
        this.offset = offset;
        this.length = length;
    }

    /** The name, as it was written. */
    public String name() {
        return name;
    }

    /** The body, unfolded, without white space around it; encoded words are as they are. */
    public String body() {
        return body;
    }

    /** The body as people read it: encoded words decoded (RFC 2047). */
    public String decoded() {
        return HeaderText.readable(body);
    }

    /** Where in the message its name begins. */
    public long offset() {
        return offset;
    }

    /** How many octets it has, folded lines and the last line end with it. */
    public int length() {
        return length;
    }

    /** In the form of a field, in one line. */
    @Override
    public String toString() {
        return name + ": " + body;
    }
}
