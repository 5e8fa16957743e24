package dev.yubin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A part of a page that a run writes: what is between {@code <!-- name -->} and {@code <!-- /name -->}. */
final class Section {
    private Section() {}

    /** Prints a table, and puts it into a section with what it was measured on. */
    static void report(Path page, String name, List<String> table) throws IOException {
        System.out.println();
        table.forEach(System.out::println);
        System.out.println();
        replace(page, name, Circumstances.text() + "\n\n" + String.join("\n", table));
    }

    /**
     * Puts a text in place of the one that is there.
     *
     * @throws IOException if there is no such section
     */
    static void replace(Path page, String name, String text) throws IOException {
        String begin = "<!-- " + name + " -->\n";
        String end = "\n<!-- /" + name + " -->";
        String old = Files.readString(page);
        int from = old.indexOf(begin);
        int to = old.indexOf(end, from);
        if (from < 0 || to < 0) {
            throw new IOException(page + " has no section " + name);
        }
        Files.writeString(page, old.substring(0, from + begin.length()) + text + old.substring(to));
    }
}
