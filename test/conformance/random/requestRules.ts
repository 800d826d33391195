import type { TracedRequest } from "../trace.js";
import { isReceipt, toEach } from "./rule.js";
import type { Rule } from "./rule.js";

/** What the libraries read for themselves, by the body of the request: at times of their own (CP-27, CP-36, CP-63). */
export const isOwnReading = (body: string): boolean => body.includes('"MaxResults":100');

const withoutOwnReading = toEach(({ requests }) => {
  requests.splice(0, requests.length, ...requests.filter(({ body }) => !isOwnReading(body)));
});

/** CP-32: each receipt has a token of its own. */
const receiptTokens = toEach(({ requests }) => {
  for (const request of requests as { body: string }[])
    if (isReceipt(request.body))
      request.body = request.body.replace(/"ClientToken":"[^"]*"/, '"ClientToken":"a token"');
});

/** CP-46: content that is an object goes out as text. */
const eventContent = toEach(({ requests }) => {
  for (const request of requests as { body: string }[]) {
    if (!request.body.startsWith("{")) continue;
    const body = JSON.parse(request.body) as { Content?: unknown };
    if (typeof body.Content !== "object") continue;
    request.body = JSON.stringify({ ...body, Content: JSON.stringify(body.Content) });
  }
});

/**
 * Requests that are made at once have no order, but among their like; receipts are one kind, other events another. When a connection
 * is asked for depends on chance (CP-30).
 */
const requestsByName = toEach(({ requests }) => {
  for (const request of requests as { request: string; atMs?: number }[])
    if (request.request.endsWith("/connection")) delete request.atMs;
  const kind = ({ request, body }: TracedRequest) => `${request} ${isReceipt(body)}`;
  requests.sort((one, other) => (kind(one) < kind(other) ? -1 : kind(one) > kind(other) ? 1 : 0));
});

/** In this order. */
export const REQUEST_RULES: readonly Rule[] = [
  withoutOwnReading,
  receiptTokens,
  eventContent,
  requestsByName,
];
