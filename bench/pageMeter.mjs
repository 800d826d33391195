/**
 * Measures a page from outside.
 * @param {import("playwright-core").Page} page
 */
export async function openPageMeter(page) {
  const devTools = await page.context().newCDPSession(page);
  // CPU time of the thread, not time of the clock: what else runs on the machine does not count.
  await devTools.send("Performance.enable", { timeDomain: "threadTicks" });
  return {
    devTools,
    /** CPU time of the page's main thread in tasks so far, in milliseconds. */
    async cpuMs() {
      const { metrics } = await devTools.send("Performance.getMetrics");
      return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1_000;
    },
    /** What the page's heap holds once it is collected: what the first collection finds, the second one frees. */
    async heapBytes() {
      for (let round = 0; round < 2; round++) await devTools.send("HeapProfiler.collectGarbage");
      return (await devTools.send("Runtime.getHeapUsage")).usedSize;
    },
  };
}
