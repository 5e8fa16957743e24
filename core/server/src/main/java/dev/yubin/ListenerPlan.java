package dev.yubin;

import dev.yubin.pop3.Maildrops;
import dev.yubin.pop3.Pop3Options;
import dev.yubin.pop3.Pop3Protocol;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.spi.Protocol;
import dev.yubin.smtp.SmtpOptions;
import dev.yubin.smtp.SmtpProtocol;
import java.util.function.UnaryOperator;

/** A port that a builder was given, and what is to be spoken on it. */
record ListenerPlan(String name, int port, Speaker speaker) {
    /** Makes the protocol when the server starts. */
    @FunctionalInterface
    interface Speaker {
        Protocol protocol(Parts parts);
    }

    /** What the protocols of one server share. */
    record Parts(String hostName, UnaryOperator<Limits> limits, Journal journal, Maildrops maildrops) {
        Protocol smtp(SmtpOptions defaults, UnaryOperator<SmtpOptions> options) {
            return new SmtpProtocol(hostName, options.apply(defaults.limits(limits)), journal);
        }

        Protocol pop3(Pop3Options defaults, UnaryOperator<Pop3Options> options) {
            return new Pop3Protocol(hostName, options.apply(defaults.limits(limits)), maildrops);
        }
    }
}
