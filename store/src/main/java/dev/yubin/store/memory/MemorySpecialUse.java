package dev.yubin.store.memory;

import dev.yubin.store.MailboxName;
import dev.yubin.store.SpecialUse;
import dev.yubin.store.StoreException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an account's mailboxes are for. Each mailbox keeps its own uses, so that they go where it goes. */
final class MemorySpecialUse implements SpecialUse {
    private final MemoryAccount account;

    MemorySpecialUse(MemoryAccount account) {
        this.account = account;
    }

    @Override
    public Map<MailboxName, Set<Use>> uses() throws StoreException {
        Map<MailboxName, Set<Use>> found = new TreeMap<>();
        account.byName().forEach((name, mailbox) -> {
            if (!mailbox.uses().isEmpty()) {
                found.put(name, mailbox.uses());
            }
        });
        return found;
    }

    @Override
    public void set(MailboxName name, Set<Use> uses) throws StoreException {
        account.open(name).use(Set.copyOf(uses));
    }
}
