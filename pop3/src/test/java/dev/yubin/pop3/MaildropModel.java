package dev.yubin.pop3;

import dev.yubin.store.Flag;
import dev.yubin.store.Flags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What a maildrop must be, in lists and sets: the messages that are there, and those that a session numbers. */
final class MaildropModel {
    record Message(long uid, String octets) {}

    /**
     * How a reply must be.
     *
     * @param status how its status line begins
     * @param whole whether that is all of the line
     * @param rest what comes behind it, on the wire for listings and un-stuffed for messages; null if nothing does
     */
    record Expected(String status, boolean whole, String rest) {
        private static final Expected ERROR = new Expected("-ERR ", false, null);

        private static Expected ok() {
            return new Expected("+OK", false, null);
        }

        private static Expected exactly(String status) {
            return new Expected(status, true, null);
        }

        private static Expected with(String rest) {
            return new Expected("+OK", false, rest);
        }
    }

    private final long uidValidity;
    private final List<Message> there = new ArrayList<>();
    /** By UID, of messages that have some. */
    private final Map<Long, Flags> flags = new HashMap<>();

    private final Set<Integer> marked = new TreeSet<>();
    /** Null if there is no session. */
    private List<Message> snapshot;

    MaildropModel(long uidValidity) {
        this.uidValidity = uidValidity;
    }

    List<Message> there() {
        return there;
    }

    void arrive(Message message) {
        there.add(message);
    }

    Message remove(int which) {
        Message message = there.remove(which);
        flags.remove(message.uid());
        return message;
    }

    void flag(Message message, Flag flag) {
        flags.merge(message.uid(), Flags.of(flag), Flags::plus);
    }

    Flags flags(Message message) {
        return flags.getOrDefault(message.uid(), Flags.NONE);
    }

    boolean inSession() {
        return snapshot != null;
    }

    void begin() {
        snapshot = List.copyOf(there);
        marked.clear();
    }

    /** Without QUIT. */
    void end() {
        snapshot = null;
    }

    /** What a command must be answered; does what it does. */
    Expected say(String line) {
        String[] words = line.strip().split(" +");
        int number = words.length > 1 ? number(words[1]) : 0;
        return switch (words[0].toUpperCase(Locale.ROOT) + " n".repeat(words.length - 1)) {
            case "STAT" -> Expected.exactly("+OK " + unmarked().size() + " " + octets());
            case "LIST" -> listing(message -> message.octets().length());
            case "UIDL" -> listing(this::uniqueId);
            case "LIST n" -> one(number, message -> message.octets().length());
            case "UIDL n" -> one(number, this::uniqueId);
            case "RETR n" -> octets(number, MultiLine::whole);
            case "TOP n n" -> octets(number, message -> MultiLine.top(message, Long.parseLong(words[2])));
            case "DELE n" -> number > 0 && marked.add(number) ? Expected.ok() : Expected.ERROR;
            case "RSET" -> reset();
            case "NOOP" -> Expected.ok();
            case "QUIT" -> quit();
            default -> Expected.ERROR;
        };
    }

    private Expected reset() {
        marked.clear();
        return Expected.ok();
    }

    private Expected quit() {
        marked.forEach(number -> there.remove(snapshot.get(number - 1)));
        end();
        return Expected.ok();
    }

    private Expected listing(Function<Message, Object> value) {
        StringBuilder lines = new StringBuilder();
        unmarked()
                .forEach(number -> lines.append(number)
                        .append(' ')
                        .append(value.apply(snapshot.get(number - 1)))
                        .append("\r\n"));
        return Expected.with(lines.append(".\r\n").toString());
    }

    private Expected one(int number, Function<Message, Object> value) {
        return number == 0
                ? Expected.ERROR
                : Expected.exactly("+OK " + number + " " + value.apply(snapshot.get(number - 1)));
    }

    private Expected octets(int number, Function<String, String> part) {
        return number > 0 && there.contains(snapshot.get(number - 1))
                ? Expected.with(part.apply(snapshot.get(number - 1).octets()))
                : Expected.ERROR;
    }

    private String uniqueId(Message message) {
        return uidValidity + "." + message.uid();
    }

    private long octets() {
        return unmarked().stream()
                .mapToLong(number -> snapshot.get(number - 1).octets().length())
                .sum();
    }

    private List<Integer> unmarked() {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= snapshot.size(); number++) {
            if (!marked.contains(number)) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** The number of a message that is not marked, or 0. */
    private int number(String word) {
        for (int number : unmarked()) {
            if (word.equals(Integer.toString(number)) || word.equals("00" + number)) {
                return number;
            }
        }
        return 0;
    }
}
