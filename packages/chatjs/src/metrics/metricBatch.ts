import type { Platform } from "../platform/platform.js";

const MAX_METRICS = 30;
const MAX_WAIT_MS = 30_000;
const MAX_RETRY_WAIT_MS = 5_000;
/** Where the endpoint hangs, further batches are dropped, so that they cannot pile up. */
const MAX_IN_FLIGHT = 5;

/**
 * Collects metrics, and posts them as JSON: 30 at a time, or what there is after 30 seconds or when the page is hidden. A batch
 * that fails is tried once more within five seconds, and then dropped: a chat works without its metrics. So is what waits when
 * there is no endpoint any more.
 * @returns adds a metric as its JSON is now; throws where it has none
 */
export function createMetricBatch(platform: Platform, endpoint: () => string): (metric: object) => void {
  let metrics: string[] = [];
  /** Of the wait: for whoever measures one chat alone, nothing may be left of it on the page. */
  let stops: readonly (() => void)[] = [];
  let inFlight = 0;

  const post = async (body: string, isLast?: boolean): Promise<void> => {
    if (!endpoint()) return;
    inFlight += 1;
    try {
      const headers = { "content-type": "application/json" };
      // The page may be on its way out.
      const { status } = await platform.fetch(endpoint(), { method: "POST", headers, body, keepalive: true });
      if (status < 300) return;
    } catch {
      // As an answer that says no.
    } finally {
      inFlight -= 1;
    }
    if (!isLast) platform.setTimer(() => void post(body, true), platform.random() * MAX_RETRY_WAIT_MS);
  };
  const flush = () => {
    for (const stop of stops) stop();
    if (inFlight < MAX_IN_FLIGHT)
      void post(`{"metricNamespace":"chat-widget","metricList":[${metrics.join()}]}`);
    metrics = [];
  };

  return (metric) => {
    if (metrics.push(JSON.stringify({ ...metric })) === 1)
      stops = [
        platform.setTimer(flush, MAX_WAIT_MS),
        platform.onVisibilityChange((visible) => {
          if (!visible) flush();
        }),
      ];
    if (metrics.length === MAX_METRICS) flush();
  };
}
