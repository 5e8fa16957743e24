/** What users of any of the three protocols hold: names and log-in, TLS, limits, time, transcripts. */
package dev.yubin.protocol;
