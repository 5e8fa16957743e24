package dev.yubin.store.maildir;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is in a {@code dovecot-uidlist}, read in the simplest way. */
final class UidListText {
    private UidListText() {}

    static List<Long> uids(String text) {
        return text.lines()
                .skip(1)
                .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .toList();
    }

    /** The base of each UID; of two lines for one UID, the latter. */
    static Map<Long, String> bases(String text) {
        Map<Long, String> bases = new TreeMap<>();
        text.lines()
                .skip(1)
                .forEach(line -> bases.put(
                        Long.parseLong(line.substring(0, line.indexOf(' '))), line.substring(line.indexOf(" :") + 2)));
        return bases;
    }

    static String header(String text) {
        return text.substring(0, text.indexOf('\n') + 1);
    }
}
