import { isOwnOrigin } from "../access/calledOrigin.js";
import type { HostAnswer, HostRequest } from "./hostRequest.js";

/** Headers that let a page read the answer; undefined when its origin is not allowed. */
export function corsHeadersOf(
  { headers, host }: HostRequest,
  allowedOrigins: readonly string[],
): HostAnswer["headers"] | undefined {
  const origin = headers.get("origin");
  if (origin === null || isOwnOrigin(origin, host)) return { Vary: "Origin" };
  if (!allowedOrigins.includes(origin)) return undefined;
  return {
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    // The page may be known by a cookie.
    "Access-Control-Allow-Credentials": "true",
  };
}

/** The answer to a preflight; it allows the headers that were asked for. */
export const preflightAnswer = ({ headers }: HostRequest, cors: HostAnswer["headers"]): HostAnswer => ({
  status: 204,
  headers: {
    ...cors,
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": headers.get("access-control-request-headers") ?? "content-type",
    "Access-Control-Max-Age": "600",
  },
  body: "",
});
