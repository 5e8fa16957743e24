/** Servers in processes of their own, which is how they are compared. */
package dev.yubin.bench.server;
