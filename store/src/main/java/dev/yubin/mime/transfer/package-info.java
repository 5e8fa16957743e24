/** Content transfer encodings, streaming (RFC 2045 §6). */
package dev.yubin.mime.transfer;
