/**
 * Certificates and keys: made here, or read from files. A small DER writer of our own makes them, see
 * {@code docs/adr/0004-certificates-of-our-own.md}. Not exported.
 */
package dev.yubin.protocol.tls;
