/** A load of mail over SMTP, and the servers it is put on. */
package dev.yubin.bench.smtp;
