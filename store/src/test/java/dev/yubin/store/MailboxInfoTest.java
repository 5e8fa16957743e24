package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MailboxInfoTest {
    @Test
    void aListHasMailboxesAndSubscriptionsByName() {
        MailboxName work = MailboxName.of("Work");
        Map<MailboxName, MailboxId> mailboxes = Map.of(work, MailboxId.of("2"), MailboxName.INBOX, MailboxId.of("1"));
        assertThat(MailboxInfo.list(mailboxes, Set.of(work, MailboxName.of("Old"))))
                .extracting(MailboxInfo::toString)
                .containsExactly("INBOX", "Old (no such mailbox) (subscribed)", "Work (subscribed)");
        assertThat(MailboxInfo.list(mailboxes, Set.of()).get(0).id()).contains(MailboxId.of("1"));
    }
}
