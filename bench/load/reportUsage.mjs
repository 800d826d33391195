/**
 * What a server has used.
 * @typedef {object} Usage
 * @property {number} cpuMs since it began
 * @property {number} heapBytes after a collection of garbage
 * @property {number} residentBytes
 */

/**
 * Tells the parent process where this server is, and what it has used whenever it asks.
 * @param {string} url
 */
export function reportUsage(url) {
  process.on("message", () => {
    // So that what is measured is what is kept; the parent starts it with --expose-gc.
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { heapUsed, rss } = process.memoryUsage();
    /** @type {Usage} */
    const usage = { cpuMs: (user + system) / 1_000, heapBytes: heapUsed, residentBytes: rss };
    process.send?.(usage);
  });
  process.on("disconnect", () => process.exit());
  process.send?.(url);
}
