package dev.yubin.store.maildir;

import dev.yubin.store.Quota;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The limits of an account, as the first line of {@code maildirsize} has them: {@code 1000S,10C} for octets and
 * messages. A zero means no limit there; a limit that is zero, and one on mailboxes, are written with suffixes of our
 * own, {@code YS}, {@code YC} and {@code YM}. Dovecot passes over these, and drops them when it counts anew.
 */
record QuotaLimits(Map<Quota.Resource, Long> values) {
    static final QuotaLimits NONE = new QuotaLimits(Map.of());

    QuotaLimits {
        values = Map.copyOf(values);
    }

    /** These limits with one set or, if empty, lifted. */
    QuotaLimits with(Quota.Resource resource, OptionalLong limit) {
        Map<Quota.Resource, Long> changed = new EnumMap<>(Quota.Resource.class);
        changed.putAll(values);
        changed.remove(resource);
        limit.ifPresent(value -> changed.put(resource, value));
        return new QuotaLimits(changed);
    }

    /** Whether a line can be one of limits: numbers with a suffix, and commas. What has none is a line of a sum. */
    static boolean isLine(String line) {
        for (String item : line.isBlank() ? new String[0] : line.trim().split(",")) {
            int digits = digits(item);
            if (digits == 0 || digits > 18 || digits == item.length() || item.indexOf(' ') >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The limits in a line; what is not understood is passed over. */
    static QuotaLimits parse(String line) {
        QuotaLimits limits = NONE;
        for (String item : isLine(line) ? line.trim().split(",") : new String[0]) {
            int digits = digits(item);
            if (digits > 0) {
                limits = limits.with(item.substring(digits), Long.parseLong(item.substring(0, digits)));
            }
        }
        return limits;
    }

    /** Whether a total is over a limit on what grows; nothing that does not grow is refused. */
    boolean exceeded(MaildirSize.Usage total, boolean octetsGrow, boolean messagesGrow) {
        return (octetsGrow && total.octets() > values.getOrDefault(Quota.Resource.STORAGE, Long.MAX_VALUE))
                || (messagesGrow && total.messages() > values.getOrDefault(Quota.Resource.MESSAGE, Long.MAX_VALUE));
    }

    /** The line, without its end. */
    String line() {
        List<String> items = new ArrayList<>();
        addItem(items, Quota.Resource.STORAGE, "S", "YS");
        addItem(items, Quota.Resource.MESSAGE, "C", "YC");
        addItem(items, Quota.Resource.MAILBOX, "YM", "YM");
        // An empty first line is none to some readers.
        return items.isEmpty() ? "0S" : String.join(",", items);
    }

    private void addItem(List<String> items, Quota.Resource resource, String suffix, String suffixOfZero) {
        Long limit = values.get(resource);
        if (limit != null) {
            items.add(limit + (limit == 0 ? suffixOfZero : suffix));
        }
    }

    private QuotaLimits with(String suffix, long value) {
        OptionalLong own = OptionalLong.of(value);
        OptionalLong common = value == 0 ? OptionalLong.empty() : own;
        return switch (suffix) {
            case "S" -> with(Quota.Resource.STORAGE, common);
            case "YS" -> with(Quota.Resource.STORAGE, own);
            case "C" -> with(Quota.Resource.MESSAGE, common);
            case "YC" -> with(Quota.Resource.MESSAGE, own);
            case "YM" -> with(Quota.Resource.MAILBOX, own);
            default -> this;
        };
    }

    private static int digits(String item) {
        int end = 0;
        while (end < item.length() && item.charAt(end) >= '0' && item.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
