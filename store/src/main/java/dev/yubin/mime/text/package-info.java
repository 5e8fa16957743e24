/** What people read in a text: HTML without its tags, links, one-time codes. */
package dev.yubin.mime.text;
