/**
 * SMTP (RFC 5321), submission (RFC 6409) and LMTP (RFC 2033), with PIPELINING, SIZE, 8BITMIME, SMTPUTF8,
 * ENHANCEDSTATUSCODES, CHUNKING, BINARYMIME, LIMITS, STARTTLS (RFC 3207) and AUTH (RFC 4954).
 *
 * <p>What an embedder holds: {@link dev.yubin.smtp.SmtpOptions} say how a listener behaves,
 * {@link dev.yubin.smtp.SmtpHooks} decide what it takes, and a received mail tells by
 * {@link dev.yubin.smtp.MailParameters} and {@link dev.yubin.smtp.Recipient} what MAIL and RCPT said and what became of it.
 *
 * <p>Within, {@link dev.yubin.smtp.SmtpProtocol} opens a session per connection; the decoder makes {@code SmtpCommand}
 * objects out of lines and message text; each command acts on the session and answers with a
 * {@link dev.yubin.smtp.Reply}.
 */
package dev.yubin.smtp;
