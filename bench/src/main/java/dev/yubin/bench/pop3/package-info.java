/** A client that takes mail by POP3, and the servers it takes it from. */
package dev.yubin.bench.pop3;
