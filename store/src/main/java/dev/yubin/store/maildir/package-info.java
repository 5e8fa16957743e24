/** The store that keeps mail in Maildirs, in the form that Dovecot keeps it in, so that both can serve the same mail. */
package dev.yubin.store.maildir;
