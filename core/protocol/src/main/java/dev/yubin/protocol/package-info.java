/** What users of any of the three protocols hold: names and log-in, limits, time, transcripts. */
package dev.yubin.protocol;
