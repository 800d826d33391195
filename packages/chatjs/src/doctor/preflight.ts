import { ask } from "./ask.js";
import type { Place } from "./place.js";

/** By the rules of fetch a star stands for every header but Authorization. */
const isListed = (list: string | null, name: string): boolean =>
  (list ?? "")
    .split(",")
    .map((each) => each.trim().toLowerCase())
    .some((each) => each === name || (each === "*" && name !== "authorization"));

/** Asks, as a browser would, whether pages of `origin` may make a request; undefined when they may, else why not. */
export async function preflight(
  place: Place,
  url: string,
  { origin, headers }: { readonly origin: string; readonly headers: readonly string[] },
): Promise<string | undefined> {
  const reply = await ask(place, url, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": headers.join(","),
    },
  });
  if (reply.kind !== "answer") return "does not answer preflights";
  if (reply.status < 200 || reply.status > 299) return `answers preflights with ${reply.status}`;
  const allowed = reply.headers.get("access-control-allow-origin");
  if (allowed !== "*" && allowed !== origin) return `does not allow pages of ${origin}`;
  const missing = headers.find(
    (name) => !isListed(reply.headers.get("access-control-allow-headers"), name.toLowerCase()),
  );
  return missing === undefined ? undefined : `does not allow the header ${missing}`;
}
