/** ISO-8601 UTC with milliseconds. */
export const toIsoTime = (epochMs: number): string => new Date(epochMs).toISOString();

/** Milliseconds since the epoch for an ISO-8601 or HTTP date; NaN for anything else. */
export const parseTimeMs = (text: unknown): number => (typeof text === "string" ? +new Date(text) : NaN);
