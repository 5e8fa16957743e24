package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.pop3.MaildropModel.Expected;
import dev.yubin.pop3.MaildropModel.Message;
import dev.yubin.store.AccountName;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Does what happens to one user's maildrop, in the server and in the model, and compares. Keeps a transcript. */
final class MaildropPlay implements AutoCloseable {
    private record Pending(String line, Expected expected) {}

    private final MailPlace place;
    private final String user;
    private final MaildropModel model;
    private final StringBuilder transcript = new StringBuilder();
    private final List<Pending> pending = new ArrayList<>();
    /** Null if there is no session. */
    private Pop3Client client;

    private final String logIn;

    MaildropPlay(MailPlace place, String user) throws IOException {
        this.place = place;
        this.user = user;
        logIn = "USER " + user + "\r\nPASS x\r\n";
        model = new MaildropModel(inbox(place.store()).state().uidValidity());
    }

    /** Plays it all; what goes wrong is told with the transcript. */
    void play(List<Happening> happenings) {
        try {
            for (Happening happening : happenings) {
                happening.in(this);
            }
            endOfSession("");
        } catch (AssertionError | IOException | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\nAll that happened:\n" + transcript, e);
        }
    }

    // --- what clients do ----------------------------------------------------------------------------------------

    void say(String line, boolean pipelined) throws IOException {
        if (client == null) {
            begin();
        }
        pending.add(new Pending(line, model.say(line)));
        if (!model.inSession()) {
            read();
            assertThat(client.isAtEnd())
                    .as("the end of the connection behind QUIT")
                    .isTrue();
            client.close();
            client = null;
            check();
        } else if (!pipelined) {
            read();
        }
    }

    private void begin() throws IOException {
        client = new Pop3Client(place.server());
        note("a client logs in");
        client.send(logIn);
        for (String what : List.of("greeting", "USER", "PASS")) {
            assertThat(client.status()).as(what).startsWith("+OK");
        }
        model.begin();
    }

    /** Sends what is to be said, and compares what is answered. */
    private void read() throws IOException {
        StringBuilder lines = new StringBuilder();
        pending.forEach(command -> lines.append(command.line()).append("\r\n"));
        client.send(lines.toString());
        for (Pending command : pending) {
            transcript.append("C: ").append(command.line()).append('\n');
        }
        for (Pending command : pending) {
            compare(command);
        }
        pending.clear();
    }

    private void compare(Pending command) throws IOException {
        Expected expected = command.expected();
        String status = client.status();
        transcript.append("S: ").append(status).append('\n');
        if (expected.whole()) {
            assertThat(status).as(command.line()).isEqualTo(expected.status());
        } else {
            assertThat(status).as(command.line()).startsWith(expected.status());
        }
        if (expected.rest() != null) {
            String rest = client.rest();
            transcript
                    .append("S: ")
                    .append(rest.replace("\r\n", "\n   ").stripTrailing())
                    .append('\n');
            boolean isMessage = command.line().matches("(?i)(RETR|TOP).*");
            assertThat(isMessage ? MultiLine.unstuffed(rest) : rest)
                    .as(command.line())
                    .isEqualTo(expected.rest());
        }
    }

    void lose(String unfinished) throws IOException {
        if (client != null) {
            endOfSession(unfinished);
        }
    }

    /** The connection is lost, before any reply to what is to be said is read. */
    private void endOfSession(String unfinished) throws IOException {
        if (client != null) {
            StringBuilder lines = new StringBuilder();
            pending.forEach(command -> lines.append(command.line()).append("\r\n"));
            pending.clear();
            client.send(lines + unfinished);
            note("the connection is lost behind \"" + lines + unfinished + "\"");
            client.close();
            client = null;
            model.end();
            place.server().awaitConnections(0);
        }
        check();
    }

    void intrude() throws IOException {
        if (client != null) {
            settle();
            note("another client tries to log in");
            try (Pop3Client second = new Pop3Client(place.server())) {
                second.send(logIn);
                assertThat(second.status()).as("greeting").startsWith("+OK");
                assertThat(second.status()).as("USER").startsWith("+OK");
                assertThat(second.status()).as("a second log-in").startsWith("-ERR [IN-USE] ");
            }
            place.server().awaitConnections(1);
        }
    }

    void restart() throws IOException {
        lose("");
        note("the server starts anew");
        place.restart();
        check();
    }

    // --- what happens behind their backs ------------------------------------------------------------------------

    void arrive(String message, boolean byAnother) throws IOException {
        settle();
        if (byAnother && place.hasFiles()) {
            // A file with other line ends is read with these.
            String file = message.replaceAll("(?<!\r)\n", "\r\n");
            place.drop(user, file);
            UidSet uids = inbox(place.store()).uids();
            model.arrive(new Message(uids.last(uids.ranges() - 1), file));
        } else {
            MessageContent content = MessageContent.of(MultiLine.octets(message));
            UidSet uids = inbox(place.store())
                    .append(List.of(NewMessage.of(content, Instant.EPOCH)))
                    .uids();
            model.arrive(new Message(uids.first(0), message));
        }
        note("message " + model.there().get(model.there().size() - 1).uid() + " arrives");
    }

    void expunge(int which, boolean byAnother) throws IOException {
        settle();
        if (!model.there().isEmpty()) {
            Message message = model.remove(which % model.there().size());
            note("message " + message.uid() + " is removed");
            inbox(of(byAnother)).expunge(UidSet.of(message.uid()), Expunge.ANY);
        }
    }

    void flag(int which, Flag flag, boolean byAnother) throws IOException {
        settle();
        if (!model.there().isEmpty()) {
            Message message = model.there().get(which % model.there().size());
            model.flag(message, flag);
            note("message " + message.uid() + " gets " + flag);
            inbox(of(byAnother)).updateFlags(UidSet.of(message.uid()), FlagChange.add(flag), OptionalLong.empty());
        }
    }

    private MailStore of(boolean byAnother) {
        return byAnother ? place.another() : place.store();
    }

    /** All that was said before something happens is answered before it happens. */
    private void settle() throws IOException {
        if (client != null) {
            read();
        }
    }

    /** The mailbox has what the model has. */
    private void check() throws IOException {
        Mailbox inbox = inbox(place.store());
        List<MessageMeta> found = new ArrayList<>();
        inbox.scan(UidSet.ALL, found::add);
        List<Message> messages = new ArrayList<>();
        for (MessageMeta meta : found) {
            try (var in = inbox.content(meta.uid()).openStream(0)) {
                messages.add(new Message(meta.uid(), MultiLine.text(in.readAllBytes())));
                assertThat(meta.size())
                        .as("size")
                        .isEqualTo(messages.get(messages.size() - 1).octets().length());
            }
        }
        assertThat(messages).as("what is in the mailbox").isEqualTo(model.there());
        assertThat(found.stream().map(MessageMeta::flags))
                .as("the flags of what is in the mailbox")
                .containsExactlyElementsOf(
                        model.there().stream().map(model::flags).toList());
    }

    private Mailbox inbox(MailStore store) throws IOException {
        return store.create(AccountName.parse(user)).open(MailboxName.INBOX);
    }

    private void note(String what) {
        transcript.append("*  ").append(what).append('\n');
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
        place.server().awaitConnections(0);
        place.store().remove(AccountName.parse(user));
    }
}
