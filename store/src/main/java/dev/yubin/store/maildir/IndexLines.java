package dev.yubin.store.maildir;

import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The lines of one commit in a {@link IndexFile}. A letter tells what a line is:
 *
 * <pre>
 * m modseq uid dir letters size date saved ends extensions :base   a message
 * f letters uids            these messages have these flags now, in cur/
 * p letters uids            these messages are in cur/ now, with the flags they had
 * x uids                    these messages are gone
 * t modseq uids             these messages went with that commit
 * u uid                     the next message gets this UID or a higher one
 * r uid                     messages from this UID on have not been claimed as recent
 * k keywords                the letters of the messages so far were read by this table
 * s new cur                 what new/ and cur/ look like after the commit
 * c modseq checksum         the commit ends
 * </pre>
 */
final class IndexLines {
    /** What the line begins with that ends a commit. */
    static final String COMMIT = "c ";

    private static final String NO_LETTERS = "-";
    /** The name has no info at all. */
    private static final String NO_INFO = "!";

    private static final String BARE_LF = "lf";
    private static final String AS_IT_IS = "-";

    private final StringBuilder text = new StringBuilder();
    private long lines;

    IndexLines message(StoredFile file) {
        MessageMeta meta = file.meta();
        text.append("m ").append(meta.modSeq()).append(' ').append(meta.uid());
        text.append(file.isNew() ? " n " : " c ").append(letters(file.letters()));
        text.append(' ')
                .append(meta.size())
                .append(' ')
                .append(meta.internalDate().getEpochSecond());
        text.append(' ').append(meta.saveDate().orElse(meta.internalDate()).getEpochSecond());
        text.append(' ').append(file.bareLf() ? BARE_LF : AS_IT_IS).append(' ');
        if (!file.extensions().isEmpty()) {
            text.append(file.extensions()).append(' ');
        }
        text.append(':').append(file.base());
        return line();
    }

    IndexLines flags(String letters, UidSet uids) {
        text.append("f ").append(letters(letters)).append(' ').append(uids);
        return line();
    }

    IndexLines place(String letters, UidSet uids) {
        text.append("p ").append(letters(letters)).append(' ').append(uids);
        return line();
    }

    IndexLines removal(UidSet uids) {
        text.append("x ").append(uids);
        return line();
    }

    IndexLines tombstone(long modSeq, UidSet uids) {
        text.append("t ").append(modSeq).append(' ').append(uids);
        return line();
    }

    IndexLines uidNext(long uid) {
        text.append("u ").append(uid);
        return line();
    }

    IndexLines recentFrom(long uid) {
        text.append("r ").append(uid);
        return line();
    }

    IndexLines keywords(KeywordTable table) {
        text.append("k ").append(table.text().replace('\n', '\t'));
        return line();
    }

    IndexLines stamps(Stamps stamps) {
        if (stamps.isKnown()) {
            text.append("s ").append(stamps.newDirectory()).append(' ').append(stamps.curDirectory());
            line();
        }
        return this;
    }

    private IndexLines line() {
        text.append('\n');
        lines++;
        return this;
    }

    long lines() {
        return lines;
    }

    /** The commit's octets. */
    byte[] end(long modSeq) {
        return end("", modSeq);
    }

    /** The commit's octets, behind a line of another kind, which the checksum is for too. */
    byte[] end(String header, long modSeq) {
        CRC32 sum = new CRC32();
        text.append(COMMIT).append(modSeq);
        sum.update((header + text).getBytes(StandardCharsets.UTF_8));
        text.append(' ').append(Long.toHexString(sum.getValue())).append('\n');
        return (header + text).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether this line ends a commit that is what was written. {@code sum} has seen the lines before. */
    static boolean endsCommit(String line, CRC32 sum) {
        int space = line.lastIndexOf(' ');
        sum.update(line.substring(0, space).getBytes(StandardCharsets.UTF_8));
        return line.substring(space + 1).equals(Long.toHexString(sum.getValue()));
    }

    /** The MODSEQ in the line that ends a commit. */
    static long modSeq(String line) {
        return Long.parseLong(line, COMMIT.length(), line.indexOf(' ', COMMIT.length()), 10);
    }

    private static String letters(String letters) {
        if (letters == null) {
            return NO_INFO;
        }
        return letters.isEmpty() ? NO_LETTERS : letters;
    }

    /** Takes a commit's lines and, once it is complete, applies them to an index. */
    static final class Reader {
        private final FolderIndex index;
        private final Map<String, String> shared;
        private final List<String> lines = new ArrayList<>();
        private Stamps stamps = Stamps.UNKNOWN;

        Reader(FolderIndex index, Map<String, String> shared) {
            this.index = index;
            this.shared = shared;
        }

        void line(String line) {
            lines.add(line);
        }

        long lines() {
            return lines.size();
        }

        Stamps stamps() {
            return stamps;
        }

        /**
         * Applies the lines.
         *
         * @throws IllegalArgumentException or IndexOutOfBoundsException if a line makes no sense
         */
        void apply(long modSeq) {
            for (String line : lines) {
                String[] fields = line.split(" ", 4);
                switch (line.charAt(0)) {
                    case 'm' -> index.add(message(line));
                    case 'f' -> index.flag(letters(fields[1]), uids(fields[2]), modSeq);
                    case 'p' -> index.place(letters(fields[1]), uids(fields[2]));
                    case 'x' -> index.remove(uids(fields[1]));
                    case 't' -> index.bury(Long.parseLong(fields[1]), uids(fields[2]));
                    case 'u' -> index.raiseUidNext(Long.parseLong(fields[1]));
                    case 'r' -> index.recentFrom(Long.parseLong(fields[1]));
                    case 'k' ->
                        index.readBy(KeywordTable.parse(line.substring(2).replace('\t', '\n')));
                    case 's' -> stamps = new Stamps(Instant.parse(fields[1]), Instant.parse(fields[2]));
                    default -> throw new IllegalArgumentException("Not a line of an index: " + line);
                }
            }
        }

        private StoredFile message(String line) {
            String[] fields = line.split(" ", 10);
            String rest = fields[9];
            int colon = rest.startsWith(":") ? 0 : rest.indexOf(" :") + 1;
            String base = rest.substring(colon + 1);
            String extensions = colon == 0 ? "" : rest.substring(0, colon - 1);
            String letters = letters(fields[4]);
            Flags flags = index.flags(letters);
            MessageMeta meta = MessageMeta.builder(
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[5]),
                            Instant.ofEpochSecond(Long.parseLong(fields[6])))
                    .modSeq(Long.parseLong(fields[1]))
                    .flags(flags)
                    .saveDate(Instant.ofEpochSecond(Long.parseLong(fields[7])))
                    .emailId(StoredFile.emailId(StoredFile.guid(base, extensions)))
                    .build();
            return new StoredFile(meta, base, letters, fields[3].equals("n"), extensions, fields[8].equals(BARE_LF));
        }

        private String letters(String field) {
            if (field.equals(NO_INFO)) {
                return null;
            }
            return field.equals(NO_LETTERS) ? "" : share(field);
        }

        private String share(String text) {
            return shared.computeIfAbsent(text, same -> same);
        }

        private static UidSet uids(String text) {
            return UidSet.parse(text);
        }
    }
}
