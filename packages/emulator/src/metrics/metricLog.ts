import { z } from "zod";
import { parseBody, text } from "../operations/bodyRules.js";

const metric = z.object({
  metricName: text(1, 255),
  unit: z.enum(["Count", "Milliseconds"]),
  value: z.number(),
  timestamp: z.iso.datetime(),
  dimensions: z.array(z.object({ name: text(1, 255), value: text(1, 1_024) })).max(30),
});
/** What a batch of metrics holds. */
export const batchRules = z.object({
  metricNamespace: text(1, 255),
  metricList: z.array(metric).min(1).max(30),
});

/** A client-side metric, as a page's library measured it. */
export type ClientMetric = z.infer<typeof metric>;

/** What a page posted to `/csm/put-metrics` at once. */
export interface MetricBatch {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly metricNamespace: string;
  readonly metricList: readonly ClientMetric[];
}

const keptBatches = 100;

/** The latest batches of client-side metrics. */
export interface MetricLog {
  /** @throws ServiceError (ValidationException) for a body that is no batch */
  add(body: string, at: string): void;
  /** Oldest first. */
  batches(): readonly MetricBatch[];
}

export function createMetricLog(): MetricLog {
  const batches: MetricBatch[] = [];
  return {
    add(body, at) {
      batches.push({ at, ...parseBody(body, batchRules) });
      if (batches.length > keptBatches) batches.shift();
    },
    batches: () => [...batches],
  };
}
