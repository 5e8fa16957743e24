package dev.yubin.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.MailboxState;
import dev.yubin.store.NewMessage;
import dev.yubin.store.RecentMark;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MillionMessagesTest extends StoreFixture {
    private static final int MILLION = 1_000_000;

    @Test
    void aMailboxOfAMillionMessagesWorks() throws IOException {
        MemoryMailbox mailbox = inbox();
        for (int i = 0; i < MILLION / 10; i++) {
            mailbox.append(List.of(NewMessage.of(CONTENT, Instant.EPOCH)));
        }
        mailbox.append(Collections.nCopies(MILLION / 10 * 9, message()));
        assertThat(mailbox.uids()).isEqualTo(UidSet.range(1, MILLION));
        assertThat(mailbox.content(MILLION).size()).isEqualTo(CONTENT.size());
        assertThat(mailbox.feature(RecentMark.class).orElseThrow().count()).isEqualTo(MILLION);

        mailbox.updateFlags(UidSet.range(1, MILLION - 1), FlagChange.add(Flag.SEEN), OptionalLong.empty());
        MailboxState state = mailbox.state();
        assertThat(state.unseen()).isEqualTo(1);
        assertThat(state.firstUnseen()).hasValue(MILLION);
        ChangePosition position = ChangePosition.afterCommit(state.highestModSeq());
        mailbox.updateFlags(UidSet.of(500_000), FlagChange.remove(Flag.SEEN), OptionalLong.empty());
        assertThat(mailbox.state().firstUnseen()).hasValue(500_000);
        assertThat(mailbox.changesSince(position, 10).changed()).hasSize(1);

        mailbox.expunge(UidSet.of(77), Expunge.ANY);
        assertThat(mailbox.expunge(UidSet.ALL, Expunge.ANY).uids().count()).isEqualTo(MILLION - 1);
        assertThat(mailbox.state().messages()).isZero();
        assertThat(mailbox.state().uidNext()).isEqualTo(MILLION + 1);
        assertThat(append(mailbox, 1)).isEqualTo(UidSet.of(MILLION + 1));
    }
}
