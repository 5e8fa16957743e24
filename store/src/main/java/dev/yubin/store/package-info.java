/**
 * The store API: what Yubin asks of a place that keeps mail, and the value types it speaks in.
 *
 * <p>A store implements {@link dev.yubin.store.MailStore}, {@link dev.yubin.store.MailAccount} and
 * {@link dev.yubin.store.Mailbox}. It knows UIDs, flags, MODSEQ and bytes; sequence numbers, LIST patterns, FETCH items
 * and who is watching live above it. All methods may be called from many threads at once. Methods may block unless
 * {@link dev.yubin.store.MailStore#blocking()} says otherwise; a store that blocks is never called on an event loop.
 */
package dev.yubin.store;
