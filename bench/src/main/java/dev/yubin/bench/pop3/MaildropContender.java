package dev.yubin.bench.pop3;

import dev.yubin.bench.server.Trees;
import java.io.IOException;
import java.util.List;

/** The servers that are compared. */
public enum MaildropContender {
    /** Yubin with the memory store. */
    YUBIN("Yubin") {
        @Override
        MaildropServer start() {
            return YubinMaildrop.inMemory();
        }
    },
    /** Yubin with the Maildir store; it does not wait for the disk. */
    YUBIN_MAILDIR("Yubin with Maildir") {
        @Override
        MaildropServer start() throws IOException {
            return YubinMaildrop.inFiles(Trees.make(MAILDIR_ROOM));
        }
    },
    /** GreenMail, only its POP3. It keeps mail on the heap. */
    GREENMAIL("GreenMail") {
        @Override
        MaildropServer start() {
            return new GreenMailMaildrop();
        }
    },
    /** The Dovecot that is installed, with a Maildir; it does not wait for the disk. It is no Java: see {@link Dovecot}. */
    DOVECOT("Dovecot") {
        @Override
        MaildropServer start() {
            throw new UnsupportedOperationException("It runs in no JVM");
        }
    },
    /** What answers by the first letters of a command, and looks at no more than where lines end. */
    CANNED("canned") {
        @Override
        MaildropServer start() {
            return new CannedMaildrop();
        }
    };

    /** As much as a Maildir may need, with all that a file system needs for a file. */
    static final long MAILDIR_ROOM = 2_000_000_000;

    /** Yubin with either store. */
    public static final List<MaildropContender> YUBINS = List.of(YUBIN, YUBIN_MAILDIR);

    private final String title;

    MaildropContender(String title) {
        this.title = title;
    }

    /** As a table says it. */
    public String title() {
        return title;
    }

    /** Starts it in this JVM, on a free port. */
    abstract MaildropServer start() throws IOException;
}
