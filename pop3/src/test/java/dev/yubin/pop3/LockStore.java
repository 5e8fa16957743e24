package dev.yubin.pop3;

import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** The stores that locks are tried over. */
enum LockStore {
    MEMORY {
        @Override
        MailStore open(Path directory, InstantSource clock) {
            return new MemoryMailStore(clock);
        }
    },
    MAILDIR {
        @Override
        MailStore open(Path directory, InstantSource clock) throws IOException {
            return MaildirMailStore.builder(directory)
                    .sync(SyncPolicy.NEVER)
                    .clock(clock)
                    .open();
        }
    },
    WITHOUT_LOCKS {
        @Override
        MailStore open(Path directory, InstantSource clock) {
            return new ForwardingMailStore(new MemoryMailStore(clock)) {
                @Override
                protected Mailbox wrap(Mailbox mailbox) {
                    return new ForwardingMailbox(mailbox) {
                        @Override
                        public <T> Optional<T> feature(Class<T> type) {
                            return type == MaildropLock.class ? Optional.empty() : super.feature(type);
                        }
                    };
                }
            };
        }
    };

    abstract MailStore open(Path directory, InstantSource clock) throws IOException;
}
