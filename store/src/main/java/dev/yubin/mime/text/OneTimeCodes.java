package dev.yubin.mime.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One-time codes in plain text, the likeliest first. A guess, made by rules simple enough to know beforehand:
 *
 * <ol>
 *   <li>A number of 4 to 8 digits may be a code, also as {@code 123-456}, {@code 123 456} or {@code 1 2 3 4 5 6}, and as
 *       {@code G-123456}; these are given without what stands between the digits. It must stand alone: what is part of a
 *       date, a time, a price, a phone number, a link, a path or a longer number is none, and neither is a number right
 *       behind a word such as "order" or "phone".
 *   <li>It must stand near a cue, a word such as "code", "PIN" or "認証コード" (see {@link CodeLine}): on the same line or on
 *       the line before or after it, empty lines not counted. The best are those behind the cue on its line, then those
 *       in front of it, those on the next line, those on the line before.
 *   <li>Words of 6 to 10 capital letters and digits, at least one of each, are codes too if they stand on a cue's line, or
 *       alone on a line next to one.
 *   <li>What looks like a year (1900 to 2099) or a date (20240131) counts only on a cue's line, and only if there is
 *       nothing else.
 *   <li>After all of these come numbers of exactly six digits that are near no cue.
 * </ol>
 */
public final class OneTimeCodes {
    private static final int BEHIND = 0;
    private static final int IN_FRONT = 1;
    private static final int NEXT_LINE = 2;
    private static final int LINE_BEFORE = 3;
    private static final int ELSEWHERE = 4;
    private static final int LAST_RESORT = 5;
    private static final int NOT_AT_ALL = 6;

    private OneTimeCodes() {}

    /** The codes, each once. Linear in the length of the text; takes any text. */
    public static List<String> find(String text) {
        List<CodeLine> lines = lines(TextLinks.without(text));
        List<Set<String>> ranks = new ArrayList<>();
        for (int rank = BEHIND; rank < NOT_AT_ALL; rank++) {
            ranks.add(new LinkedHashSet<>());
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean cueBefore = i > 0 && lines.get(i - 1).hasCue();
            boolean cueBehind = i + 1 < lines.size() && lines.get(i + 1).hasCue();
            for (CodeLine.Candidate candidate : lines.get(i).candidates()) {
                int rank = rank(candidate, lines.get(i), cueBefore, cueBehind);
                if (rank < NOT_AT_ALL) {
                    ranks.get(rank).add(candidate.code());
                }
            }
        }
        Set<String> best = new LinkedHashSet<>();
        ranks.subList(BEHIND, ELSEWHERE).forEach(best::addAll);
        if (best.isEmpty()) {
            best.addAll(ranks.get(LAST_RESORT));
        }
        best.addAll(ranks.get(ELSEWHERE));
        return new ArrayList<>(best);
    }

    private static int rank(CodeLine.Candidate candidate, CodeLine line, boolean cueBefore, boolean cueBehind) {
        CodeLine.Shape shape = candidate.shape();
        if (line.hasCue()) {
            if (shape == CodeLine.Shape.DATE) {
                return LAST_RESORT;
            }
            return candidate.start() > line.cue() ? BEHIND : IN_FRONT;
        }
        boolean counts = shape != CodeLine.Shape.DATE && (shape != CodeLine.Shape.MIXED || line.isOneWord());
        if (counts && cueBefore) {
            return NEXT_LINE;
        }
        if (counts && cueBehind) {
            return LINE_BEFORE;
        }
        return shape == CodeLine.Shape.SIX ? ELSEWHERE : NOT_AT_ALL;
    }

    /** The lines that are not empty. */
    private static List<CodeLine> lines(String text) {
        List<CodeLine> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            if (!line.isBlank()) {
                lines.add(new CodeLine(line));
            }
            from = end < 0 ? text.length() : end + 1;
        }
        return lines;
    }
}
