/** What a message is: its header, read without changing a byte. */
package dev.yubin.mime;
