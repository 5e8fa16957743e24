package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.StoreSnapshot;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is in a store at a moment, and what its clients were told of UIDNEXT and HIGHESTMODSEQ, by MAILBOXID. */
record Picture(Map<String, String> facts, Map<String, MailboxState> states) {
    static Picture of(MailStore store) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        StoreSnapshot.of(store)
                .toString()
                .lines()
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int end = line.indexOf(": ");
                    facts.put(line.substring(0, end), line.substring(end + 2));
                });
        Map<String, MailboxState> states = new HashMap<>();
        for (Mailbox mailbox : mailboxes(store)) {
            states.put(mailbox.id().toString(), mailbox.state());
        }
        return new Picture(facts, states);
    }

    private static List<Mailbox> mailboxes(MailStore store) throws IOException {
        List<Mailbox> mailboxes = new ArrayList<>();
        try (Stream<AccountName> names = store.accounts()) {
            for (AccountName name : names.toList()) {
                MailAccount account = store.account(name).orElseThrow();
                for (MailboxInfo info : account.mailboxes()) {
                    if (info.id().isPresent()) {
                        mailboxes.add(account.open(info.name()));
                    }
                }
            }
        }
        return mailboxes;
    }

    /** Fails unless all that is here was so before a call or is so after it. */
    void assertBetween(Picture before, Picture after, boolean atomic, String when) {
        TreeSet<String> places = new TreeSet<>(facts.keySet());
        places.addAll(before.facts.keySet());
        places.addAll(after.facts.keySet());
        for (String place : places) {
            String fact = facts.get(place);
            boolean known =
                    Objects.equals(fact, before.facts.get(place)) || Objects.equals(fact, after.facts.get(place));
            if (!known) {
                throw new AssertionError(when + ": " + place + " is wrong\n" + diff(before, after));
            }
        }
        for (String hash : before.contents()) {
            if (after.contents().contains(hash)) {
                assertThat(contents())
                        .as(when + ", what is there before and after")
                        .contains(hash);
            }
        }
        if (atomic && !facts.equals(before.facts) && !facts.equals(after.facts)) {
            throw new AssertionError(when + ": the call was done in part\n" + diff(before, after));
        }
    }

    /** What is not the same in all three. */
    private String diff(Picture before, Picture after) {
        TreeSet<String> places = new TreeSet<>(facts.keySet());
        places.addAll(before.facts.keySet());
        places.addAll(after.facts.keySet());
        StringBuilder text = new StringBuilder();
        for (String place : places) {
            String was = before.facts.get(place);
            String is = facts.get(place);
            String made = after.facts.get(place);
            if (!Objects.equals(was, made) || !Objects.equals(was, is)) {
                text.append(place)
                        .append("\n  before: ")
                        .append(was)
                        .append("\n  found:  ")
                        .append(is);
                text.append("\n  after:  ").append(made).append('\n');
            }
        }
        return text.toString();
    }

    private TreeSet<String> contents() {
        TreeSet<String> hashes = new TreeSet<>();
        facts.values().forEach(fact -> hashes.add(fact.substring(fact.indexOf("sha256") + 1)));
        hashes.removeIf(fact -> !fact.startsWith("ha256"));
        return hashes;
    }

    /** Fails if a UID that clients know is given to another message, or HIGHESTMODSEQ goes down. */
    void assertNothingIsUsedAgain(MailStore store, String when) throws IOException {
        for (Mailbox mailbox : mailboxes(store)) {
            MailboxState told = states.get(mailbox.id().toString());
            if (told == null) {
                continue;
            }
            assertThat(mailbox.state().highestModSeq())
                    .as(when + ", HIGHESTMODSEQ")
                    .isGreaterThanOrEqualTo(told.highestModSeq());
            MessageContent content = MessageContent.of("Subject: new\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var appended = mailbox.append(List.of(NewMessage.of(content, Instant.EPOCH)));
            assertThat(appended.uids().first(0))
                    .as(when + ", the UID of the next message in " + mailbox)
                    .isGreaterThanOrEqualTo(told.uidNext());
            assertThat(appended.modSeq()).as(when + ", the next MODSEQ").isGreaterThan(told.highestModSeq());
        }
    }
}
