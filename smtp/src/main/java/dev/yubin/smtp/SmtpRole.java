package dev.yubin.smtp;

/** What a listener is for; each role has rules of its own. */
public enum SmtpRole {
    /** Takes mail from other servers and from anybody (RFC 5321). */
    MX("smtp"),
    /** Takes new mail from users (RFC 6409). */
    SUBMISSION("submission"),
    /** Takes mail for its own mailboxes only, and answers for each recipient (RFC 2033). */
    LMTP("lmtp");

    private final String protocolName;

    SmtpRole(String protocolName) {
        this.protocolName = protocolName;
    }

    /** How listeners of this role are named: {@code smtp}, {@code submission} or {@code lmtp}. */
    public String protocolName() {
        return protocolName;
    }
}
