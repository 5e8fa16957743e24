package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What large mailboxes cost, in operations and octets, not in time. */
class MailboxCostTest {
    /** More with {@code -Dyubin.messages=100000 -Dyubin.changes=1000}. */
    private static final int LARGE = Integer.getInteger("yubin.messages", 20_000);

    private static final int CHANGES = Integer.getInteger("yubin.changes", 300);
    private static final int MANY = 1000;
    private static final AccountName USER = AccountName.parse("user");

    @TempDir
    Path root;

    private CountingDisk disk;

    @BeforeEach
    void setUp() {
        disk = new CountingDisk(new RealDisk(root, SyncPolicy.NEVER));
    }

    private Mailbox open(CountingDisk on, String mailbox) throws IOException {
        MaildirMailStore store = MaildirMailStore.open(on, root, InstantSource.system());
        var account = store.create(USER);
        MailboxName name = MailboxName.of(mailbox);
        if (account.mailboxes().stream().noneMatch(info -> info.name().equals(name))) {
            account.create(name);
        }
        return account.open(name);
    }

    private Mailbox open() throws IOException {
        return open(disk, "INBOX");
    }

    /** A mailbox that Dovecot has filled, with sizes in the names. */
    private void fill(int messages) throws IOException {
        open();
        Path first = null;
        for (int i = 0; i < messages; i++) {
            Path file = root.resolve("user/cur/" + (1_700_000_000 + i) + ".M1P1.host,S=1,W=1:2,S");
            if (i % 10_000 == 0) {
                first = Files.write(file, new byte[] {'x'});
            } else {
                Files.createLink(file, first);
            }
        }
        assertThat(open().uids().count()).isEqualTo(messages);
        disk.reset();
    }

    private static NewMessage message() {
        return NewMessage.of(MessageContent.of(new byte[] {'x'}), Instant.EPOCH);
    }

    @Test
    void aSecondOpeningReadsNoMessageFileAndListsNoDirectory() throws Exception {
        fill(LARGE);
        Mailbox mailbox = open();
        assertThat(mailbox.state().messages()).isEqualTo(LARGE);
        mailbox.scan(UidSet.ALL, meta -> true);
        assertThat(disk.messageFiles).hasValue(0);
        assertThat(disk.listings).hasValue(0);
    }

    @Test
    void aMailboxThatIsReadAgainAndAgainIsNotLookedAtMoreThanItsStamps() throws Exception {
        fill(MANY);
        Mailbox mailbox = open();
        mailbox.state();
        disk.reset();
        for (int i = 0; i < MANY; i++) {
            mailbox.state();
        }
        assertThat(disk.listings).hasValue(0);
        assertThat(disk.octetsRead).hasValue(0);
        assertThat(disk.operations).hasValueLessThanOrEqualTo(5L * MANY);
    }

    @Test
    void changesListNothingAndWriteLittle() throws Exception {
        fill(10 * MANY);
        Mailbox mailbox = open();
        mailbox.state();
        disk.reset();
        for (int i = 1; i <= CHANGES; i++) {
            mailbox.updateFlags(UidSet.of(i), FlagChange.add(Flag.FLAGGED), OptionalLong.empty());
        }
        expectPerOperation(30, 300);
        for (int i = 0; i < CHANGES; i++) {
            mailbox.append(List.of(message()));
        }
        expectPerOperation(50, 600);
        for (int i = 1; i <= CHANGES; i++) {
            mailbox.expunge(UidSet.of(i), Expunge.ANY);
        }
        expectPerOperation(30, 300);
        assertThat(mailbox.state().messages()).isEqualTo(10 * MANY);
    }

    private void expectPerOperation(int operations, int octets) {
        assertListsNothing();
        assertThat(disk.operations.get() / CHANGES).as("operations").isLessThanOrEqualTo(operations);
        assertThat(disk.octetsWritten.get() / CHANGES).as("octets written").isLessThanOrEqualTo(octets);
        // Its own lock file, and the ends of growing files.
        assertThat(disk.octetsRead.get() / CHANGES).as("octets read").isLessThanOrEqualTo(octets);
        disk.reset();
    }

    /** But for one look at new and cur, where what was done before falls into the same tick of the file system's clock. */
    private void assertListsNothing() {
        assertThat(disk.listings).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void withCompactionsAChangeCostsTheSameInLargeMailboxes() throws Exception {
        double small = flagChangeOctets(MANY / 2, "small");
        double large = flagChangeOctets(3 * MANY / 2, "large");
        assertThat(large / small).as("octets per change, large to small").isLessThanOrEqualTo(1.5);
    }

    /** Octets written per change, over as many changes as make the index file be written anew. */
    private double flagChangeOctets(int messages, String name) throws IOException {
        Mailbox mailbox = open(disk, name);
        mailbox.append(Collections.nCopies(messages, message()));
        Path index = root.resolve("user/." + name).resolve(IndexFile.NAME);
        disk.reset();
        for (int i = 0; ; i++) {
            long before = Files.size(index);
            FlagChange change = i / messages % 2 == 0 ? FlagChange.add(Flag.SEEN) : FlagChange.remove(Flag.SEEN);
            mailbox.updateFlags(UidSet.of(1 + i % messages), change, OptionalLong.empty());
            if (Files.size(index) < before) {
                assertListsNothing();
                return (double) disk.octetsWritten.get() / i;
            }
        }
    }

    @Test
    void aMaildropThroughWhichMessagesPassCostsNoMoreWithTime() throws Exception {
        Mailbox mailbox = open();
        int remembered = 3 * MANY / 2;
        mailbox.append(Collections.nCopies(remembered, message()));
        for (int uid = 1; uid <= remembered; uid++) {
            mailbox.expunge(UidSet.of(uid), Expunge.ANY);
        }
        disk.reset();
        for (int i = 0; i < 100; i++) {
            UidSet uids = mailbox.append(List.of(message())).uids();
            mailbox.expunge(uids, Expunge.ANY);
        }
        assertThat(disk.listings).hasValue(0);
        assertThat(disk.octetsWritten.get() / 100).isLessThanOrEqualTo(1500);
    }

    @Test
    void twoStoresThatDeliverInTurnDoNotMakeEachOtherList() throws Exception {
        fill(MANY);
        Mailbox one = open();
        Mailbox two = open();
        one.state();
        two.state();
        disk.reset();
        for (int i = 0; i < 200; i++) {
            Mailbox mailbox = i % 2 == 0 ? one : two;
            long uid = mailbox.append(List.of(message())).uids().first(0);
            mailbox.updateFlags(UidSet.of(uid - 1, uid), FlagChange.add(Flag.SEEN), OptionalLong.empty());
        }
        assertThat(one.state().messages()).isEqualTo(MANY + 200);
        assertThat(two.state().messages()).isEqualTo(MANY + 200);
        assertThat(disk.listings).hasValue(0);
        assertThat(disk.octetsRead.get() / 200).isLessThanOrEqualTo(4000);
    }

    @Test
    void aForeignDeliveryListsNewOnly() throws Exception {
        fill(MANY);
        Mailbox mailbox = open();
        mailbox.state();
        OtherProgram other = new OtherProgram(root.resolve("user"), root.resolve("user/tmp"));
        other.deliver("1800000000.x,S=1,W=1", "x");
        disk.reset();
        assertThat(mailbox.state().messages()).isEqualTo(MANY + 1);
        assertThat(disk.listings).hasValue(1);
        assertThat(disk.messageFiles).hasValue(1);
        assertThat(disk.octetsWritten).hasValueLessThanOrEqualTo(500);
    }
}
