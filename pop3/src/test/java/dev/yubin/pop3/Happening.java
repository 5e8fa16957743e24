package dev.yubin.pop3;

import dev.yubin.store.Flag;
import java.io.IOException;

/** One thing that happens to a maildrop, by POP3 or behind its back. */
sealed interface Happening {
    void in(MaildropPlay play) throws IOException;

    /**
     * A client says something; a session begins for it if there is none.
     *
     * @param pipelined whether more is said before the reply is read
     */
    record Said(String line, boolean pipelined) implements Happening {
        @Override
        public void in(MaildropPlay play) throws IOException {
            play.say(line, pipelined);
        }
    }

    /**
     * The connection is lost.
     *
     * @param unfinished what came of a command before
     */
    record Lost(String unfinished) implements Happening {
        @Override
        public void in(MaildropPlay play) throws IOException {
            play.lose(unfinished);
        }
    }

    /** Mail arrives, perhaps by another program. */
    record Arrived(String message, boolean byAnother) implements Happening {
        @Override
        public void in(MaildropPlay play) throws IOException {
            play.arrive(message, byAnother);
        }
    }

    /** A message that is there is removed. */
    record Expunged(int which, boolean byAnother) implements Happening {
        @Override
        public void in(MaildropPlay play) throws IOException {
            play.expunge(which, byAnother);
        }
    }

    /** A message that is there gets a flag. */
    record Flagged(int which, Flag flag, boolean byAnother) implements Happening {
        @Override
        public void in(MaildropPlay play) throws IOException {
            play.flag(which, flag, byAnother);
        }
    }

    /** A second client wants the maildrop, too. */
    record Intruded() implements Happening {
        @Override
        public void in(MaildropPlay play) throws IOException {
            play.intrude();
        }
    }

    /** The server ends and starts anew, over a store that does so too where mail outlives it. */
    record Restarted() implements Happening {
        @Override
        public void in(MaildropPlay play) throws IOException {
            play.restart();
        }
    }
}
