package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** {@code UTF8}, RFC 6856 §2.1: the client can read headers in UTF-8. */
record Utf8Command() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.UTF8;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        session.readsUtf8();
        session.reply(Replies.UTF8);
        return Outcome.DONE;
    }
}
