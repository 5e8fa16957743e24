package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;

/**
 * What MAIL said.
 *
 * @param reversePath the sender, or null for the null reverse-path
 * @param parameters its ESMTP parameters
 */
record Envelope(MailAddress reversePath, MailParameters parameters) {
    boolean needsSmtpUtf8() {
        return reversePath != null && reversePath.needsSmtpUtf8();
    }
}
