package dev.yubin.store.maildir;

import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.index.IndexEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A message and its file.
 *
 * @param meta what is known of the message
 * @param base the file's name up to the flags
 * @param letters the flags in the file's name; null if the name tells none
 * @param isNew whether the file is in {@code new/}, else in {@code cur/}
 * @param extensions what {@code dovecot-uidlist} says of it besides UID and name, fields with a space between
 * @param bareLf whether the file has bare LF as line ends, as other programs write it; it is served with CRLF
 */
record StoredFile(MessageMeta meta, String base, String letters, boolean isNew, String extensions, boolean bareLf)
        implements IndexEntry {
    static final String NEW = "new";
    static final String CUR = "cur";
    static final String TMP = "tmp";

    /** The key of Dovecot's GUID among the extensions; without it the base is the GUID. */
    private static final String GUID_KEY = "G";

    private static final int EMAIL_ID_OCTETS = 16;

    /** The file's name, without the directory. */
    String name() {
        return MessageFile.name(base, letters);
    }

    /** Where the file is. */
    Path path(Path folder) {
        return folder.resolve(isNew ? NEW : CUR).resolve(name());
    }

    /** The same, changed at that MODSEQ. */
    StoredFile at(long modSeq) {
        MessageMeta changed = meta.toBuilder().modSeq(modSeq).build();
        return new StoredFile(changed, base, letters, isNew, extensions, bareLf);
    }

    /** The same with other flags, which only a file in {@code cur/} has. */
    StoredFile flagged(String newLetters, Flags flags, long modSeq) {
        MessageMeta changed = meta.toBuilder().flags(flags).modSeq(modSeq).build();
        return new StoredFile(changed, base, newLetters, false, extensions, bareLf);
    }

    /** Dovecot's GUID of the message. */
    String guid() {
        return guid(base, extensions);
    }

    static String guid(String base, String extensions) {
        for (String field : extensions.split(" ")) {
            if (field.startsWith(GUID_KEY)) {
                return field.substring(GUID_KEY.length());
            }
        }
        return base;
    }

    /** The extension that says that a message has a GUID other than its base. */
    static String guidExtension(String guid) {
        return GUID_KEY + guid;
    }

    /**
     * The EMAILID of a GUID. A GUID may have characters that an EMAILID may not (RFC 8474 §7), so it is a hash of it,
     * except for one that came from another store as an EMAILID and is kept as it is.
     */
    static String emailId(String guid) {
        if (guid.chars().allMatch(StoredFile::isObjectIdChar)) {
            return guid;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(guid.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, EMAIL_ID_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static boolean isObjectIdChar(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }
}
