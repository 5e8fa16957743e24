package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what is there: code in them is compiled, names in them exist, links lead somewhere. */
class DocumentationTest {
    private static final Path ROOT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final Map<String, String> SOURCES = sources(ROOT);

    @Test
    void theReadmesJavaIsCompiledAndRun() throws IOException {
        assertJavaIsIn("examples/tests", ROOT.resolve("README.md"));
    }

    @Test
    void theMessageGuidesJavaIsCompiledAndRun() throws IOException {
        assertJavaIsIn("examples/tests", ROOT.resolve("docs/mime.md"));
    }

    @Test
    void theSmtpGuidesJavaIsCompiledAndRun() throws IOException {
        assertJavaIsIn("examples/tests", ROOT.resolve("docs/smtp.md"));
    }

    @Test
    void thePop3GuidesJavaIsCompiledAndRun() throws IOException {
        assertJavaIsIn("examples/tests", ROOT.resolve("docs/pop3.md"));
    }

    @Test
    void theJavaOnTlsLogInsAndLimitsIsCompiledAndRun() throws IOException {
        assertJavaIsIn("examples/tests", ROOT.resolve("docs/tls.md"));
        assertJavaIsIn("examples/tests", ROOT.resolve("docs/login.md"));
        assertJavaIsIn("examples/tests", ROOT.resolve("docs/limits.md"));
    }

    @Test
    void theStoreGuidesJavaIsCompiledAndRun() throws IOException {
        assertJavaIsIn("examples/custom-store", ROOT.resolve("docs/store.md"));
    }

    @Test
    void theStoreGuidesTablesAreComplete() throws IOException {
        Path guide = ROOT.resolve("docs/store.md");
        List<String> rows = found(guide, "(?m)^\\| `(\\w+)` \\|");
        assertThat(rows).containsAll(featuresOfTheStore());
        assertThat(rows).containsAll(kindsOfStoreFailures());
        assertThat(rows)
                .hasSize(featuresOfTheStore().size() + kindsOfStoreFailures().size());
    }

    /** The interfaces that say of themselves that they are features, with what they are features of. */
    private static List<String> featuresOfTheStore() {
        List<String> features = SOURCES.entrySet().stream()
                .filter(source -> source.getValue().contains("/**\n * A feature of a {@link "))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(features).hasSizeGreaterThan(5);
        return features;
    }

    private static List<String> kindsOfStoreFailures() {
        return Stream.of(StoreException.Kind.values()).map(Enum::name).toList();
    }

    @Test
    void theClassesAndTestsOfTheRfcTableExist() throws IOException {
        List<String> names = found(ROOT.resolve("docs/rfc.md"), "\\| `([A-Za-z0-9.]+)` (?=\\|)");
        assertThat(names).hasSizeGreaterThan(60);
        names.forEach(DocumentationTest::assertExists);
    }

    @Test
    void theTestsThatTheSecurityPageNamesExist() throws IOException {
        List<String> names = found(ROOT.resolve("docs/SECURITY.md"), "`([A-Za-z0-9]+Test\\.[A-Za-z0-9]+)`");
        assertThat(names).isNotEmpty();
        names.forEach(DocumentationTest::assertExists);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            List<Path> all = Stream.concat(Stream.of(ROOT.resolve("README.md")), pages)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
            for (Path page : all) {
                for (String link : found(page, "\\]\\((?!https?:)([^)#]+)")) {
                    assertThat(page.resolveSibling(link))
                            .as("a link of %s", page)
                            .exists();
                }
            }
        }
    }

    private static void assertJavaIsIn(String module, Path page) throws IOException {
        String sources =
                squeezed(String.join("\n", sources(ROOT.resolve(module)).values()));
        List<String> blocks = found(page, "(?s)```java\n(.*?)```");
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            assertThat(sources.contains(squeezed(block)))
                    .as("this block of %s is in %s: %s", page, module, block)
                    .isTrue();
        }
    }

    private static void assertExists(String name) {
        String type = name.replaceAll("\\..*", "");
        String source = SOURCES.getOrDefault(type, "");
        assertThat(source.isEmpty()).as("%s is missing", type).isFalse();
        if (name.contains(".")) {
            String method = "void " + name.substring(type.length() + 1) + "(";
            assertThat(source.contains(method)).as("%s is missing", name).isTrue();
        }
    }

    private static List<String> found(Path page, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(page))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** All Java sources below a folder by class name; where two modules have the same, both. */
    private static Map<String, String> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            DocumentationTest::read,
                            String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
