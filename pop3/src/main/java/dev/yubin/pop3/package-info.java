/**
 * POP3 (RFC 1939) with CAPA (RFC 2449), response codes (RFC 2449 §8, RFC 3206), PIPELINING (RFC 2449 §6.6), STLS
 * (RFC 2595) and AUTH (RFC 5034).
 *
 * <p>{@link dev.yubin.pop3.Pop3Protocol} opens a session per connection; the decoder makes {@code Pop3Command} objects
 * out of lines; each command acts on the session, whose {@code Maildrop} is a snapshot taken at log-in.
 */
package dev.yubin.pop3;
