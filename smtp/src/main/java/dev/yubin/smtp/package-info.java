/**
 * SMTP (RFC 5321) with PIPELINING (RFC 2920), SIZE (RFC 1870), 8BITMIME (RFC 6152) and ENHANCEDSTATUSCODES (RFC 2034).
 *
 * <p>{@link dev.yubin.smtp.SmtpProtocol} opens a session per connection; the decoder makes {@code SmtpCommand} objects
 * out of lines and message text; each command acts on the session and answers with a {@code Reply}.
 */
package dev.yubin.smtp;
