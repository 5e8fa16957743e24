package dev.yubin.store.maildir;

import dev.yubin.store.AccountName;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The directories of accounts. A plain address is its own directory; what might mean something to a file system is
 * percent-encoded, in octets of UTF-8. The one {@code @} in such a name stands before the domain: a bare name has none.
 */
final class AccountNames {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private AccountNames() {}

    /**
     * The directory of an account.
     *
     * @throws StoreException {@code LIMIT} if there can be none
     */
    static String directoryOf(AccountName name) throws StoreException {
        String directory = encode(name.localPart());
        if (directory.startsWith(".")) {
            // Hidden, and perhaps the parent directory.
            directory = "%2E" + directory.substring(1);
        }
        if (!name.isBare()) {
            directory += '@' + encode(name.domain());
        }
        if (directory.length() > FolderNames.MAX_FILE_NAME) {
            throw new StoreException(
                    Kind.LIMIT,
                    "This account name takes " + directory.length() + " octets as a directory, and "
                            + FolderNames.MAX_FILE_NAME + " are the most: " + name);
        }
        return directory;
    }

    /** The account whose directory has that name; empty if {@link #directoryOf} makes no such name. */
    static Optional<AccountName> accountOf(String directory) {
        int at = directory.indexOf('@');
        try {
            AccountName name = at < 0
                    ? AccountName.bare(decode(directory))
                    : AccountName.of(decode(directory.substring(0, at)), decode(directory.substring(at + 1)));
            return directoryOf(name).equals(directory) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException | StoreException notOurs) {
            return Optional.empty();
        }
    }

    private static String encode(String text) throws StoreException {
        ByteBuffer octets;
        try {
            octets = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new StoreException(Kind.LIMIT, "This account name is no valid Unicode", e);
        }
        StringBuilder encoded = new StringBuilder(octets.remaining());
        while (octets.hasRemaining()) {
            byte octet = octets.get();
            if (isPlain((char) (octet & 0xff))) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_+=.".indexOf(c) >= 0;
    }

    private static String decode(String encoded) throws CharacterCodingException {
        ByteBuffer octets = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (isPlain(c)) {
                octets.put((byte) c);
            } else if (c == '%' && i + 2 < encoded.length()) {
                octets.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                throw new IllegalArgumentException("Not the directory of an account");
            }
        }
        return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
    }
}
