/**
 * POP3 (RFC 1939) with APOP, CAPA, PIPELINING, LOGIN-DELAY and EXPIRE (RFC 2449), response codes (RFC 2449 §8, RFC 3206),
 * STLS (RFC 2595), AUTH (RFC 5034), UTF8 and LANG (RFC 6856).
 *
 * <p>{@link dev.yubin.pop3.Pop3Protocol} opens a session per connection; the decoder makes {@code Pop3Command} objects
 * out of lines; each command acts on the session, whose {@code Maildrop} is a snapshot taken at log-in.
 * {@link dev.yubin.pop3.Maildrops} sees to it that a maildrop has one session at a time.
 */
package dev.yubin.pop3;
