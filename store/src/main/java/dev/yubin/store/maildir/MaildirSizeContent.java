package dev.yubin.store.maildir;

import dev.yubin.store.maildir.MaildirSize.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The file {@code maildirsize} as it was read.
 *
 * @param sum of all lines but the first; empty if the file makes no sense
 * @param length of its lines, in octets
 * @param unfinished what is behind the last end of line
 */
record MaildirSizeContent(QuotaLimits limits, Optional<Usage> sum, int length, String unfinished) {
    /** A file longer than this is written anew, as one sum. */
    static final int MAX_LENGTH = 5120;

    static MaildirSizeContent read(InputStream in) throws IOException {
        String text = text(in);
        int end = text.lastIndexOf('\n') + 1;
        String[] lines = text.substring(0, Math.max(end - 1, 0)).split("\n", -1);
        return new MaildirSizeContent(QuotaLimits.parse(lines[0]), sum(lines), end, text.substring(end));
    }

    /** All that can be read now. */
    static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Whether the next line can be added to the file: behind a line that lost its end it would be another number. */
    boolean isGood() {
        return sum.isPresent() && length <= MAX_LENGTH && unfinished.isEmpty();
    }

    private static Optional<Usage> sum(String... lines) {
        if (lines.length < 2 || !QuotaLimits.isLine(lines[0])) {
            return Optional.empty();
        }
        try {
            Usage sum = new Usage(0, 0);
            for (int i = 1; i < lines.length; i++) {
                String[] fields = lines[i].trim().split(" +");
                if (fields.length != 2) {
                    return Optional.empty();
                }
                sum = sum.plus(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
            }
            return isUsage(sum.octets()) && isUsage(sum.messages()) ? Optional.of(sum) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException garbled) {
            return Optional.empty();
        }
    }

    /** There is room above the highest, so that any message can be added to it. */
    private static boolean isUsage(long total) {
        return total >= 0 && total <= Long.MAX_VALUE / 2;
    }
}
