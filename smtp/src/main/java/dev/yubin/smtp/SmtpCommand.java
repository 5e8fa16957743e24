package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** A command with its arguments parsed and checked. What it does stands in {@link #execute}. */
sealed interface SmtpCommand
        permits AuthCommand,
                AuthResponse,
                BadChunk,
                BadCommand,
                BdatCommand,
                Consultation,
                Consultation.Decided,
                DataCommand,
                EndOfChunk,
                EndOfData,
                ExpnCommand,
                HelloCommand,
                HelpCommand,
                MailCommand,
                NoopCommand,
                QuitCommand,
                RcptCommand,
                RefusedChunk,
                RsetCommand,
                StartTlsCommand,
                VrfyCommand,
                XclientCommand {
    /** The verb, whose gates were passed when {@link #execute} is called. */
    SmtpVerb verb();

    /** Acts on the session and answers by {@link SmtpSession#reply}. */
    Outcome execute(SmtpSession session) throws IOException;
}
