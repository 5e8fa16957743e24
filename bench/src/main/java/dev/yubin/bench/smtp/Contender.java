package dev.yubin.bench.smtp;

import java.io.IOException;
import java.util.List;

/** The servers that are compared. */
public enum Contender {
    /** Yubin with the memory store. Without a journal, which would keep what the store keeps already. */
    YUBIN("Yubin") {
        @Override
        public MailTaker start() {
            return YubinTaker.inMemory();
        }
    },
    /** Yubin with the Maildir store in a temporary directory; it does not wait for the disk. */
    YUBIN_MAILDIR("Yubin with Maildir") {
        @Override
        public MailTaker start() throws IOException {
            return YubinTaker.inFiles();
        }
    },
    /** GreenMail, only its SMTP. It keeps mail on the heap. */
    GREENMAIL("GreenMail") {
        @Override
        public MailTaker start() {
            return new GreenMailTaker();
        }
    },
    /** SubEtha SMTP with a handler that reads mail and drops it. */
    SUBETHA("SubEtha") {
        @Override
        public MailTaker start() {
            return new SubEthaTaker();
        }
    },
    /** What answers fixed lines and looks at no more than where lines and mails end. */
    CANNED("canned") {
        @Override
        public MailTaker start() {
            return new CannedServer();
        }
    };

    /** Those that are put under load side by side. */
    public static final List<Contender> SIDE_BY_SIDE = List.of(YUBIN, GREENMAIL, SUBETHA, CANNED);

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    /** As a table says it. */
    public String title() {
        return title;
    }

    /** Starts it in this JVM, on a free port. */
    public abstract MailTaker start() throws IOException;
}
