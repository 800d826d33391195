/** Milliseconds since the epoch as the service writes times: ISO-8601, UTC, three decimals. */
export const toIsoTime = (timeMs: number): string => new Date(timeMs).toISOString();

const isoShape = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** The same without decimals, as the service writes the expiry of URLs. */
export const toIsoSeconds = (timeMs: number): string => toIsoTime(timeMs).replace(/\.\d+Z$/, "Z");

/** The reverse; undefined for what is not an ISO-8601 time. */
export function fromIsoTime(text: string): number | undefined {
  const timeMs = isoShape.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
