/** Measurements, run on demand. Ratios, not absolutes: what is measured is compared with something in the same run. */
package dev.yubin.bench;
