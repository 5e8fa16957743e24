package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MailboxInfoTest {
    @Test
    void aListHasMailboxesAndSubscriptionsByName() {
        MailboxName work = MailboxName.of("Work");
        Map<MailboxName, String> mailboxes = Map.of(work, "2", MailboxName.INBOX, "1");
        assertThat(MailboxInfo.list(mailboxes, MailboxId::of, Set.of(work, MailboxName.of("Old"))))
                .extracting(MailboxInfo::toString)
                .containsExactly("INBOX", "Old (no such mailbox) (subscribed)", "Work (subscribed)");
        assertThat(MailboxInfo.list(mailboxes, MailboxId::of, Set.of()).get(0).id())
                .contains(MailboxId.of("1"));
    }
}
