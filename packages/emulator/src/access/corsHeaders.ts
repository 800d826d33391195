const allowedHeaders = [
  "authorization",
  "content-type",
  "x-amz-bearer",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-user-agent",
  "x-api-key",
  "amz-sdk-invocation-id",
  "amz-sdk-request",
].join(",");

const exposedHeaders = [
  "x-amzn-errortype",
  "x-amzn-requestid",
  "x-amzn-errormessage",
  "x-emu-detail",
  "date",
  "retry-after",
].join(",");

const ofAllAnswers: Readonly<Record<string, string>> = {
  "Access-Control-Expose-Headers": exposedHeaders,
  // For a page on https that calls loopback.
  "Access-Control-Allow-Private-Network": "true",
};

/** Headers that let a page of any origin read an answer. */
export const openCorsHeaders: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  ...ofAllAnswers,
};

/** Headers that let the page that asks read an answer, and no other; without a page nobody needs them. */
export const ownCorsHeaders = (origin: string | undefined): Readonly<Record<string, string>> => ({
  Vary: "Origin",
  ...(origin !== undefined && { "Access-Control-Allow-Origin": origin, ...ofAllAnswers }),
});

/** What the answer to a preflight has besides; it allows what was asked for. */
export const preflightHeaders = (requestedHeaders: string | undefined): Readonly<Record<string, string>> => ({
  "Access-Control-Allow-Methods": "GET,POST,PUT,DELETE,OPTIONS",
  "Access-Control-Allow-Headers": requestedHeaders ?? allowedHeaders,
  "Access-Control-Max-Age": "86400",
});
