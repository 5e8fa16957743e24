package dev.yubin.store.maildir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The name of a message's file. What comes before the first colon, the base, stays the same for good and is unique; what
 * comes after it tells the flags, as {@code 2,} and a letter for each.
 */
record MessageFile(String base, String letters) {
    private static final String INFO = "2,";
    /** As many letters as a name may have: those of Maildir, and one for each keyword. */
    private static final int LETTERS = 6 + KeywordTable.CAPACITY;

    private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z]");
    private static final AtomicLong COUNTER = new AtomicLong();

    /** By the time in the name, as deliverers write it: seconds, and {@code M} with microseconds if there is one. */
    static final Comparator<String> BY_ARRIVAL = Comparator.comparingLong((String base) -> number(base, 0))
            .thenComparingLong(MessageFile::microseconds)
            .thenComparing(Comparator.naturalOrder());

    /**
     * Reads a name. Letters are null where it tells no flags, as in {@code new/}; what is no letter is left out, so that
     * {@link #name} may be another name.
     */
    static MessageFile parse(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return new MessageFile(name, null);
        }
        String info = name.substring(colon + 1);
        String letters =
                info.startsWith(INFO) ? NO_LETTER.matcher(info.substring(2)).replaceAll("") : null;
        return new MessageFile(name.substring(0, colon), letters);
    }

    /** The name of a message's file. */
    String name() {
        return name(base, letters);
    }

    /** Whether there is no room behind the base for all flags that there may be. */
    boolean isTooLong() {
        int flags = 1 + INFO.length() + LETTERS;
        return base.getBytes(StandardCharsets.UTF_8).length > FolderNames.MAX_FILE_NAME - flags;
    }

    /** Whether a name can be one of a message: a deliverer's temporary or hidden file is none. */
    static boolean isMessage(String name) {
        return !name.startsWith(".")
                && !name.startsWith(":")
                && name.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != 0xFFFD);
    }

    /**
     * A base that no other message has, in the form of the Maildir specification. The {@code Y} says that this store
     * wrote the file and that its octets are served as they are. Dovecot serves CRLF only, and writes its whole list of
     * UIDs anew for a message whose size then it must find out itself.
     *
     * @param size in octets
     * @param bareLineFeeds how many of them are LFs without a CR
     */
    static String newBase(Instant now, long size, long bareLineFeeds) {
        return unique(now, 'Y') + ",S=" + size + ",W=" + (size + bareLineFeeds);
    }

    /** A base that no other message has, for a file of another program. */
    static String newForeignBase(Instant now) {
        return unique(now, 'Q');
    }

    private static String unique(Instant now, char counterMark) {
        LockHolder self = LockHolder.self();
        // The specification has these two escapes; the comma begins the fields of the base.
        String host = self.host().replace("/", "\\057").replace(":", "\\072").replace(",", "\\054");
        return now.getEpochSecond() + ".M" + now.getNano() / 1000 + "P" + self.pid() + counterMark
                + COUNTER.incrementAndGet() + "." + host;
    }

    /** Whether {@link #newBase} made this base. */
    static boolean isOurs(String base) {
        int at = skipDigits(base, 0);
        for (String mark : new String[] {".M", "P", "Y"}) {
            if (at == 0 || !base.startsWith(mark, at) || number(base, at + mark.length()) < 0) {
                return false;
            }
            at = skipDigits(base, at + mark.length());
        }
        return base.startsWith(".", at);
    }

    /** The size of the file in octets, if the name tells. */
    static OptionalLong physicalSize(String base) {
        return field(base, ",S=");
    }

    /** The size in octets with every line end as CRLF, if the name tells. */
    static OptionalLong virtualSize(String base) {
        return field(base, ",W=");
    }

    static String name(String base, String letters) {
        return letters == null ? base : base + ":" + INFO + letters;
    }

    private static long microseconds(String base) {
        int at = base.indexOf(".M");
        return at < 0 ? -1 : number(base, at + 2);
    }

    private static OptionalLong field(String base, String key) {
        int at = base.indexOf(key);
        long value = at < 0 ? -1 : number(base, at + key.length());
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The number that begins at an index; -1 if there is none. */
    private static long number(String text, int from) {
        int end = skipDigits(text, from);
        // More digits than a long holds are no number.
        return end == from || end - from > 18 ? -1 : Long.parseLong(text, from, end, 10);
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
