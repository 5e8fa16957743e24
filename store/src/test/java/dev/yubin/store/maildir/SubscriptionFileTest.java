package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionFileTest {
    @TempDir
    Path root;

    private Disk disk;
    private Path file;

    @BeforeEach
    void setUp() {
        disk = new RealDisk(root, SyncPolicy.NEVER);
        file = root.resolve("subscriptions");
    }

    @Test
    void withoutAFileNothingIsSubscribedAndNoneIsMade() throws Exception {
        assertThat(read()).isEmpty();
        assertThat(change("a", false)).isFalse();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aNewFileHasVersion2() throws Exception {
        assertThat(change("Foo/Bar", true)).isTrue();
        assertThat(change("日本語/x", true)).isTrue();
        assertThat(change("inbox", true)).isTrue();
        assertThat(change("INBOX/Gone", true)).isTrue();
        assertThat(file).hasContent("V\t2\n\nFoo\tBar\n&ZeVnLIqe-\tx\nINBOX\nINBOX\tGone\n");
        assertThat(read()).containsExactly("Foo/Bar", "INBOX", "INBOX/Gone", "日本語/x");
    }

    @Test
    void afterAChangeOnlyTheFileIsThere() throws Exception {
        change("a", true);
        assertThat(root.toFile().list()).containsExactly("subscriptions");
    }

    @Test
    void aFileOfVersion1StaysOne() throws Exception {
        write("Foo\nFoo.Bar\n&ZeVnLIqe-\nINBOX\n");
        assertThat(read()).containsExactly("Foo", "Foo/Bar", "INBOX", "日本語");
        assertThat(change("Foo", false)).isTrue();
        assertThat(change("Neu/x", true)).isTrue();
        assertThat(file).hasContent("Foo.Bar\n&ZeVnLIqe-\nINBOX\nNeu.x\n");
    }

    @Test
    void anEmptyFileHasVersion1AsDovecotTakesIt() throws Exception {
        write("");
        change("a/b", true);
        assertThat(file).hasContent("a.b\n");
    }

    @Test
    void withoutAnEffectTheFileIsNotTouched() throws Exception {
        write("V\t2\n\na\tb\n");
        Object before = Files.readAttributes(file, "*").get("fileKey");
        assertThat(change("a/b", true)).isFalse();
        assertThat(change("a", false)).isFalse();
        assertThat(Files.readAttributes(file, "*")).containsEntry("fileKey", before);
    }

    @Test
    void linesOfOthersStayAsTheyAre() throws Exception {
        byte[] odd = "V\t2\n\nodd/line\n\n&&\n\u00fc\n.x\na\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, odd);
        assertThat(read()).containsExactly("a");
        change("a", false);
        assertThat(Files.readAllBytes(file)).isEqualTo(java.util.Arrays.copyOf(odd, odd.length - 2));
    }

    @Test
    void aNameThatIsThereTwiceOrInAnotherSpellingGoesAtOnce() throws Exception {
        write("a\nInbox.x\na\nINBOX.x\nb");
        change("a", false);
        change("INBOX/x", false);
        assertThat(file).hasContent("b\n");
    }

    @Test
    void aLineWithoutItsEndIsALine() throws Exception {
        write("a\nb");
        change("c", true);
        assertThat(file).hasContent("a\nb\nc\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"we.dot", "a/.", "\ud800"})
    void aNameThatMaildirCannotKeepIsALimit(String name) {
        assertThatThrownBy(() -> change(name, true))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LIMIT));
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void changesAtOnceAllStay() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> changes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 10; i < 50; i++) {
            String name = "m" + i;
            names.add(name);
            changes.add(pool.submit(() -> change(name, true)));
        }
        for (Future<Boolean> each : changes) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
        }
        pool.shutdown();
        assertThat(read()).containsExactlyElementsOf(names);
    }

    @Test
    void aChangeThatFailsLeavesTheFileAsItWas() throws Exception {
        write("a\n");
        Disk failing = new PassingDisk(disk) {
            @Override
            public void rename(Path from, Path to) throws IOException {
                throw new IOException("no");
            }
        };
        assertThatThrownBy(() -> SubscriptionFile.change(failing, root, MailboxName.of("b"), true))
                .hasMessage("no");
        assertThat(file).hasContent("a\n");
        assertThat(root.toFile().list()).containsExactly("subscriptions");
    }

    private List<String> read() throws IOException {
        return SubscriptionFile.read(disk, root).stream()
                .map(MailboxName::toString)
                .toList();
    }

    private boolean change(String name, boolean on) throws IOException {
        return SubscriptionFile.change(disk, root, MailboxName.of(name), on);
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }
}
