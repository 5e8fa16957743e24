package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/**
 * A line that is no command, or one with wrong arguments. It is a command like the others so that its reply keeps its
 * place; after too many of them the connection is closed.
 */
record BadCommand(Reply reply) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.BAD;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        return session.refuse(reply);
    }
}
