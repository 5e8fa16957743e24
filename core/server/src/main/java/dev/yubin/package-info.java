/**
 * The mail server that applications embed.
 *
 * <pre>{@code
 * try (MailServer server = MailServer.builder().smtp(0).pop3(0).start()) {
 *     // ... the application under test sends to server.smtp().port() ...
 *     ReceivedMail mail = server.received().await(to("bob@example.com"), Duration.ofSeconds(5));
 * }
 * }</pre>
 */
package dev.yubin;
