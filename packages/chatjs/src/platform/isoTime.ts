/** Milliseconds since the epoch of an ISO-8601 time; NaN where it is missing or unreadable. */
export const parseTimeMs = (text: string | undefined): number => Date.parse(text ?? "");
