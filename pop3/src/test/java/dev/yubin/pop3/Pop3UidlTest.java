package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.MetaVisitor;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What RFC 1939 §7 asks of unique-ids: unique, 1 to 70 characters of 0x21 to 0x7E, the same in every session. */
class Pop3UidlTest {
    private static final long[] NUMBERS = {
        1,
        2,
        9,
        10,
        11,
        12,
        99,
        100,
        111,
        121,
        1111,
        0xFFFF,
        0x10000,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFFEL,
        0xFFFF_FFFFL
    };

    @Test
    void uniqueIdsAreUniqueAndPlainWhateverTheNumbers() throws IOException {
        Set<String> all = new HashSet<>();
        for (long uidValidity : NUMBERS) {
            Maildrop maildrop = new Maildrop(mailbox(uidValidity), null, OptionalInt.empty(), Instant.EPOCH);
            for (int number = 1; number <= NUMBERS.length; number++) {
                String uniqueId = maildrop.uniqueId(number);
                assertThat(uniqueId.length()).as(uniqueId).isBetween(1, 70);
                assertThat(uniqueId.chars()).as(uniqueId).allMatch(c -> c >= 0x21 && c <= 0x7E);
                assertThat(all.add(uniqueId)).as("%s is new", uniqueId).isTrue();
            }
        }
    }

    /** A mailbox with that UIDVALIDITY and the UIDs of {@link #NUMBERS}. */
    private static Mailbox mailbox(long uidValidity) throws IOException {
        Mailbox empty = new MemoryMailStore().create(AccountName.parse("bob")).open(MailboxName.INBOX);
        return (Mailbox) Proxy.newProxyInstance(
                Mailbox.class.getClassLoader(), new Class<?>[] {Mailbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("state")) {
                        return MailboxState.builder()
                                .uidValidity(uidValidity)
                                .uidNext(1L << 32)
                                .build();
                    }
                    if (method.getName().equals("scan")) {
                        MetaVisitor out = (MetaVisitor) arguments[1];
                        Arrays.stream(NUMBERS).forEach(uid -> out.visit(meta(uid)));
                        return null;
                    }
                    return method.invoke(empty, arguments);
                });
    }

    private static MessageMeta meta(long uid) {
        return MessageMeta.builder(uid, 1, Instant.EPOCH).build();
    }

    @Test
    void uniqueIdsOutliveRestartsForeignDeliveriesAndRenames() throws IOException {
        try (MailPlace place = MailPlace.maildir()) {
            place.server().put("bob", "one\r\n", "two\r\n");
            List<String> known = new ArrayList<>(uniqueIds(place, 2));

            Path file = place.drop("bob", "by hand\r\n");
            known.add(added(place, known));

            place.restart();
            assertThat(uniqueIds(place, 3)).isEqualTo(known);

            place.see(file);
            assertThat(uniqueIds(place, 3)).isEqualTo(known);

            place.drop("bob", "by hand, while no server runs\r\n");
            place.restart();
            known.add(added(place, known));

            Path last = place.drop("bob", "moved before any server looked\r\n");
            place.see(last);
            place.restart();
            known.add(added(place, known));
            place.restart();
            assertThat(uniqueIds(place, 5)).isEqualTo(known);
        }
    }

    @Test
    void anIdIsNotGivenAgainWhenItsMessageIsDeleted() throws IOException {
        try (MailPlace place = MailPlace.maildir()) {
            place.server().put("bob", "one\r\n", "two\r\n");
            List<String> known = uniqueIds(place, 2);
            try (Pop3Client client = loggedIn(place)) {
                client.send("DELE 2\r\nQUIT\r\n");
                assertThat(client.status()).startsWith("+OK");
                assertThat(client.status()).startsWith("+OK");
            }
            place.restart();
            place.server().put("bob", "two\r\n");
            assertThat(uniqueIds(place, 2)).first().isEqualTo(known.get(0));
            assertThat(uniqueIds(place, 2).get(1)).isNotIn(known);
        }
    }

    /** The one unique-id behind those that are known. */
    private static String added(MailPlace place, List<String> known) throws IOException {
        List<String> all = uniqueIds(place, known.size() + 1);
        assertThat(all.subList(0, known.size())).isEqualTo(known);
        assertThat(known).doesNotContain(all.get(known.size()));
        return all.get(known.size());
    }

    /** Bob's unique-ids, as UIDL lists them and as it tells each. */
    private static List<String> uniqueIds(MailPlace place, int count) throws IOException {
        List<String> ids = new ArrayList<>();
        try (Pop3Client client = loggedIn(place)) {
            client.send("UIDL\r\n");
            assertThat(client.status()).startsWith("+OK");
            String[] lines = client.rest().split("\r\n");
            assertThat(lines).hasSize(count + 1);
            for (int number = 1; number <= count; number++) {
                client.send("UIDL " + number + "\r\n");
                assertThat(client.status()).isEqualTo("+OK " + lines[number - 1]);
                assertThat(lines[number - 1]).startsWith(number + " ");
                ids.add(lines[number - 1].substring((number + " ").length()));
            }
        }
        place.server().awaitConnections(0);
        return ids;
    }

    private static Pop3Client loggedIn(MailPlace place) throws IOException {
        Pop3Client client = new Pop3Client(place.server());
        client.send("USER bob\r\nPASS x\r\n");
        for (String what : List.of("greeting", "USER", "PASS")) {
            assertThat(client.status()).as(what).startsWith("+OK");
        }
        return client;
    }
}
