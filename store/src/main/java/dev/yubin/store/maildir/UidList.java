package dev.yubin.store.maildir;

import dev.yubin.store.UidSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Dovecot's {@code dovecot-uidlist} of a folder, version 3: a line with UIDVALIDITY, next UID and the mailbox's GUID,
 * then one line per message with its UID and its file's base, by ascending UID. Lines are added at the end; lines of
 * messages that are gone stay until the file is written anew. Version 1, of older programs, is read too.
 *
 * <p>This object remembers how far it has read, so that only what others added is read again. Used under the folder's
 * lock; changed only while {@code dovecot-uidlist.lock} is held.
 */
final class UidList {
    static final String NAME = "dovecot-uidlist";
    static final String LOCK = NAME + ".lock";

    /** The first line is never longer, in octets. */
    private static final int MAX_HEADER = 1024;

    /** What a GUID of Dovecot's may look like; what was garbled otherwise does not get any further. */
    private static final Pattern GUID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    /** A message's line. */
    record Entry(long uid, String extensions, String base) {
        void writeTo(StringBuilder text) {
            text.append(uid).append(' ');
            if (!extensions.isEmpty()) {
                text.append(extensions).append(' ');
            }
            text.append(':').append(base).append('\n');
        }
    }

    /** The first line. {@code others} are fields this store does not know. */
    record Header(long uidValidity, long nextUid, String guid, String others) {
        private static Optional<Header> parse(String line) {
            String[] fields = line.split(" ");
            try {
                if (fields[0].equals("1") && fields.length == 3) {
                    return Optional.of(new Header(Long.parseLong(fields[1]), Long.parseLong(fields[2]), "", ""));
                }
                if (!fields[0].equals("3")) {
                    return Optional.empty();
                }
                long uidValidity = 0;
                long nextUid = 1;
                String guid = "";
                StringBuilder others = new StringBuilder();
                for (int i = 1; i < fields.length; i++) {
                    String value = fields[i].substring(1);
                    switch (fields[i].charAt(0)) {
                        case 'V' -> uidValidity = Long.parseLong(value);
                        case 'N' -> nextUid = Long.parseLong(value);
                        case 'G' -> guid = GUID.matcher(value).matches() ? value : "";
                        default -> others.append(' ').append(fields[i]);
                    }
                }
                boolean valid = uidValidity > 0 && uidValidity <= UidSet.MAX_UID && nextUid > 0;
                return valid
                        ? Optional.of(new Header(uidValidity, nextUid, guid, others.toString()))
                        : Optional.empty();
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * What a look at the file found.
     *
     * @param header empty if there is no file or its first line makes no sense
     * @param fromStart whether all of the file was read, because it was never read or is another file now
     * @param entries the lines that were read
     * @param damaged whether lines were passed over, so that the file should be written anew
     */
    record Reading(Optional<Header> header, boolean fromStart, List<Entry> entries, boolean damaged) {}

    private final GrowingFile file;
    private Header header;
    private long lastUid;
    private long lines;

    UidList(Disk disk, Path folder) {
        this.file = new GrowingFile(disk, folder.resolve(NAME));
    }

    /** The GUID of the mailbox in a folder; empty if no program has given it one yet. */
    static Optional<String> guid(Disk disk, Path folder) throws IOException {
        try (InputStream in = disk.open(folder.resolve(NAME), 0)) {
            String start = new String(in.readNBytes(MAX_HEADER), StandardCharsets.UTF_8);
            // A line that was cut off may have lost half of the GUID.
            return Header.parse(start.substring(0, Math.max(0, start.indexOf('\n'))))
                    .map(Header::guid)
                    .filter(guid -> !guid.isEmpty());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A GUID that no mailbox has, as Dovecot writes it. */
    static String newGuid() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** The folder has moved. */
    void moved(Path folder) {
        file.moved(folder.resolve(NAME));
    }

    /** Whether most of the file is about messages that are gone. */
    boolean isWasteful(long messages) {
        return GrowingFile.isWasteful(lines, messages);
    }

    /** Reads what was not read before. */
    Reading read() throws IOException {
        Optional<byte[]> more = header == null ? Optional.empty() : file.more();
        boolean fromStart = more.isEmpty();
        if (fromStart) {
            forget();
            more = file.all();
        }
        if (more.isEmpty()) {
            return new Reading(Optional.empty(), true, List.of(), false);
        }
        byte[] octets = more.get();
        int end = octets.length;
        while (end > 0 && octets[end - 1] != '\n') {
            end--;
        }
        boolean damaged = end < octets.length;
        List<Entry> entries = new ArrayList<>();
        int from = 0;
        while (from < end) {
            int lineEnd = from;
            while (octets[lineEnd] != '\n') {
                lineEnd++;
            }
            String line = new String(octets, from, lineEnd - from, StandardCharsets.UTF_8);
            from = lineEnd + 1;
            if (header == null) {
                header = Header.parse(line).orElse(null);
                if (header == null) {
                    return new Reading(Optional.empty(), true, List.of(), true);
                }
                damaged |= line.startsWith("1");
                continue;
            }
            Optional<Entry> entry = parse(line);
            entry.ifPresent(entries::add);
            damaged |= entry.isEmpty();
            lines++;
        }
        file.consumed(octets, octets.length);
        return new Reading(Optional.ofNullable(header), fromStart, entries, damaged);
    }

    private Optional<Entry> parse(String line) {
        int space = line.indexOf(' ');
        try {
            long uid = Long.parseLong(line, 0, Math.max(0, space), 10);
            String rest = line.substring(space + 1);
            int colon = rest.startsWith(":") ? 0 : rest.indexOf(" :") + 1;
            boolean plain = colon == 0 && !rest.startsWith(":");
            // Version 1 has no colon; a name may have its flags behind it.
            String name = plain ? rest : rest.substring(colon + 1);
            String base = MessageFile.parse(name).base();
            boolean valid = uid > lastUid && uid < UidSet.MAX_UID && !base.isEmpty() && base.indexOf('/') < 0;
            if (!valid) {
                return Optional.empty();
            }
            lastUid = uid;
            return Optional.of(new Entry(uid, colon == 0 ? "" : rest.substring(0, colon - 1), base));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Adds lines at the end: all, or none if it fails. */
    void append(List<Entry> entries) throws IOException {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> entry.writeTo(text));
        file.appendSynced(text.toString().getBytes(StandardCharsets.UTF_8));
        lines += entries.size();
        lastUid = entries.get(entries.size() - 1).uid();
    }

    /** Writes the file anew. */
    void rewrite(Header newHeader, Iterable<Entry> entries) throws IOException {
        StringBuilder text = new StringBuilder("3 V" + newHeader.uidValidity() + " N" + newHeader.nextUid());
        text.append(" G").append(newHeader.guid()).append(newHeader.others()).append('\n');
        long count = 0;
        long last = 0;
        for (Entry entry : entries) {
            entry.writeTo(text);
            last = entry.uid();
            count++;
        }
        file.replace(text.toString().getBytes(StandardCharsets.UTF_8));
        header = newHeader;
        lastUid = last;
        lines = count;
    }

    /** Forgets what was read, so that all of the file is read again. */
    void forget() {
        file.forget();
        header = null;
        lastUid = 0;
        lines = 0;
    }
}
