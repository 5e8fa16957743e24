package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * {@code XCLIENT attribute=value ...}: a trusted proxy names the client it speaks for, and the session begins anew with
 * a greeting, as Postfix has it. What is null was not said, and stays as it is: a proxy may need several commands to say
 * all. What is empty is not known.
 */
record XclientCommand(InetAddress address, Integer port, String name, String helo, String login)
        implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.XCLIENT;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (!session.offers().xclient()) {
            return session.mistake(Replies.NOT_TRUSTED);
        }
        InetSocketAddress now = session.client().address();
        InetSocketAddress client = new InetSocketAddress(
                address == null ? now.getAddress() : address, port == null ? now.getPort() : port);
        session.connected(session.client().speakingFor(client, name, helo, login));
        return session.consult(new Greeting());
    }
}
