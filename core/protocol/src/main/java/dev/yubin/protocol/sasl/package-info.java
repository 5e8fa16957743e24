/** The SASL mechanisms (RFC 4422), each a conversation of octets. Internal: protocols use {@code spi.Authentication}. */
package dev.yubin.protocol.sasl;
