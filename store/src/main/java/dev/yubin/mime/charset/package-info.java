/** Charsets that the JDK has not or has otherwise than mail needs them, and the names that mail has for all. */
package dev.yubin.mime.charset;
