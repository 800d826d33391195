interface FailureFields {
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly _debug?: unknown;
  readonly cause?: unknown;
}

/** HTTP status behind a failure of the library, however deep it is wrapped. */
export function failureStatus(error: unknown): number | undefined {
  let layer = error;
  for (let depth = 0; depth < 6 && typeof layer === "object" && layer !== null; depth++) {
    const { statusCode, _debug, cause } = layer as FailureFields;
    if (typeof statusCode === "number") return statusCode;
    layer = _debug ?? cause;
  }
  return undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  NETWORK_ERROR: "the service cannot be reached",
  TIMEOUT: "the service does not answer",
  THROTTLED: "the service is busy",
  NO_ACTIVE_CONNECTION: "the chat is not connected",
};

/** Why a call of the library failed, in words for the person at the page. */
export function failureReason(error: unknown): string {
  const code = typeof error === "object" && error !== null ? (error as FailureFields).code : undefined;
  if (typeof code === "string" && Object.hasOwn(REASONS, code)) return REASONS[code] ?? "";
  const status = failureStatus(error);
  if (status === 403) return "the chat is over, or this page has no right to it";
  return status === undefined ? "something went wrong" : `the service refused it (${status})`;
}

/** The same of a file. The service says of none what was wrong with it: its type, its size or its name. */
export const uploadFailureReason = (error: unknown): string =>
  failureStatus(error) === 400
    ? "the service does not take files of this type or size"
    : failureReason(error);
