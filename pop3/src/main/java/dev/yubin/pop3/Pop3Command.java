package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** A command with its arguments parsed and checked. What it does stands in {@link #execute}. */
sealed interface Pop3Command
        permits ApopCommand,
                AuthCommand,
                AuthResponse,
                BadCommand,
                CapaCommand,
                DeleCommand,
                GreetCommand,
                LangCommand,
                ListCommand,
                MechanismsCommand,
                NoopCommand,
                PassCommand,
                QuitCommand,
                RetrCommand,
                RsetCommand,
                SendCommand,
                StatCommand,
                StlsCommand,
                TopCommand,
                UidlCommand,
                UserCommand,
                Utf8Command {
    /** The verb, whose gates were passed when {@link #execute} is called. */
    Pop3Verb verb();

    /** Whether it may block, given the session's state. */
    default boolean blocks(Pop3Session session) {
        return false;
    }

    /** Acts on the session and answers by {@link Pop3Session#reply}. */
    Outcome execute(Pop3Session session) throws IOException;
}
