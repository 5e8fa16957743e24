package dev.yubin.standalone;

/**
 * Text from outside that is shown on a terminal: control characters, which could take the terminal over, become dots,
 * and what is very long is cut.
 */
final class Printable {
    private static final int MAX = 1000;

    private Printable() {}

    static String of(String text) {
        String plain = text.replaceAll("\\p{Cntrl}|[\\u0080-\\u009f]", ".");
        return plain.length() <= MAX ? plain : plain.substring(0, MAX) + "...";
    }
}
