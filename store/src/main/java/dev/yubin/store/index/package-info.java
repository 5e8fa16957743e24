/** What stores of ours share: an immutable index of a mailbox and the log of its changes. Not exported. */
package dev.yubin.store.index;
