package dev.yubin.smtp;

/**
 * How the client introduced itself.
 *
 * @param name what it called itself, unchecked but printable
 * @param extended whether it said EHLO
 */
record Hello(String name, boolean extended) {}
