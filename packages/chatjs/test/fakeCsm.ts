/** A page's `csm`, which records what it is given. */
export interface FakeCsm {
  readonly csm: object;
  /** Metrics as `name unit value` and then their dimensions, in order: `SendMessage Count 1 Category=API`. */
  readonly metrics: readonly string[];
  /** Counts without dimensions: `name value`. */
  readonly counts: readonly string[];
}

export function createFakeCsm(): FakeCsm {
  const metrics: string[] = [];
  const counts: string[] = [];
  class Metric {
    parts: string[];
    constructor(name: string, unit: string, value: number) {
      this.parts = [name, unit, String(value)];
    }
    addDimension(name: string, value: string) {
      this.parts.push(`${name}=${value}`);
    }
  }
  const API = {
    addMetric: ({ parts }: Metric) => metrics.push(parts.join(" ")),
    addCount: (name: string, value: number) => counts.push(`${name} ${value}`),
  };
  return { csm: { Metric, API }, metrics, counts };
}
