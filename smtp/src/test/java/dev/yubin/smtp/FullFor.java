package dev.yubin.smtp;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.StoreException;
import dev.yubin.store.Verdict;
import dev.yubin.store.memory.MemoryMailStore;
import java.util.ArrayList;
import java.util.List;

/** A store in which one mailbox is full, and says so only when mail is delivered. */
final class FullFor extends ForwardingMailStore {
    private final AccountName full;

    FullFor(String account) {
        super(new MemoryMailStore());
        full = AccountName.parse(account);
    }

    @Override
    public List<Verdict> deliver(List<Delivery> deliveries, MessageContent content) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            verdicts.add(
                    delivery.account().equals(full)
                            ? Verdict.failed(new StoreException(StoreException.Kind.OVERQUOTA, "full"))
                            : super.deliver(List.of(delivery), content).get(0));
        }
        return verdicts;
    }
}
