package dev.yubin.bench.smtp;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a client says.
 *
 * @param opening before the first mail
 * @param mail for each mail
 * @param closing after the last one
 * @param whole all of it, with one mail
 */
record Dialogue(List<Step> opening, List<Step> mail, List<Step> closing, List<Step> whole) {
    Dialogue(List<Step> opening, List<Step> mail, List<Step> closing) {
        this(
                opening,
                mail,
                closing,
                Stream.of(opening, mail, closing).flatMap(List::stream).toList());
    }
}
