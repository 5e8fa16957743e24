package dev.yubin.clients;

import dev.yubin.Endpoint;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The two ways into TLS. */
enum TlsStart {
    /** In the middle of a session, by STARTTLS or STLS. */
    ASKED_FOR,
    /** From the first octet on, on a port of its own. */
    AT_ONCE;

    Endpoint smtp(Mailroom room) {
        return this == ASKED_FOR ? room.server().smtp() : room.server().smtps();
    }

    Endpoint pop3(Mailroom room) {
        return this == ASKED_FOR ? room.server().pop3() : room.server().pop3s();
    }

    /** Each way with each of these, for parameterised tests. */
    static Stream<Arguments> with(Object... each) {
        return Stream.of(values()).flatMap(start -> Stream.of(each).map(one -> Arguments.of(start, one)));
    }
}
