/** The store that keeps mail on the heap: the default of a test server. */
package dev.yubin.store.memory;
