package dev.yubin.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreRepliesTest {
    private static final Path TABLE = Path.of("../docs/store.md");

    /** The kind, two columns of other protocols, and IMAP's codes: the usual one and that of a target. */
    private static final String ROW = "\\| `%s` \\|[^|]*\\|[^|]*\\| `NO \\[(\\w+)]`(?:[^|]*`NO \\[(\\w+)]`)?[^|]*\\|";

    @ParameterizedTest
    @EnumSource
    void theTableForStoreAuthorsSaysTheSame(Kind kind) throws IOException {
        IOException failure = new StoreException(kind, "for the log");
        Matcher row = Pattern.compile(ROW.formatted(kind)).matcher(Files.readString(TABLE));
        assertThat(row.find()).as("%s has a row", kind).isTrue();
        assertThat(row.group(1)).isEqualTo(StoreReplies.of(failure).code());
        String target = row.group(2) == null ? row.group(1) : row.group(2);
        assertThat(target).isEqualTo(StoreReplies.ofTarget(failure).code());
    }

    @Test
    void theTableForStoreAuthorsHasBugsAndTimeOutsToo() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("| an unchecked exception")
                        && line.contains("`NO [" + StoreReplies.BUG.code() + "]`"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("| no answer for 60 s")
                        && line.contains("`NO [" + StoreReplies.TOO_SLOW.code() + "]`"));
    }

    @Test
    void onlyATargetThatIsMissingMayBeCreated() {
        IOException missing = new StoreException(Kind.NOT_FOUND, "for the log");
        assertThat(StoreReplies.of(missing).code()).isEqualTo("NONEXISTENT");
        assertThat(StoreReplies.ofTarget(missing).code()).isEqualTo("TRYCREATE");
    }

    @Test
    void aFailureWithoutAKindIsTemporary() {
        assertThat(StoreReplies.of(new IOException("disk on fire")))
                .isEqualTo(StoreReplies.of(new StoreException(Kind.TEMPORARY, "")));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheStoreSaysIsForTheLogOnly(Kind kind) {
        StoreReplies.Refusal refusal = StoreReplies.of(new StoreException(kind, "/var/mail is full"));
        assertThat(refusal.text()).isNotEmpty().doesNotContain("/var/mail").matches("[ -~]+");
    }
}
