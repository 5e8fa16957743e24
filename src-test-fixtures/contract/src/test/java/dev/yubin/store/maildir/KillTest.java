package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.StoreSnapshot;
import dev.yubin.store.AccountName;
import dev.yubin.store.Flag;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that delivers, flags, moves and expunges without end is killed, again and again on the same files: what it
 * said is so, exactly once, and UIDs stay. {@code -Dyubin.kills=50} kills it that often.
 */
@Timeout(600)
class KillTest {
    private static final int KILLS = Integer.getInteger("yubin.kills", 5);

    /** Less than a lock is waited for: locks of the dead do not count. */
    private static final Duration AT_ONCE = Duration.ofSeconds(25);

    /** What became of a message, as far as its process told. */
    private enum Fate {
        THERE,
        MOVING,
        EXPUNGING,
        EXPUNGED
    }

    /** What is known of a message. */
    private static final class Known {
        Fate fate = Fate.THERE;
        MailboxName mailbox = MailboxName.INBOX;
        /** Zero if it was not told. */
        long uid;

        boolean flagged;
    }

    /** A message that was found. */
    private record Found(MailboxName mailbox, long uid, boolean flagged) {}

    private final long seed = Long.getLong("yubin.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final List<String> failures = new ArrayList<>();

    @TempDir
    Path root;

    @Test
    void whatWasAcknowledgedIsThereExactlyOnceAndUidsStay() throws Exception {
        try (MailStore store = open()) {
            for (AccountName account : KilledDeliverer.ACCOUNTS) {
                store.create(account).create(KilledDeliverer.ARCHIVE);
            }
        }
        for (int round = 1; round <= KILLS; round++) {
            killOne(round);
            assertThat(failures)
                    .as("what the process could not do, round " + round)
                    .isEmpty();
            long start = System.nanoTime();
            try (MailStore store = open()) {
                check(store, "after kill " + round + ", seed " + seed);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time to go on")
                    .isLessThan(AT_ONCE);
        }
        System.out.println("Killed a process " + KILLS + " times (-Dyubin.kills=50 for more); it had told of "
                + known.size() + " messages, seed " + seed);
        assertThat(known.size()).isGreaterThan(KILLS);
    }

    private MailStore open() throws IOException {
        return MaildirMailStore.builder(root).sync(SyncPolicy.NEVER).open();
    }

    private void killOne(int round) throws Exception {
        int lines = 1 + random.nextInt(300);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledDeliverer.class.getName(),
                        root.toString(),
                        String.valueOf(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.endsWith(KilledDeliverer.END)) {
                    take(line.split(" "));
                }
                if (--lines == 0) {
                    // Not through the process itself: that would lose what it has said.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.toHandle().destroyForcibly();
        }
        process.waitFor();
    }

    private void take(String[] words) {
        String id = words[words.length - 2];
        switch (words[0]) {
            case "deliver" -> told(id).uid = Long.parseLong(words[1]);
            case "spooled" -> KilledDeliverer.ACCOUNTS.forEach(account -> told(id + "/" + account.localPart()));
            case "flag", "expunge", "move" -> {
                if (!words[0].equals("flag")) {
                    told(id).fate = words[0].equals("move") ? Fate.MOVING : Fate.EXPUNGING;
                }
            }
            case "flagged" -> told(id).flagged = true;
            case "expunged" -> told(id).fate = Fate.EXPUNGED;
            case "moved" -> {
                Known message = told(id);
                message.fate = Fate.THERE;
                message.mailbox = message.mailbox.isInbox() ? KilledDeliverer.ARCHIVE : MailboxName.INBOX;
                message.uid = Long.parseLong(words[1]);
            }
            default -> failures.add(String.join(" ", words));
        }
    }

    private Known told(String id) {
        return known.computeIfAbsent(id, none -> new Known());
    }

    private void check(MailStore store, String when) throws IOException {
        StoreSnapshot picture = StoreSnapshot.of(store);
        Map<String, List<Found>> found = new HashMap<>();
        for (AccountName account : KilledDeliverer.ACCOUNTS) {
            for (MailboxName name : List.of(MailboxName.INBOX, KilledDeliverer.ARCHIVE)) {
                Mailbox mailbox = store.create(account).open(name);
                List<MessageMeta> metas = new ArrayList<>();
                mailbox.scan(UidSet.ALL, metas::add);
                for (MessageMeta meta : metas) {
                    String id = whole(mailbox.content(meta.uid()), when);
                    String place = account + " " + name + " " + mailbox.state().uidValidity() + " " + meta.uid();
                    assertThat(owners.computeIfAbsent(place, none -> id))
                            .as(when + ", the message that has " + place)
                            .isEqualTo(id);
                    String key = id.endsWith("-all") ? id + "/" + account.localPart() : id;
                    found.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(new Found(name, meta.uid(), meta.flags().contains(Flag.FLAGGED)));
                }
            }
        }
        found.forEach((id, places) ->
                assertThat(places).as(when + ", where " + id + " is").hasSize(1));
        known.forEach((id, message) -> check(id, message, found.getOrDefault(id, List.of()), when));
        try (MailStore other = open()) {
            StoreSnapshot.of(other).assertSameAs(picture);
        }
        goOn(store);
    }

    /** The id of a message, which is whole. */
    private static String whole(MessageContent content, String when) throws IOException {
        byte[] octets = content.toByteArray();
        String id = new String(octets, StandardCharsets.US_ASCII)
                .lines()
                .findFirst()
                .orElse("")
                .replace("Subject: ", "");
        assertThat(octets).as(when + ", the content of " + id).isEqualTo(KilledDeliverer.octets(id));
        return id;
    }

    private static void check(String id, Known message, List<Found> found, String when) {
        String what = when + ", " + id + ", " + message.fate + " in " + message.mailbox + " UID " + message.uid;
        switch (message.fate) {
            case EXPUNGED -> assertThat(found).as(what).isEmpty();
            case EXPUNGING -> message.fate = found.isEmpty() ? Fate.EXPUNGED : Fate.THERE;
            default -> {
                assertThat(found).as(what).hasSize(1);
                Found is = found.get(0);
                if (message.fate == Fate.THERE) {
                    assertThat(is.mailbox).as(what).isEqualTo(message.mailbox);
                }
                if (message.uid != 0 && is.mailbox.equals(message.mailbox)) {
                    assertThat(is.uid).as(what).isEqualTo(message.uid);
                }
                assertThat(is.flagged || !message.flagged)
                        .as(what + " has its flag")
                        .isTrue();
                message.fate = Fate.THERE;
                message.mailbox = is.mailbox;
                message.uid = is.uid;
            }
        }
    }

    /** All folders can be written to, whatever locks were left. */
    private void goOn(MailStore store) throws IOException {
        for (AccountName account : KilledDeliverer.ACCOUNTS) {
            for (MailboxName name : List.of(MailboxName.INBOX, KilledDeliverer.ARCHIVE)) {
                String id = "parent-" + random.nextLong() + account.localPart();
                NewMessage message = NewMessage.of(MessageContent.of(KilledDeliverer.octets(id)), Instant.EPOCH);
                Known appended = told(id);
                appended.mailbox = name;
                appended.uid = store.create(account)
                        .open(name)
                        .append(List.of(message))
                        .uids()
                        .first(0);
            }
        }
    }
}
