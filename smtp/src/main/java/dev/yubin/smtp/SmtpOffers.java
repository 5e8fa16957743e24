package dev.yubin.smtp;

import java.util.List;

/** What a session's client may use at the moment, as far as that is not the same for all clients of the listener. */
final class SmtpOffers {
    private final SmtpSession session;

    /**
     * What differs from one EHLO reply to the next.
     *
     * @param mechanisms of AUTH; none if there is no AUTH
     */
    record Keywords(boolean startTls, List<String> mechanisms, boolean xclient) {}

    SmtpOffers(SmtpSession session) {
        this.session = session;
    }

    /** What EHLO and LHLO are answered now. */
    Reply ehloReply() {
        return session.protocol().ehloReply(new Keywords(startTls(), mechanisms(), xclient()));
    }

    /** Whether nothing is done for the client before it has begun TLS (RFC 3207 §4). */
    boolean needsTls() {
        return session.options().requireTls() && !session.client().isEncrypted();
    }

    boolean startTls() {
        return session.options().startTls() && session.connection().mayStartTls();
    }

    /** RFC 4954 §4: who is logged in is offered nothing more; nor who must begin TLS first. */
    private List<String> mechanisms() {
        SmtpClient client = session.client();
        boolean mayLogIn = client.login().isEmpty()
                && (client.isEncrypted() || !session.options().requireTls());
        return mayLogIn ? session.authentication().mechanisms() : List.of();
    }

    boolean xclient() {
        return session.options()
                .xclientFrom()
                .contains(session.connection().remoteAddress().getAddress());
    }

    /** Whether the client may use a command. */
    boolean command(String word) {
        return switch (word) {
            case "VRFY" -> session.options().vrfy();
            case "EXPN" -> session.options().expn();
            case "XCLIENT" -> xclient();
            case "STARTTLS" -> startTls();
            case "AUTH" -> !mechanisms().isEmpty();
            case "LHLO" -> session.isLmtp();
            case "HELO", "EHLO" -> !session.isLmtp();
            default -> true;
        };
    }
}
