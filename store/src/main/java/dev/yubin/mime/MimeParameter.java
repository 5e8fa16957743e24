package dev.yubin.mime;

import java.util.Locale;
import java.util.Objects;

/** One parameter of a header field as it stands there: {@code filename*0} is a name of its own here (RFC 2045 §5.1). */
public final class MimeParameter {
    private final String name;
    private final String value;

    MimeParameter(String name, String value) {
        this.name = name;
        this.value = value;
    }

    /** The attribute, as it was written. */
    public String name() {
        return name;
    }

    /** The attribute without what RFC 2231 puts behind it: that of {@code filename*0*} is {@code filename}. */
    String base() {
        int star = name.indexOf('*');
        return star < 0 ? name : name.substring(0, star);
    }

    /** The value, without its quotes and otherwise as it was written. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MimeParameter that && name.equalsIgnoreCase(that.name) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name.toLowerCase(Locale.ROOT), value);
    }

    @Override
    public String toString() {
        return name + "=" + HeaderText.token(value);
    }
}
