import { isObject } from "../lib/isObject.js";
import type { PlatformRequest } from "../platform/platform.js";
import type { Ailment } from "./finding.js";
import type { Place } from "./place.js";

/** What a request came to. */
export type Reply =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: { get(name: string): string | null };
      readonly text: string;
      /** When the request went out, by the local clock, and how long the answer took. */
      readonly startMs: number;
      readonly tookMs: number;
    }
  | { readonly kind: "timeout" }
  | { readonly kind: "failed"; readonly code: string | undefined };
export type Answer = Extract<Reply, { readonly kind: "answer" }>;
export type Failure = Exclude<Reply, Answer>;

type Request = PlatformRequest & { readonly mode?: string };

/** Node tells why in the cause of fetch's error, or in the first of its causes. Pages are not told. */
function codeOf(error: unknown): string | undefined {
  const cause = isObject(error) ? error["cause"] : undefined;
  if (!isObject(cause)) return undefined;
  const first: unknown = Array.isArray(cause["errors"]) ? cause["errors"][0] : undefined;
  const code = cause["code"] ?? (isObject(first) ? first["code"] : undefined);
  return typeof code === "string" ? code : undefined;
}

/** Makes a request once, and waits no longer than the place allows. */
export async function ask({ platform, timeoutMs }: Place, url: string, request: Request): Promise<Reply> {
  const controller = new AbortController();
  const cancel = platform.setTimer(() => controller.abort(), timeoutMs);
  const startMs = platform.nowMs();
  try {
    const response = await platform.fetch(url, { ...request, signal: controller.signal });
    const text = await response.text();
    const tookMs = platform.nowMs() - startMs;
    return { kind: "answer", status: response.status, headers: response.headers, text, startMs, tookMs };
  } catch (error) {
    return controller.signal.aborted ? { kind: "timeout" } : { kind: "failed", code: codeOf(error) };
  } finally {
    cancel();
  }
}

/** Scheme, host and port. Throws TypeError for what is no URL. */
export const originOf = (url: string): string => {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
};

/** A URL as it may be shown: queries and passwords stay out. */
export const shown = (url: string): string => originOf(url) + new URL(url).pathname.replace(/\/$/, "");

const CODES: Readonly<Record<string, readonly [reason: string, fix: string]>> = {
  ENOTFOUND: ["its name cannot be resolved", "look for a slip in region and endpoint, and at the DNS"],
  EAI_AGAIN: ["its name cannot be resolved", "look at the DNS and the network of this machine"],
  ECONNREFUSED: ["nobody listens there", "look at host and port, and whether it is running"],
  ECONNRESET: ["the connection was cut", "look at proxies and firewalls between here and there"],
  UND_ERR_SOCKET: ["the connection was cut", "look at proxies and firewalls between here and there"],
  UND_ERR_CONNECT_TIMEOUT: ["it cannot be reached", "let HTTPS to it through firewalls and proxies"],
};
const CERTIFICATE = /CERT|SELF_SIGNED|SSL|TLS/;

/**
 * Why a request came to nothing, and what to do. `allow` says who has to let pages read the answer. What may only be asked once is
 * asked again by a `method` that does nothing.
 */
export async function explainFailure(
  place: Place,
  url: string,
  {
    failure,
    allow,
    method = "POST",
  }: { readonly failure: Failure; readonly allow: string; readonly method?: string },
): Promise<Ailment> {
  const origin = originOf(url);
  const name = shown(url);
  if (failure.kind === "timeout")
    return {
      message: `${name} does not answer within ${place.timeoutMs} ms`,
      fix: "look at the network, and at what proxies and firewalls do with this host; then try again",
    };
  if (await place.isForbidden(origin))
    return {
      message: `the page's Content-Security-Policy forbids requests to ${origin}`,
      fix: `add ${origin} to connect-src`,
    };
  if (failure.code !== undefined) {
    const [reason, fix] = CODES[failure.code] ??
      (CERTIFICATE.test(failure.code)
        ? ["its certificate is not trusted", "trust the proxy's certificate (NODE_EXTRA_CA_CERTS)"]
        : undefined) ?? ["the request failed", "look at the network"];
    return { message: `${name} cannot be reached; ${reason} (${failure.code})`, fix };
  }
  // A page learns nothing of an answer that it must not read, but that there was one.
  const isCrossOrigin = place.pageOrigin !== undefined && place.pageOrigin !== origin;
  if (isCrossOrigin) {
    const reply = await ask(place, url, { method, headers: {}, mode: "no-cors" });
    if (reply.kind === "answer")
      return {
        message: `${name} answers, and does not let pages of ${place.pageOrigin} read it (CORS)`,
        fix: allow,
      };
  }
  return {
    message: `${name} cannot be reached, cuts the connection or redirects`,
    fix: "look at the address, the network, and what proxies, firewalls and content blockers do with this host",
  };
}
