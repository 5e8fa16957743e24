package dev.yubin.pop3;

import dev.yubin.protocol.spi.Cursor;
import dev.yubin.protocol.spi.Output;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** A line for each message, of its number and a value. */
final class ListingCursor implements Cursor {
    private final Maildrop maildrop;
    private final IntFunction<Object> value;
    private int number = 1;

    ListingCursor(Maildrop maildrop, IntFunction<Object> value) {
        this.maildrop = maildrop;
        this.value = value;
    }

    @Override
    public boolean step(Output out) {
        StringBuilder lines = new StringBuilder();
        while (number <= maildrop.last() && lines.length() < STEP) {
            if (maildrop.has(number)) {
                lines.append(number).append(' ').append(value.apply(number)).append("\r\n");
            }
            number++;
        }
        boolean more = number <= maildrop.last();
        if (!more) {
            lines.append(".\r\n");
        }
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        return more;
    }

    @Override
    public boolean blocks() {
        return false;
    }
}
