package dev.yubin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each benchmark measures something that happens. */
class MemoryStoreBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void eachOperationDoesWhatItSaysThroughoutABatch(MailboxOperations.Reach reach) throws Exception {
        MailboxOperations operations = new MemoryStoreBenchmark();
        operations.size = 2000;
        operations.reach = reach;
        operations.open();
        for (int batch = 0; batch < 3; batch++) {
            operations.prepareBatch();
            for (int i = 0; i < MailboxOperations.BATCH; i++) {
                assertThat(operations.deliver()).hasSize(1).allMatch(Verdict::isDelivered);
            }
            operations.prepareBatch();
            for (int i = 0; i < MailboxOperations.BATCH; i++) {
                assertThat(operations.changeFlag().changed()).hasSize(1);
            }
            operations.prepareBatch();
            for (int i = 0; i < MailboxOperations.BATCH; i++) {
                assertThat(operations.expunge().uids().count()).isEqualTo(1);
            }
            operations.prepareBatch();
            for (int i = 0; i < MailboxOperations.BATCH; i++) {
                assertThat(operations.lookUp()).isNotNull();
            }
        }
        operations.close();
    }
}
