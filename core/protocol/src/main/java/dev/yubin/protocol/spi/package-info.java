/**
 * For authors of protocols: connections, framing, the command lane. Unstable: it may change in any release before 1.0.
 *
 * <p>The thread rules, which every class here keeps:
 *
 * <ol>
 *   <li>The event loop never blocks: no file, no password hash, no lock that a slow holder may have.
 *   <li>No thread ever waits for a peer: long output is a {@link dev.yubin.protocol.spi.Cursor}.
 *   <li>A connection runs one command at a time; its session is touched by that command only.
 *   <li>Replies leave in the order of the commands, with one flush when nothing more is at hand.
 * </ol>
 */
package dev.yubin.protocol.spi;
