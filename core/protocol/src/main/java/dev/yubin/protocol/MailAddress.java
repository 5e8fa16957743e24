package dev.yubin.protocol;

import dev.yubin.store.AccountName;

/**
 * A mail address as a client wrote it (RFC 5321 §4.1.2, Mailbox), and what it means. Two addresses are equal if they
 * mean the same account name, whatever their case or quoting.
 */
public final class MailAddress {
    private final String text;
    private final AccountName accountName;

    private MailAddress(String text, AccountName accountName) {
        this.text = text;
        this.accountName = accountName;
    }

    /**
     * An address by what was written and what that means.
     *
     * @param text the address as it was written, quotes and case kept
     */
    public static MailAddress of(String text, AccountName accountName) {
        return new MailAddress(text, accountName);
    }

    /** An address as its account name is written. */
    static MailAddress of(AccountName accountName) {
        return new MailAddress(accountName.toString(), accountName);
    }

    /**
     * Reads {@code local@domain}.
     *
     * @throws IllegalArgumentException if it is no address
     */
    public static MailAddress parse(String text) {
        AccountName name = AccountName.parse(text);
        if (name.isBare()) {
            throw new IllegalArgumentException("Not a mail address, it has no @: " + name);
        }
        return new MailAddress(text, name);
    }

    /** The account name this address spells. Whether there is such an account is the {@link Directory}'s to say. */
    public AccountName accountName() {
        return accountName;
    }

    /** Whether it is written beyond ASCII, which SMTP takes under SMTPUTF8 only (RFC 6531 §3.3). */
    public boolean needsSmtpUtf8() {
        return text.chars().anyMatch(c -> c > 0x7f);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailAddress address && accountName.equals(address.accountName);
    }

    @Override
    public int hashCode() {
        return accountName.hashCode();
    }

    /** The address as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
