package dev.yubin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionTest {
    @TempDir
    Path folder;

    @Test
    void aSectionIsReplacedAndTheRestStays() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "a\n<!-- x -->\nold\n<!-- /x -->\nb\n");
        Section.replace(page, "x", "new\nlines");
        Section.replace(page, "x", "newer");
        assertThat(page).hasContent("a\n<!-- x -->\nnewer\n<!-- /x -->\nb\n");
    }

    @Test
    void aPageWithoutTheSectionIsLeftAlone() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "<!-- x -->\nold\n");
        assertThatThrownBy(() -> Section.replace(page, "x", "new")).hasMessageContaining("has no section x");
        assertThat(page).hasContent("<!-- x -->\nold\n");
    }
}
