package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Hooks that decide what a test says, and remember what they were asked and on which thread. */
final class MomentHooks implements SmtpHooks {
    /** Decides about what a hook was told. */
    interface Answer {
        Decision decide(List<Object> told) throws IOException;
    }

    private final boolean blocking;
    private final Map<HookMoment, Answer> answers = new EnumMap<>(HookMoment.class);
    private final Queue<HookMoment> moments = new ConcurrentLinkedQueue<>();
    private final Queue<List<Object>> told = new ConcurrentLinkedQueue<>();
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();

    MomentHooks(boolean blocking) {
        this.blocking = blocking;
    }

    static MomentHooks at(HookMoment moment, Answer answer) {
        return new MomentHooks(true).when(moment, answer);
    }

    /** Before the server starts. */
    MomentHooks when(HookMoment moment, Answer answer) {
        answers.put(moment, answer);
        return this;
    }

    /** When they were asked. */
    List<HookMoment> moments() {
        return List.copyOf(moments);
    }

    /** What they were told, each time. */
    List<List<Object>> told() {
        return List.copyOf(told);
    }

    /** The names of the threads that they ran on. */
    List<String> threads() {
        return List.copyOf(threads);
    }

    private Decision decide(HookMoment moment, Object... what) throws IOException {
        moments.add(moment);
        told.add(List.of(what));
        threads.add(Thread.currentThread().getName());
        Answer answer = answers.get(moment);
        return answer == null ? Decision.accept() : answer.decide(List.of(what));
    }

    @Override
    public Decision connected(SmtpClient client) throws IOException {
        return decide(HookMoment.CONNECTED, client);
    }

    @Override
    public Decision hello(SmtpClient client) throws IOException {
        return decide(HookMoment.HELLO, client);
    }

    @Override
    public Decision mail(SmtpClient client, Envelope envelope) throws IOException {
        return decide(HookMoment.MAIL, client, envelope);
    }

    @Override
    public Decision rcpt(SmtpClient client, Envelope envelope, MailAddress recipient) throws IOException {
        return decide(HookMoment.RCPT, client, envelope, recipient);
    }

    @Override
    public Decision data(SmtpTransaction transaction) throws IOException {
        return decide(HookMoment.DATA_END, transaction);
    }

    @Override
    public boolean blocking() {
        return blocking;
    }
}
