package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code LANG [range]}, RFC 6856 §3: the language of replies.
 *
 * @param range a language range (RFC 4647 §2.1), {@code *} for the preferred language; empty to list all
 */
record LangCommand(String range) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.LANG;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        if (range.isEmpty()) {
            session.reply(Replies.LANGUAGES);
            session.lines(Stream.of(Language.values())
                    .map(language -> language.tag() + " " + language.ownName())
                    .toList());
            return Outcome.DONE;
        }
        Optional<Language> chosen =
                range.equals("*") ? Optional.of(session.preferredLanguage()) : Language.lookup(range);
        if (chosen.isPresent()) {
            session.speak(chosen.get());
            session.reply(Replies.languageIs(chosen.get()));
        } else {
            session.reply(Replies.UNKNOWN_LANGUAGE);
        }
        return Outcome.DONE;
    }
}
