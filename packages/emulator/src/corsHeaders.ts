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

/** Headers of every answer, so that a page of any origin can read it. */
export const corsHeaders: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": exposedHeaders,
  // For a page on https that calls loopback.
  "Access-Control-Allow-Private-Network": "true",
};

/** Headers of the answer to a preflight; it allows what was asked for. */
export const preflightHeaders = (requestedHeaders: string | undefined): Readonly<Record<string, string>> => ({
  ...corsHeaders,
  "Access-Control-Allow-Methods": "GET,POST,PUT,DELETE,OPTIONS",
  "Access-Control-Allow-Headers": requestedHeaders ?? allowedHeaders,
  "Access-Control-Max-Age": "86400",
});
