package dev.yubin.store.maildir;

import dev.yubin.store.Flag;
import dev.yubin.store.Flags;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which letter in a file name stands for which flag: five capitals for the system flags, and {@code a} to {@code z} for
 * the keywords that Dovecot's file {@code dovecot-keywords} numbers from 0. Immutable.
 */
final class KeywordTable {
    static final String NAME = "dovecot-keywords";

    /** As many keywords as there are small letters. */
    static final int CAPACITY = 26;

    static final KeywordTable EMPTY = new KeywordTable(new Flag[CAPACITY]);

    private static final String SYSTEM_LETTERS = "DFRST";
    private static final Flag[] SYSTEM = {Flag.DRAFT, Flag.FLAGGED, Flag.ANSWERED, Flag.SEEN, Flag.DELETED};

    private final Flag[] keywords;

    private KeywordTable(Flag[] keywords) {
        this.keywords = keywords;
    }

    /** Reads a folder's table. A line that makes no sense is passed over: its letter then stands for nothing. */
    static KeywordTable read(Disk disk, Path folder) throws IOException {
        String text;
        try {
            text = new String(disk.read(folder.resolve(NAME), 0), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return EMPTY;
        }
        return parse(text);
    }

    /** Reads the lines of a table. */
    static KeywordTable parse(String text) {
        Flag[] found = new Flag[CAPACITY];
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            try {
                int index = Integer.parseInt(line.substring(0, Math.max(0, space)));
                Flag keyword = Flag.of(line.substring(space + 1));
                if (index >= 0 && index < CAPACITY && !keyword.isSystem()) {
                    found[index] = keyword;
                }
            } catch (IllegalArgumentException e) {
                // Not a line of ours or Dovecot's.
            }
        });
        return new KeywordTable(found);
    }

    /** Writes the table, in one step: whoever reads meanwhile sees the old or the new one. */
    void write(Disk disk, Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Optional<Disk.Stat> before = disk.stat(file);
        WholeFile.replace(disk, file, text().getBytes(StandardCharsets.UTF_8));
        if (before.isPresent()) {
            // Dovecot sees that the file is another by its time, in whole seconds.
            Instant later =
                    before.get().modified().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            Disk.Stat now = disk.stat(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
            if (now.modified().isBefore(later)) {
                disk.setModified(file, later);
            }
        }
    }

    /** The lines of the table: index and keyword. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < CAPACITY; i++) {
            if (keywords[i] != null) {
                text.append(i).append(' ').append(keywords[i]).append('\n');
            }
        }
        return text.toString();
    }

    /**
     * A table that has letters for these flags too; this one if it has them already.
     *
     * @throws StoreException {@code LIMIT} if there are no letters left
     */
    KeywordTable with(Flags flags) throws StoreException {
        Flag[] more = keywords.clone();
        for (Flag keyword : flags.keywords()) {
            if (indexOf(more, keyword) < 0) {
                int free = Arrays.asList(more).indexOf(null);
                if (free < 0) {
                    String full = "A mailbox in a Maildir has at most " + CAPACITY + " keywords";
                    throw new StoreException(Kind.LIMIT, full);
                }
                more[free] = keyword;
            }
        }
        return Arrays.equals(more, keywords) ? this : new KeywordTable(more);
    }

    boolean isFull() {
        return !Arrays.asList(keywords).contains(null);
    }

    /** All keywords of the table. */
    Flags keywords() {
        return Flags.copyOf(
                Arrays.stream(keywords).filter(keyword -> keyword != null).toList());
    }

    /** The flags that letters stand for. */
    Flags flags(String letters) {
        if (letters == null || letters.isEmpty()) {
            return Flags.NONE;
        }
        List<Flag> flags = new ArrayList<>(letters.length());
        for (int i = 0; i < letters.length(); i++) {
            Flag flag = flag(letters.charAt(i));
            if (flag != null) {
                flags.add(flag);
            }
        }
        return Flags.copyOf(flags);
    }

    /**
     * The letters for flags, in the order the specification wants. Letters of {@code before} that stand for no flag of
     * ours, such as {@code P} for passed, are another program's and stay.
     */
    String letters(Flags flags, String before) {
        TreeSet<Character> letters = new TreeSet<>();
        if (before != null) {
            before.chars().filter(c -> flag((char) c) == null).forEach(c -> letters.add((char) c));
        }
        for (Flag flag : flags) {
            int system = indexOf(SYSTEM, flag);
            letters.add(system >= 0 ? SYSTEM_LETTERS.charAt(system) : (char) ('a' + indexOf(keywords, flag)));
        }
        StringBuilder text = new StringBuilder(letters.size());
        letters.forEach(text::append);
        return text.toString();
    }

    private Flag flag(char letter) {
        int system = SYSTEM_LETTERS.indexOf(letter);
        if (system >= 0) {
            return SYSTEM[system];
        }
        return letter >= 'a' && letter <= 'z' ? keywords[letter - 'a'] : null;
    }

    private static int indexOf(Flag[] flags, Flag flag) {
        return Arrays.asList(flags).indexOf(flag);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeywordTable table && Arrays.equals(keywords, table.keywords);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keywords);
    }
}
